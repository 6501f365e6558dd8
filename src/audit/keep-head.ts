import type { Knex } from 'knex';
import type { Clock } from '../platform/clock.ts';
import type { KeptHeads } from './kept-heads.ts';
import { chainHead } from './store.ts';

/** The job by which the clock has the head kept, once a day. */
export const KEEP_AUDIT_HEAD = 'keep-audit-head';

/** At night, and at the next start where the night was missed. */
export const keepAuditHeadCron = `23 1 * * * ${KEEP_AUDIT_HEAD} ?fill=1d`;

/** Keeps the chain's head outside the database, so that cutting the chain's end off shows (D10). False where nothing is new. */
export async function keepHead(db: Knex, kept: KeptHeads, clock: Clock): Promise<boolean> {
  const head = await chainHead(db);
  const read = await kept.read();
  // A forged file is left as it is, for verification to find.
  if (!head || read.kind === 'forged' || read.heads.at(-1)?.position === head.position) return false;
  await kept.keep({ ...head, at: clock().toISOString() });
  return true;
}
