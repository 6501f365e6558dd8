import type { Knex } from 'knex';
import { today } from '../../platform/clock.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { mayAct } from '../rules/own-case.ts';
import { concernedBy, type RequestCase } from './request-case.ts';
import { seenCase, type SeenCase } from './rules/case-facts.ts';
import type { CaseFault } from './rules/may.ts';
import { eventsOf, requestBy, workingDaysOf } from './store.ts';

export interface RequestParts {
  db: Knex;
  clock: Clock;
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>;
}

/** A command on a case: which, and who gives it. */
export interface OnCase {
  reference: string;
  userId: number;
}

export type CaseResult<Done extends { kind: string } = { kind: 'done' }> =
  | Done
  | { kind: 'fault'; fault: CaseFault }
  /** There is no such case; it is the actor's own; it is closed. */
  | { kind: 'not-found' }
  | { kind: 'own-case' }
  | { kind: 'closed' };

export const done = { kind: 'done' } as const;

/** The case as it stands today, or null. */
export async function readCase(db: Knex, clock: Clock, request: RequestCase): Promise<SeenCase> {
  const events = (await eventsOf(db, [request.id])).get(request.id) ?? [];
  return seenCase(request, events, today(clock), await workingDaysOf(db));
}

/**
 * Does some work on a case in one transaction, in which the case stays locked: not on one's own, and not on a closed one
 * unless that is what the work is about. The work records its own event.
 */
export async function actOnCase<Done extends { kind: string }>(
  { db, clock }: RequestParts,
  { reference, userId }: OnCase,
  work: (
    trx: Knex.Transaction,
    seen: SeenCase,
    by: { userId: number; at: Date },
  ) => Promise<CaseResult<Done>>,
  on: 'open' | 'closed' = 'open',
): Promise<CaseResult<Done>> {
  return db.transaction(async (trx): Promise<CaseResult<Done>> => {
    const request = await requestBy(trx, reference);
    if (!request) return { kind: 'not-found' };
    if (!mayAct(userId, concernedBy(request))) return { kind: 'own-case' };
    if ((request.closedAt === null) !== (on === 'open')) return { kind: 'closed' };
    return work(trx, await readCase(trx, clock, request), { userId, at: clock() });
  });
}
