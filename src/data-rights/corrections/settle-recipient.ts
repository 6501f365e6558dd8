import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Day } from '../rules/days.ts';
import { mayAct } from '../rules/own-case.ts';
import type { RecipientOutcome } from './correction.ts';
import type { CorrectionParts } from './record-correction.ts';
import { correctionBy, insertRecipients, setSettled } from './store.ts';

interface OnCorrection {
  correctionId: number;
  by: number;
}

export type RecipientResult = { kind: 'done' | 'not-found' | 'own-case' | 'too-late' };

/** Records when a recipient was told of the right detail, or why none is (article 19). Once only. */
export async function settleRecipient(
  parts: CorrectionParts,
  command: OnCorrection & { id: number; outcome: RecipientOutcome; on: Day; reason: string | null },
  actor: Actor,
): Promise<RecipientResult> {
  return onCorrection(parts, command, async (trx, userId) => {
    if (!(await setSettled(trx, command, command))) return { kind: 'too-late' };
    const { correctionId: correction, id: recipient, outcome, on } = command;
    await recordEvent(trx, actor, { type: 'user', id: userId }, { correction, recipient, outcome, on });
    return { kind: 'done' };
  });
}

/** Adds somebody who had the wrong detail and is in no record of ours. */
export async function addRecipient(
  parts: CorrectionParts,
  command: OnCorrection & { recipient: string },
  actor: Actor,
): Promise<RecipientResult> {
  const { correctionId, recipient } = command;
  return onCorrection(parts, command, async (trx, userId) => {
    const found = { recipient, knownFrom: 'staff' } as const;
    await insertRecipients(trx, { correctionId, userId }, [found]);
    await recordEvent(trx, actor, { type: 'user', id: userId }, { correction: correctionId });
    return { kind: 'done' };
  });
}

async function onCorrection(
  { db }: CorrectionParts,
  { correctionId, by }: OnCorrection,
  work: (trx: Knex.Transaction, userId: number) => Promise<RecipientResult>,
): Promise<RecipientResult> {
  return db.transaction(async (trx): Promise<RecipientResult> => {
    const correction = await correctionBy(trx, correctionId);
    if (!correction) return { kind: 'not-found' };
    if (!mayAct(by, [correction.userId])) return { kind: 'own-case' };
    return work(trx, correction.userId);
  });
}
