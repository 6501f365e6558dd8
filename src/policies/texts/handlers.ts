import type { Request, RequestHandler, Response } from 'express';
import { actorOf, parseReturnTo, signedInUser } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { today } from '../../platform/clock.ts';
import { NotFound } from '../../web/errors.ts';
import { type Page, renderPage } from '../../web/render.ts';
import { acknowledgeNotice, NOTICE, type NoticeParts } from './acknowledge-notice.ts';
import { parseAcknowledgement, parseVersion } from './forms.ts';
import type { PublishedText } from './policy-text.ts';
import {
  documentationPage,
  isPresent,
  noticeChangedPage,
  policiesPage,
  textPageOf,
  type TextView,
} from './presenters.ts';
import type { TextPage } from './specification/pages.ts';
import { latestSeen } from './store.ts';

/** How the present version of a page is laid out that shows more than a text; older ones are shown like any other. */
export type OwnLayout = (text: TextView, req: Request) => Promise<Page>;

export interface TextParts extends NoticeParts {
  /** By the name of the page. */
  layouts: Readonly<Record<string, OwnLayout>>;
}

/** The present version. */
export function showText(parts: TextParts, page: TextPage): RequestHandler {
  return async (req, res) => {
    const versions = await parts.texts.versions(page.name);
    await render(parts, req, res, { page, versions, version: versions.at(-1) });
  };
}

/** A version by its number, the present one too. */
export function showVersion(parts: TextParts, page: TextPage): RequestHandler {
  return async (req, res) => {
    const number = parseVersion(req.params.version);
    const versions = await parts.texts.versions(page.name);
    const version = versions.find((one) => one.version === number);
    await render(parts, req, res, { page, versions, version });
  };
}

async function render(
  { layouts, clock }: TextParts,
  req: Request,
  res: Response,
  asked: { page: TextPage; versions: readonly PublishedText[]; version: PublishedText | undefined },
): Promise<void> {
  const { version } = asked;
  if (!version) throw new NotFound();
  const text = { ...asked, version, today: today(clock) };
  const layout = isPresent(text) ? layouts[asked.page.name] : undefined;
  renderPage(req, res, layout ? await layout(text, req) : textPageOf(text));
}

export function showPolicies(): RequestHandler {
  return (req, res) => renderPage(req, res, policiesPage());
}

export function showDocumentation(): RequestHandler {
  return (req, res) => renderPage(req, res, documentationPage());
}

/** What is different from the version that this person last saw. */
export function showNoticeChanges({ db, texts }: NoticeParts): RequestHandler {
  return async (req, res) => {
    const versions = await texts.versions(NOTICE);
    const present = versions.at(-1);
    if (!present) throw new NotFound();
    const latest = await latestSeen(db, signedInUser(req).id, NOTICE);
    const seen = versions.find(({ version }) => version === latest) ?? null;
    const returnTo = parseReturnTo(req.query.returnTo) ?? paths.home;
    renderPage(req, res, noticeChangedPage({ seen, present }, returnTo));
  };
}

/** Goes on to where the person was going. A version that does not exist is noted for nobody. */
export function continueAfterNotice(parts: NoticeParts): RequestHandler {
  return async (req, res) => {
    const version = parseAcknowledgement(req.body);
    const versions = await parts.texts.versions(NOTICE);
    if (!versions.some((one) => one.version === version)) throw new NotFound();
    const { id: userId } = signedInUser(req);
    await acknowledgeNotice(parts, { userId, version: Number(version) }, actorOf(req));
    const { returnTo } = req.body as { returnTo?: unknown };
    res.redirect(303, parseReturnTo(returnTo) ?? paths.home);
  };
}
