import type { ErrorRequestHandler, Express, Request } from 'express';
import { paths } from '../paths.ts';
import { type ErrorPage, type ErrorPageKind, errorPages } from './error-pages.ts';
import { isOfBackOffice } from './back-office.ts';
import { renderPage } from './render.ts';

/** Stops a request with one of the error pages; not a bug, so it is not logged as one. */
export class Refusal extends Error {
  constructor(
    readonly kind: ErrorPageKind,
    readonly link?: ErrorPage['link'],
    /** What exactly the page tells of, a sentence each. */
    readonly details: readonly string[] = [],
  ) {
    super(kind);
  }
}

/** There is no such page or thing, or not for this person: both look alike. */
export class NotFound extends Refusal {
  constructor() {
    super('not-found');
  }
}

/** Last in the stack: no page at this address, and the one place where errors become pages. */
export function setUpErrorPages(app: Express): void {
  app.use((_req, _res, next) => next(new NotFound()));
  app.use(showErrorPage);
  app.use(showLastResort);
}

const showErrorPage: ErrorRequestHandler = (error: unknown, req, res, next) => {
  const kind = kindOf(error);
  if (kind === 'problem') req.log.error({ reqId: req.id, error: describeError(error) }, 'request failed');
  if (res.headersSent) {
    next(error);
    return;
  }
  const { status, ...words } = errorPages[kind];
  const link = (error instanceof Refusal && error.link) || signInLink(req, kind) || words.link;
  res.set('Cache-Control', 'no-store');
  const details = error instanceof Refusal ? error.details : [];
  const page = { ...words, details, link, reference: req.id };
  renderPage(req, res, { view: 'errors/error', frame: { title: words.title }, page }, status);
};

/** Below the back office nothing says whether there is a page; whoever works there may just not be signed in. */
function signInLink(req: Request, kind: ErrorPageKind): ErrorPage['link'] {
  if (kind !== 'not-found' || req.user || !isOfBackOffice(req.path)) return undefined;
  const returnTo = req.method === 'POST' ? '' : `?returnTo=${encodeURIComponent(req.originalUrl)}`;
  return { href: `${paths.signIn}${returnTo}`, text: 'If you have an account, sign in first' };
}

/** Half an answer is out, or the error page itself failed. */
// eslint-disable-next-line @typescript-eslint/no-unused-vars -- Express knows a handler of errors by its four parameters
const showLastResort: ErrorRequestHandler = (error: unknown, req, res, _next) => {
  req.log.error({ reqId: req.id, error: describeError(error) }, 'no error page could be shown');
  // Breaking the connection is the only way left to say that the answer is not whole.
  if (res.headersSent) res.destroy();
  else
    res
      .status(500)
      .type('text/plain')
      .send(`Sorry, there is a problem with SP-Bench. Reference: ${req.id}\n`);
};

/** PostgreSQL's word for a text with a NUL: no browser sends one by itself, and no page has a use for it. */
const NO_CHARACTER = '22021';

function kindOf(error: unknown): ErrorPageKind {
  if (error instanceof Refusal) return error.kind;
  if ((error as { code?: unknown } | null)?.code === NO_CHARACTER) return 'bad-request';
  const status = (error as { status?: unknown } | null)?.status;
  if (typeof status !== 'number' || status < 400 || status > 499) return 'problem';
  if (status === 413) return 'too-large';
  // 403 is how the file server answers `..`.
  return status === 404 || status === 403 ? 'not-found' : 'bad-request';
}

/**
 * What the log says of an error. A database error's message and detail may quote the values of a row, and knex's the
 * whole statement: only the code and the names of things are kept.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, table, column, constraint, routine, severity } = error as Error & Record<string, unknown>;
  const frames = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
  if (severity !== undefined)
    return { type: 'DatabaseError', code, table, column, constraint, routine, frames };
  return { type: error.name, message: error.message, code, frames };
}
