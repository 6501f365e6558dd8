import type { Knex } from 'knex';
import { openText, sealText } from '../../platform/sealing.ts';
import type { Secrets } from '../../platform/secrets.ts';

export type SealingSecrets = Pick<Secrets, 'originals' | 'originalsKeyId'>;

const placeOf = (userId: number): string => `second_factors.seed ${userId}`;

export interface NewSecondFactor {
  userId: number;
  /** In base32. */
  seed: string;
  /** The time step of the code that proved it; no code of this step or before is taken again. */
  step: number;
  at: Date;
}

/** Gives a person a second factor, or another one in its place. */
export async function writeSecondFactor(
  trx: Knex.Transaction,
  secrets: SealingSecrets,
  { userId, seed, step, at }: NewSecondFactor,
): Promise<void> {
  const row = { seed: sealText(secrets, placeOf(userId), seed), last_step: step, created_at: at };
  await trx('second_factors')
    .insert({ user_id: userId, ...row })
    .onConflict('user_id')
    .merge(row);
}

/** The seed of a person's second factor in base32; null without one. */
export async function seedOf(db: Knex, secrets: SealingSecrets, userId: number): Promise<string | null> {
  const row = await db<{ user_id: number; seed: Buffer }>('second_factors')
    .where({ user_id: userId })
    .first('seed');
  return row ? openText(secrets, placeOf(userId), row.seed) : null;
}

/** Uses a time step up; false when it, or a later one, was used already. Of two at once, one is told no. */
export async function takeStep(db: Knex, userId: number, step: number): Promise<boolean> {
  const taken = await db('second_factors')
    .where({ user_id: userId })
    .where('last_step', '<', step)
    .update({ last_step: step });
  return taken === 1;
}

export async function deleteSecondFactor(trx: Knex.Transaction, userId: number): Promise<boolean> {
  await trx('recovery_codes').where({ user_id: userId }).delete();
  return (await trx('second_factors').where({ user_id: userId }).delete()) === 1;
}

/** Since when the person has a second factor; null without one. */
export async function secondFactorSince(db: Knex, userId: number): Promise<Date | null> {
  const row = await db<{ user_id: number; created_at: Date }>('second_factors')
    .where({ user_id: userId })
    .first('created_at');
  return row?.created_at ?? null;
}

/** Puts new recovery codes in the place of all earlier ones. */
export async function replaceRecoveryCodes(
  trx: Knex.Transaction,
  userId: number,
  { hashes, at }: { hashes: readonly Buffer[]; at: Date },
): Promise<void> {
  await trx('recovery_codes').where({ user_id: userId }).delete();
  await trx('recovery_codes').insert(
    hashes.map((hash) => ({ user_id: userId, code_hash: hash, created_at: at })),
  );
}

/** Uses a recovery code up; false when it is not one of the person's, or was used. */
export async function takeRecoveryCode(
  trx: Knex.Transaction,
  userId: number,
  { hash, at }: { hash: Buffer; at: Date },
): Promise<boolean> {
  const taken = await trx('recovery_codes')
    .where({ user_id: userId, code_hash: hash, used_at: null })
    .update({ used_at: at });
  return taken === 1;
}

export async function recoveryCodesLeft(db: Knex, userId: number): Promise<number> {
  const row = await db('recovery_codes')
    .where({ user_id: userId, used_at: null })
    .count<{ count: string | number }[]>()
    .first();
  return Number(row?.count ?? 0);
}
