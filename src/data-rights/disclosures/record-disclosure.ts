import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { newRecordReference } from '../reference.ts';
import { mayAct } from '../rules/own-case.ts';
import type { FieldFault, Values } from '../registers/specification/field.ts';
import { faultsOfDisclosure, faultsOfTelling } from './rules/may-disclose.ts';
import { accountAt, addDisclosure, disclosureBy, setTelling } from './store.ts';

export interface DisclosureParts {
  db: Knex;
  clock: Clock;
}

export type RecordResult = { kind: 'recorded'; reference: string } | { kind: 'faults'; faults: FieldFault[] };

/** Enters what was disclosed, or refused, into the log. Nobody records what concerns themselves. */
export async function recordDisclosure(
  { db, clock }: DisclosureParts,
  { values, userId }: { values: Values; userId: number },
  actor: Actor,
): Promise<RecordResult> {
  return db.transaction(async (trx): Promise<RecordResult> => {
    const faults = faultsOfDisclosure(values);
    const { account } = values;
    const person = typeof account === 'string' ? await accountAt(trx, account) : null;
    if (account !== null && person === null)
      faults.unshift({ field: 'account', message: 'Nobody has an account with this address' });
    if (person !== null && !mayAct(userId, [person]))
      faults.unshift({ field: 'account', message: 'This is your own account: a colleague has to record it' });
    if (faults.length > 0) return { kind: 'faults', faults };
    const reference = newRecordReference('disclosure');
    await addDisclosure(trx, { reference, userId: person, values, recordedAt: clock(), recordedBy: userId });
    const { decision, ground, consent, telling } = values;
    const said = { decision, ground, consent, telling } as Record<string, string>;
    await recordEvent(trx, actor, { type: 'disclosure', id: reference }, said);
    return { kind: 'recorded', reference };
  });
}

export type TellingResult =
  | { kind: 'recorded' }
  | { kind: 'not-found' | 'too-late' | 'own-case' }
  | { kind: 'faults'; faults: FieldFault[] };

/** Records that the person was told after all, or when that is looked at again. */
export async function recordTelling(
  { db }: DisclosureParts,
  { reference, values, userId }: { reference: string; values: Values; userId: number },
  actor: Actor,
): Promise<TellingResult> {
  const faults = faultsOfTelling(values);
  if (faults.length > 0) return { kind: 'faults', faults };
  return db.transaction(async (trx): Promise<TellingResult> => {
    const disclosure = await disclosureBy(trx, reference);
    if (!disclosure) return { kind: 'not-found' };
    if (!mayAct(userId, [disclosure.userId])) return { kind: 'own-case' };
    if (!(await setTelling(trx, reference, values))) return { kind: 'too-late' };
    const said = { telling: String(values.telling) };
    await recordEvent(trx, actor, { type: 'disclosure', id: reference }, said);
    return { kind: 'recorded' };
  });
}
