import type { RequestHandler } from 'express';
import { NotFound } from '../../web/errors.ts';
import { pageAsked } from '../../web/pagination.ts';
import { renderPage } from '../../web/render.ts';
import type { AccountParts } from '../account-parts.ts';
import { parseUserId } from '../consents/forms.ts';
import { signedInUser } from '../handlers-user.ts';
import { parseFilter } from './forms.ts';
import * as present from './presenters.ts';
import { statementsOn } from '../your-account/store-statements.ts';
import { seeEntry } from './see-entry.ts';
import { authorityChoices, countPeople, directoryEntryOf, peopleFound } from './store.ts';

const PEOPLE_A_PAGE = 25;

export function showDirectory({ db }: AccountParts): RequestHandler {
  return async (req, res) => {
    const filter = parseFilter(req.query);
    const total = await countPeople(db, filter);
    if (Object.values(filter).some(Boolean)) req.countSearch(total > 0);
    const asked = pageAsked(req.query.page, PEOPLE_A_PAGE, total);
    const [people, authorities, own] = await Promise.all([
      peopleFound(db, filter, asked),
      authorityChoices(db),
      directoryEntryOf(db, signedInUser(req).id),
    ]);
    const isSharing = own !== undefined;
    renderPage(req, res, present.directoryPage({ filter, people, total, asked, authorities, isSharing }));
  };
}

export function showEntry({ db, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const id = parseUserId(req.params.id);
    const viewerId = signedInUser(req).id;
    const entry = id === null ? null : await seeEntry(db, { id, viewerId, at: clock() });
    if (!entry) throw new NotFound();
    const statements = await statementsOn(db, entry.id);
    renderPage(req, res, present.entryPage(entry, entry.id === viewerId, statements));
  };
}
