import type { Request, RequestHandler } from 'express';
import { paths } from '../../paths.ts';
import { NotFound } from '../../web/errors.ts';
import { renderPage } from '../../web/render.ts';
import type { AccountParts } from '../account-parts.ts';
import { actorOf, signedInUser } from '../handlers-user.ts';
import { detailsOf } from '../your-account/store.ts';
import { chooseInterests } from './choose-interests.ts';
import { parsePurpose, parseTopics, parseWays } from './forms.ts';
import * as present from './presenters.ts';
import type { Purpose } from './purposes.ts';
import { chooseConsent } from './record-consent.ts';
import { consentsOf, historyOf, interestsOf } from './store.ts';

export function showPreferences(parts: AccountParts): RequestHandler {
  return async (req, res) => {
    renderPage(req, res, present.preferencesPage(await seenBy(parts, req), req.query.saved));
  };
}

export function giveConsent(parts: AccountParts): RequestHandler {
  return async (req, res) => {
    const purpose = purposeOf(req);
    const ways = parseWays(req.body);
    const choice = { userId: signedInUser(req).id, purpose, ways, at: parts.clock() };
    const result =
      ways.length === 0 ? null : await chooseConsent(parts.db, parts.secrets, choice, actorOf(req));
    if (result === null || result.kind === 'way-unknown')
      renderPage(req, res, present.preferencesPage(await seenBy(parts, req), null, purpose), 422);
    else res.redirect(303, `${paths.preferences}?saved=${purpose}`);
  };
}

export function withdrawConsent({ db, secrets, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const purpose = purposeOf(req);
    const choice = { userId: signedInUser(req).id, purpose, ways: [], at: clock() };
    await chooseConsent(db, secrets, choice, actorOf(req));
    res.redirect(303, `${paths.preferences}?saved=${purpose}`);
  };
}

export function saveInterests({ db, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const command = { userId: signedInUser(req).id, chosen: parseTopics(req.body), at: clock() };
    await chooseInterests(db, command, actorOf(req));
    res.redirect(303, `${paths.preferences}?saved=interests`);
  };
}

function purposeOf(req: Request): Purpose {
  const purpose = parsePurpose(req.params.purpose);
  if (!purpose) throw new NotFound();
  return purpose;
}

async function seenBy({ db }: AccountParts, req: Request): Promise<present.PreferencesSeen> {
  const user = signedInUser(req);
  const [details, consents, history, interests] = await Promise.all([
    detailsOf(db, user.id),
    consentsOf(db, user.id),
    historyOf(db, user.id),
    interestsOf(db, user.id),
  ]);
  return { user, details, consents, history, interests };
}
