import type { Knex } from 'knex';
import { heldTarget } from '../holds/store.ts';
import type { Hold } from '../holds/hold.ts';
import type { RequestCase } from '../requests/request-case.ts';
import { erasureRequests } from '../requests/store.ts';
import { mayAct } from '../rules/own-case.ts';
import type { Day } from '../rules/days.ts';
import { erasureState } from './erasure-state.ts';

/** A request for removal whose hold has ended, and whose day it is to be taken up again. */
export interface ToResume {
  reference: string;
  userId: number;
  endedOn: Day;
  /** The one that waits for approval already. */
  removal: number | null;
  assigneeId: number | null;
}

/** Removals to be taken up again: of open requests, and of closed ones whose person was told that it waits (C22). */
export async function removalsToResume(db: Knex, readerId: number): Promise<ToResume[]> {
  const found: ToResume[] = [];
  for (const request of await erasureRequests(db)) {
    if (!isOthers(request, readerId)) continue;
    const state = await erasureState(db, request);
    const { reference, subjectId: userId, assigneeId } = request;
    if (state.kind !== 'resumed') continue;
    const { endedOn, removal } = state;
    found.push({ reference, userId, assigneeId, endedOn, removal });
  }
  return found;
}

const isOthers = ({ requesterId, subjectId }: RequestCase, readerId: number): boolean =>
  mayAct(readerId, [requesterId, subjectId]);

/** Requests for removal that a hold keeps waiting, and whether the person has been told. */
export async function removalsHeldBy(
  db: Knex,
  hold: Pick<Hold, 'target'>,
): Promise<{ reference: string; isTold: boolean }[]> {
  const people = new Set(await heldTarget(db, hold.target));
  const found: { reference: string; isTold: boolean }[] = [];
  for (const request of await erasureRequests(db)) {
    if (!people.has(request.subjectId)) continue;
    const state = await erasureState(db, request);
    if (state.kind === 'held') found.push({ reference: request.reference, isTold: state.isTold });
  }
  return found;
}
