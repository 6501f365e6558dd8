import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { tellOfChange } from '../tell-of-change.ts';
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-code.ts';
import { replaceRecoveryCodes, type SealingSecrets, writeSecondFactor } from './store.ts';
import { stepOfCode } from './totp.ts';

export type SetUpResult = { kind: 'set-up'; recoveryCodes: string[] } | { kind: 'wrong-code' };

/** Gives a person the second factor whose code they have typed, or this one in place of an earlier one, with recovery codes. */
export async function setUpSecondFactor(
  db: Knex,
  secrets: SealingSecrets,
  { userId, seed, code, at }: { userId: number; seed: string; code: string; at: Date },
  actor: Actor,
): Promise<SetUpResult> {
  const step = stepOfCode(seed, code, at);
  if (step === null) return { kind: 'wrong-code' };
  return db.transaction(async (trx) => {
    await writeSecondFactor(trx, secrets, { userId, seed, step, at });
    const recoveryCodes = await makeRecoveryCodes(trx, userId, at);
    await recordEvent(trx, actor, { type: 'user', id: userId });
    await tellOfChange(trx, secrets, { userId, change: 'second-factor-on' });
    return { kind: 'set-up', recoveryCodes };
  });
}

/** Ten new codes in place of all earlier ones. They are known here and on the page that shows them once. */
export async function renewRecoveryCodes(
  db: Knex,
  secrets: SealingSecrets,
  { userId, at }: { userId: number; at: Date },
  actor: Actor,
): Promise<string[]> {
  return db.transaction(async (trx) => {
    const codes = await makeRecoveryCodes(trx, userId, at);
    await recordEvent(trx, actor, { type: 'user', id: userId });
    await tellOfChange(trx, secrets, { userId, change: 'recovery-codes-made' });
    return codes;
  });
}

async function makeRecoveryCodes(trx: Knex.Transaction, userId: number, at: Date): Promise<string[]> {
  const codes = newRecoveryCodes();
  const hashes = codes.map((code) => hashOfRecoveryCode(userId, code));
  await replaceRecoveryCodes(trx, userId, { hashes, at });
  return codes;
}
