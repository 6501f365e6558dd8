import type { Knex } from 'knex';
import { holdsCovering } from '../holds/store.ts';
import type { RequestCase } from '../requests/request-case.ts';
import { lettersOf } from '../requests/store-letters.ts';
import { heldForClaims } from '../restrictions/store.ts';
import type { Day } from '../rules/days.ts';
import { londonDayOf } from '../rules/london-time.ts';
import { removalsOf } from './store.ts';

/** How a request for removal stands (C22). */
export type ErasureState =
  /** Nothing is asked for yet, and nothing holds it up. */
  | { kind: 'open' }
  /** It waits for a colleague's approval, was refused, or is done. */
  | { kind: 'asked' | 'refused' | 'removed'; removal: number }
  /** Something keeps the data; whether the person has been told, by a letter that was sent. */
  | { kind: 'held'; isTold: boolean }
  /** What kept it has ended, and nobody has taken it up since. */
  | { kind: 'resumed'; endedOn: Day; removal: number | null };

type Erasure = Pick<RequestCase, 'id' | 'reference' | 'receivedAt'> & { subjectId: number };

/** A hold that ended before the request came has held nothing up. */
export async function erasureState(
  db: Knex,
  { id, reference, receivedAt, subjectId }: Erasure,
): Promise<ErasureState> {
  const holds = await holdsCovering(db, subjectId);
  const [removal] = await removalsOf(db, { userId: subjectId, caseReference: reference });
  if (removal?.state === 'removed' || removal?.state === 'certified')
    return { kind: 'removed', removal: removal.id };
  if (holds.some(({ end }) => end === null) || (await heldForClaims(db, [subjectId])) > 0)
    return { kind: 'held', isTold: await isTold(db, id) };
  const since = removal ? (removal.decidedAt ?? removal.requestedAt) : receivedAt;
  const ended = holds.flatMap(({ end }) => (end && end.at > since ? [end.at] : []));
  const last = ended.sort((a, b) => a.getTime() - b.getTime()).at(-1);
  const waiting = removal?.state === 'asked' ? removal.id : null;
  if (last) return { kind: 'resumed', endedOn: londonDayOf(last), removal: waiting };
  if (!removal) return { kind: 'open' };
  return { kind: waiting === null ? 'refused' : 'asked', removal: removal.id };
}

async function isTold(db: Knex, requestId: number): Promise<boolean> {
  return (await lettersOf(db, requestId)).some(({ kind, sentAt }) => kind === 'held' && sentAt !== null);
}
