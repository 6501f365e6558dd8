import type { Knex } from 'knex';
import { type Actor, type KeptHeads, recordEvent, sentenceOf, verifyChain } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { addJob } from '../../platform/jobs.ts';
import { addVerification, finishVerification, isVerifying } from './store.ts';

/** The job that goes through the whole trail. */
export const VERIFY_AUDIT_TRAIL = 'verify-audit-trail';

const LONGEST_MS = 60 * 60 * 1000;

/** Asks for the trail to be verified in the background. False where that is under way already. */
export async function askForVerification(
  { db, clock }: { db: Knex; clock: Clock },
  userId: number,
  actor: Actor,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const askedAt = clock();
    if (await isVerifying(trx, new Date(askedAt.getTime() - LONGEST_MS))) return false;
    const id = await addVerification(trx, { askedAt, askedBy: userId });
    const job = { task: VERIFY_AUDIT_TRAIL, payload: { verificationId: id }, queue: 'audit' };
    await addJob(trx, { ...job, key: VERIFY_AUDIT_TRAIL });
    await recordEvent(trx, actor, { type: 'audit-verification', id });
    return true;
  });
}

/** The job: holds the trail against itself and against the heads kept outside, and notes the verdict and when (D10). */
export async function verifyTrail(
  { db, clock, kept }: { db: Knex; clock: Clock; kept: Pick<KeptHeads, 'read'> },
  verificationId: number,
): Promise<void> {
  const verdict = await verifyChain(db, kept);
  const isWhole = verdict.kind === 'whole';
  await finishVerification(db, verificationId, {
    finishedAt: clock(),
    isWhole,
    sentence: sentenceOf(verdict),
  });
}
