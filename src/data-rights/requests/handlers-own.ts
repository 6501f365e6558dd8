import type { RequestHandler } from 'express';
import { actorOf, signedInUser } from '../../accounts/index.ts';
import { recordEvent } from '../../audit/index.ts';
import { NotFound } from '../../web/errors.ts';
import { renderPage } from '../../web/render.ts';
import { ownPackageRows } from '../exports/presenters-delivery.ts';
import { ownExports } from '../exports/store.ts';
import { rightsOfPerson } from '../rights-of-person.ts';
import type { RequestParts } from './act-on-case.ts';
import { parseNumber } from './forms-letters.ts';
import { ownLetterPage, ownRequestsPage } from './presenters-letters.ts';
import { requestsOf } from './store.ts';
import { letterFor, lettersFor } from './store-letters.ts';
import { casesToday } from './work-list.ts';

/** A person's own requests, how they stand, and the letters that wait for them. */
export function showOwnRequests(parts: RequestParts): RequestHandler {
  return async (req, res) => {
    const { id } = signedInUser(req);
    const [own, letters, packages, rights] = await Promise.all([
      ...([requestsOf(parts.db, id), lettersFor(parts.db, id)] as const),
      ...([ownExports(parts.db, id), rightsOfPerson(parts.db, id)] as const),
    ]);
    const shown = { packages: ownPackageRows(packages, parts.clock()), rights };
    renderPage(req, res, ownRequestsPage(await casesToday(parts, own), letters, shown));
  };
}

/** That it was read is on record: it shows that the letter arrived. */
export function showOwnLetter({ db }: RequestParts): RequestHandler {
  return async (req, res) => {
    const id = parseNumber(req.params.id);
    const letter = id === null ? null : await letterFor(db, signedInUser(req).id, id);
    if (!letter) throw new NotFound();
    const subject = { type: 'requests', id: letter.reference };
    await db.transaction((trx) => recordEvent(trx, actorOf(req), subject, { letter: letter.id }));
    renderPage(req, res, ownLetterPage(letter));
  };
}
