import type { Knex } from 'knex';
import type { Clock } from '../../platform/clock.ts';
import type { Throttle } from '../sign-in/sign-in-throttle.ts';
import { type SealingSecrets, seedOf, takeStep } from './store.ts';
import { stepOfCode } from './totp.ts';

export type CheckedCode =
  { kind: 'right' } | { kind: 'wrong'; failures: number } | { kind: 'wait'; seconds: number };

export interface CodeParts {
  db: Knex;
  secrets: SealingSecrets;
  clock: Clock;
  throttle: Throttle;
}

/** Checks a code of the person's authenticator app, and uses it up. */
export async function checkCode(
  { db, secrets, clock, throttle }: CodeParts,
  { userId, code }: { userId: number; code: string },
  address: string,
): Promise<CheckedCode> {
  const attempt = { account: `user ${userId}`, address };
  const admission = await throttle.count(attempt);
  if (admission.kind === 'wait') return admission;
  const seed = await seedOf(db, secrets, userId);
  const step = seed === null ? null : stepOfCode(seed, code, clock());
  if (step === null || !(await takeStep(db, userId, step)))
    return { kind: 'wrong', failures: admission.failures };
  await throttle.forgive(attempt);
  return { kind: 'right' };
}
