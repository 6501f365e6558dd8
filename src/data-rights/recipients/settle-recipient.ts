import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Day } from '../rules/days.ts';
import { mayAct } from '../rules/own-case.ts';
import type { RecipientOutcome, ToldOf } from './recipient.ts';
import { insertRecipients, lockTold, setSettled } from './store.ts';

export type RecipientResult = { kind: 'done' | 'not-found' | 'own-case' | 'too-late' };

/** Records when a recipient was told, or why none is (article 19). Once only. */
export async function settleRecipient(
  db: Knex,
  of: ToldOf,
  command: { id: number; outcome: RecipientOutcome; on: Day; reason: string | null; by: number },
  actor: Actor,
): Promise<RecipientResult> {
  return onTold(db, of, command.by, async (trx) => {
    if (!(await setSettled(trx, of, command))) return { kind: 'too-late' };
    const { id: recipient, outcome, on } = command;
    await recordEvent(trx, actor, ...eventOf(of, { recipient, outcome, on }));
    return { kind: 'done' };
  });
}

/** Adds somebody who was given the data and is in no record of ours. */
export async function addRecipient(
  db: Knex,
  of: ToldOf,
  { recipient, by }: { recipient: string; by: number },
  actor: Actor,
): Promise<RecipientResult> {
  return onTold(db, of, by, async (trx) => {
    await insertRecipients(trx, of, [{ recipient, knownFrom: 'staff' }]);
    await recordEvent(trx, actor, ...eventOf(of, {}));
    return { kind: 'done' };
  });
}

async function onTold(
  db: Knex,
  of: ToldOf,
  by: number,
  work: (trx: Knex.Transaction) => Promise<RecipientResult>,
): Promise<RecipientResult> {
  if (!mayAct(by, of.concerned)) return { kind: 'own-case' };
  return db.transaction(async (trx): Promise<RecipientResult> => {
    if (!(await lockTold(trx, of))) return { kind: 'not-found' };
    return work(trx);
  });
}

/** Of a person, as long as there is one. */
function eventOf(
  { kind, id, userId }: ToldOf,
  details: Record<string, string | number>,
): [{ type: string; id: number }, Record<string, string | number>] {
  return userId === null
    ? [{ type: kind, id }, details]
    : [
        { type: 'user', id: userId },
        { [kind]: id, ...details },
      ];
}
