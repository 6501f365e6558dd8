import { recordEvent } from '../../audit/index.ts';
import { tellOfChange } from '../tell-of-change.ts';
import type { CheckedCode, CodeParts } from './check-code.ts';
import { hashOfRecoveryCode } from './recovery-code.ts';
import { takeRecoveryCode } from './store.ts';

/** Checks a recovery code in place of the app's code, uses it up, and tells the owner. */
export async function spendRecoveryCode(
  { db, secrets, clock, throttle }: CodeParts,
  { userId, code }: { userId: number; code: string },
  address: string,
): Promise<CheckedCode> {
  const attempt = { account: `user ${userId}`, address };
  const admission = await throttle.count(attempt);
  if (admission.kind === 'wait') return admission;
  const isTaken = await db.transaction(async (trx) => {
    if (!(await takeRecoveryCode(trx, userId, { hash: hashOfRecoveryCode(userId, code), at: clock() })))
      return false;
    await recordEvent(trx, { userId, action: 'account.recovery-code-used' }, { type: 'user', id: userId });
    await tellOfChange(trx, secrets, { userId, change: 'recovery-code-used' });
    return true;
  });
  if (!isTaken) return { kind: 'wrong', failures: admission.failures };
  await throttle.forgive(attempt);
  return { kind: 'right' };
}
