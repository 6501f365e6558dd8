import type { RequestHandler } from 'express';
import { actorOf, signedInUser } from '../../accounts/index.ts';
import { recordEvent } from '../../audit/index.ts';
import { paths } from '../../paths.ts';
import { renderPage } from '../../web/render.ts';
import type { OccParts } from '../occ-parts.ts';
import { parseAuditFilter, parsePosition } from './forms.ts';
import * as present from './presenters.ts';
import { lastVerifications, trailEvents } from './store.ts';
import { askForVerification } from './verify-trail.ts';

const EVENTS_A_PAGE = 50;
const EVENTS_AT_ONCE = 5000;
const VERIFICATIONS_SHOWN = 5;

export function showTrail({ db }: OccParts): RequestHandler {
  return async (req, res) => {
    const filter = parseAuditFilter(req.query);
    const before = parsePosition(req.query.before);
    const [events, verifications] = await Promise.all([
      // One more than is shown says whether there is a next page.
      trailEvents(db, filter, { before, limit: EVENTS_A_PAGE + 1 }),
      lastVerifications(db, VERIFICATIONS_SHOWN),
    ]);
    const shown = events.slice(0, EVENTS_A_PAGE);
    const hasMore = events.length > EVENTS_A_PAGE;
    renderPage(req, res, present.trailPage({ filter, before, events: shown, hasMore, verifications }));
  };
}

/** The same rows, all of them. */
export function downloadTrail({ db }: OccParts): RequestHandler {
  return async (req, res) => {
    const filter = parseAuditFilter(req.query);
    const said = { isWhole: Object.values(filter).every((one) => one === '' || one === null) };
    await db.transaction((trx) => recordEvent(trx, actorOf(req), { type: 'audit', id: 'csv' }, said));
    res.attachment('audit.csv').type('text/csv; charset=utf-8').write(present.csvHead());
    let before: number | null = null;
    for (;;) {
      const events = await trailEvents(db, filter, { before, limit: EVENTS_AT_ONCE });
      res.write(events.map(present.csvRow).join(''));
      before = events.at(-1)?.position ?? null;
      if (events.length < EVENTS_AT_ONCE || before === null) break;
    }
    res.end();
  };
}

export function verifyNow(parts: OccParts): RequestHandler {
  return async (req, res) => {
    await askForVerification(parts, signedInUser(req).id, actorOf(req));
    res.redirect(303, `${paths.audit}#verification`);
  };
}
