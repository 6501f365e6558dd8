import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { type Clock, today } from '../../platform/clock.ts';
import { mayAct } from '../rules/own-case.ts';
import type { FieldFault, Values } from './specification/field.ts';
import type { RegisterKind } from './specification/registers.ts';
import { addEntry, addVersion, colleagueAt, endEntry, lockEntry } from './store.ts';

export interface RegisterParts {
  db: Knex;
  clock: Clock;
}

export interface SaveCommand {
  kind: RegisterKind;
  /** null for a new entry. */
  id: number | null;
  values: Values;
  userId: number;
}

export type SaveResult =
  { kind: 'saved'; id: number } | { kind: 'not-found' } | { kind: 'faults'; faults: FieldFault[] };

/** Adds an entry to a register, or a new version to one that is in force; what it said before is kept. */
export async function saveEntry(
  { db, clock }: RegisterParts,
  { kind, id, values, userId }: SaveCommand,
  actor: Actor,
): Promise<SaveResult> {
  return db.transaction(async (trx): Promise<SaveResult> => {
    // Whose training it is is kept as a number: the address would be a second copy of it.
    const { account, ...kept } = values;
    const person = typeof account === 'string' ? await colleagueAt(trx, account) : null;
    if (account !== undefined && person === null)
      return faultOf('None of our own people has an account with this address');
    if (!mayAct(userId, [person])) return faultOf('Somebody else enters your training: ask a colleague');
    const last = id === null ? 0 : await lockEntry(trx, kind, id);
    if (last === null) return { kind: 'not-found' };
    const entryId = id ?? (await addEntry(trx, { kind, userId: person }));
    const number = last + 1;
    await addVersion(trx, { entryId, number, values: kept, savedAt: clock(), savedBy: userId });
    await recordEvent(trx, actor, { type: `register-${kind}`, id: entryId }, { version: number });
    return { kind: 'saved', id: entryId };
  });
}

function faultOf(message: string): SaveResult {
  return { kind: 'faults', faults: [{ field: 'account', message }] };
}

/** Ends an entry, which stays to be read; false where none is in force. */
export async function closeEntry(
  { db, clock }: RegisterParts,
  { kind, id }: { kind: RegisterKind; id: number },
  actor: Actor,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    if ((await lockEntry(trx, kind, id)) === null) return false;
    await endEntry(trx, id, today(clock));
    await recordEvent(trx, actor, { type: `register-${kind}`, id });
    return true;
  });
}
