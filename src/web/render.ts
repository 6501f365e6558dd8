import ejs from 'ejs';
import type { Express, Request, Response } from 'express';
import { formatTime } from './formatters.ts';
import { sectionsOf, type SectionName } from './navigation.ts';
import { signedInUntil } from './sessions.ts';

/** A field's fault, shown in the summary (linked to the field) and beside the field. */
export interface FieldError {
  field: string;
  message: string;
}

/** What every page says of itself. */
export interface Frame {
  /** Page title and, usually, its heading. */
  title: string;
  /** The entry of the navigation that this page belongs to. */
  section?: SectionName;
  backLink?: string;
  /** Where the page's form goes when that is not the page's own address. */
  formPath?: string;
  errors?: FieldError[];
  /** Attributes of the main element, such as data-state, by name. */
  mainAttributes?: Readonly<Record<string, string>>;
}

/** A page as a presenter makes it: the view, what the page says of itself, and what the view shows. */
export interface Page {
  view: string;
  frame: Frame;
  page: object;
}

/**
 * EJS templates below one folder, compiled once. Options are given here alone, never taken from what a page is rendered
 * with; includes are named from the folder (`/components/tag`), which spares a look at the disk for each.
 */
export function setUpViews(app: Express, folder: string): void {
  app.engine('ejs', (file: string, data: object, done: (error: Error | null, html?: string) => void) => {
    ejs.renderFile(file, data, { cache: true, root: folder }, done);
  });
  app.set('view engine', 'ejs');
  app.set('views', folder);
  app.enable('view cache');
}

/**
 * Renders a view inside layout.ejs. The view sees one typed object `page`, the frame's `errors`, and the token of its
 * forms: `csrfToken` after sign-in, `formToken` before it; the other one is empty. Request data never reaches the
 * template as locals (security D6).
 */
export function renderPage(req: Request, res: Response, { view, frame, page }: Page, status = 200): void {
  const shared = { ...tokensOf(req, frame), errors: frame.errors ?? [] };
  res.status(status);
  req.app.render(view, { ...shared, page }, (error: Error | null, body?: string) => {
    if (error) return req.next?.(error);
    res.render('layout', {
      ...shared,
      frame,
      body,
      viewer: req.user ?? null,
      sections: sectionsOf(req.user),
      signedIn: signedInOf(req),
    });
  });
}

/** Asking csurf for a token before sign-in would make a session and its cookie (security D4). */
function tokensOf(req: Request, { formPath }: Frame): { csrfToken: string; formToken: string } {
  return req.user
    ? { csrfToken: req.csrfToken(), formToken: '' }
    : { csrfToken: '', formToken: req.formToken(formPath) };
}

/** Until when the person stays signed in, for the line on every page that says so; null before sign-in. */
function signedInOf(req: Request): { until: string; secondsLeft: number } | null {
  const end = signedInUntil(req);
  return end && { until: formatTime(end.until), secondsLeft: end.secondsLeft };
}
