import type { Knex } from 'knex';
import { authorityByCode } from '../../authorities/index.ts';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { type Clock, today } from '../../platform/clock.ts';
import type { FieldFault, Values } from '../registers/specification/field.ts';
import { mayAct } from '../rules/own-case.ts';
import type { Hold, HoldTarget } from './hold.ts';
import { reviewFault } from './rules/review-day.ts';
import type { TargetKind } from './specification/hold-fields.ts';
import { accountAt, holdOf, insertEnd, insertHold, lockDeletion, peopleOfCase } from './store.ts';

export interface HoldParts {
  db: Knex;
  clock: Clock;
}

export type PlaceResult = { kind: 'placed'; id: number } | { kind: 'faults'; faults: FieldFault[] };

/** From then on nothing of what it covers is deleted; a deletion that is at work ends first. */
export async function placeHold(
  { db, clock }: HoldParts,
  { values, userId }: { values: Values; userId: number },
  actor: Actor,
): Promise<PlaceResult> {
  return db.transaction(async (trx): Promise<PlaceResult> => {
    await lockDeletion(trx);
    const reviewOn = String(values.reviewOn);
    const fault = reviewFault(reviewOn, today(clock));
    if (fault) return { kind: 'faults', faults: [fault] };
    const found = await targetOf(trx, values.kind as TargetKind, String(values.target).trim());
    if (!found) return faultOn('target', notFound[values.kind as TargetKind]);
    if (!mayAct(userId, found.people))
      return faultOn('target', 'It is about you: ask a colleague to place the hold');
    const { target } = found;
    const hold = { target, reason: String(values.reason), reviewOn, placedBy: userId, placedAt: clock() };
    const id = await insertHold(trx, hold);
    await recordEvent(trx, actor, { type: 'legal-hold', id }, detailsOf(target));
    return { kind: 'placed', id };
  });
}

export type EndResult = { kind: 'ended' | 'not-found' | 'too-late' | 'own-case' };

/** What the hold covered is deleted when it is due, from the next night on. */
export async function endHold(
  { db, clock }: HoldParts,
  { id, values, userId }: { id: number; values: Values; userId: number },
  actor: Actor,
): Promise<EndResult> {
  return db.transaction(async (trx): Promise<EndResult> => {
    await lockDeletion(trx);
    const hold = await holdOf(trx, id);
    if (!hold) return { kind: 'not-found' };
    if (!mayAct(userId, await concernedBy(trx, hold))) return { kind: 'own-case' };
    const end = { holdId: id, reason: String(values.reason), endedBy: userId, endedAt: clock() };
    if (!(await insertEnd(trx, end))) return { kind: 'too-late' };
    await recordEvent(trx, actor, { type: 'legal-hold', id }, detailsOf(hold.target));
    return { kind: 'ended' };
  });
}

/** Numbers of the accounts that the hold is about; none where it is on a whole authority. */
export async function concernedBy(db: Knex, { target }: Hold): Promise<number[]> {
  if (target.kind === 'person') return [target.userId];
  return target.kind === 'case' ? ((await peopleOfCase(db, target.reference)) ?? []) : [];
}

async function targetOf(
  db: Knex,
  kind: TargetKind,
  given: string,
): Promise<{ target: HoldTarget; people: number[] } | null> {
  if (kind === 'person') {
    const userId = await accountAt(db, given);
    return userId === null ? null : { target: { kind, userId }, people: [userId] };
  }
  if (kind === 'authority') {
    const authority = await authorityByCode(db, given.toUpperCase());
    return authority
      ? { target: { kind, authorityId: authority.id, name: authority.name }, people: [] }
      : null;
  }
  const reference = given.toUpperCase();
  const people = await peopleOfCase(db, reference);
  return people && { target: { kind, reference }, people };
}

const notFound: Readonly<Record<TargetKind, string>> = {
  person: 'No account has this email address',
  authority: 'No authority has this code',
  case: 'No case has this reference',
};

function faultOn(field: string, message: string): PlaceResult {
  return { kind: 'faults', faults: [{ field, message }] };
}

/** Numbers and references: an audit event names nobody, and never says why. */
function detailsOf(target: HoldTarget): Record<string, string | number> {
  if (target.kind === 'person') return { userId: target.userId };
  return target.kind === 'authority'
    ? { authorityId: target.authorityId }
    : { caseReference: target.reference };
}
