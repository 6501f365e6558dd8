import type { Knex } from 'knex';
import { recordEvent } from '../audit/index.ts';
import { MOST_ATTEMPTS, whileLocked } from '../platform/jobs.ts';
import type { Logger } from '../platform/logger.ts';
import type { Secrets } from '../platform/secrets.ts';
import { checkOriginal, type CheckParts } from './check-original.ts';
import { givenUp } from './finding.ts';
import { goLive } from './go-live.ts';
import { countsOf, liveUploadOf, lockSwap, setChecked, uploadById, type CheckedFacts } from './store.ts';
import { discardFindings } from './store-findings.ts';
import { addOriginal, removeOriginal } from './store-originals.ts';
import { isBefore, stateAfterCheck, type Upload } from './upload.ts';
import { kindNamed, type UploadKind } from './upload-kind.ts';
import { findingsWriter } from './write-findings.ts';
import { zipWithout } from './zip-without.ts';

export const PROCESS_UPLOAD = 'process-upload';

export interface ProcessParts extends CheckParts {
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>;
  kinds: readonly UploadKind[];
  logger: Logger;
}

const LOCK_SPACE = 0x75706c64;

/**
 * The job behind an upload: checks the kept original and brings it to its next state. It may be killed at any moment
 * and run again: what an earlier run left is discarded first, and only the last, short transaction changes what
 * anybody sees.
 */
export async function processUpload(parts: ProcessParts, uploadId: number, attempt: number): Promise<void> {
  await whileLocked(parts.pool, LOCK_SPACE, uploadId, async () => {
    const upload = await uploadById(parts.db, uploadId);
    if (upload?.state !== 'processing') return;
    const kind = kindNamed(parts.kinds, upload.kind);
    try {
      if (attempt > MOST_ATTEMPTS) throw new Error('The last attempt was cut off');
      await discard(parts.db, kind, uploadId);
      await check(parts, kind, upload);
    } catch (error) {
      if (attempt < MOST_ATTEMPTS) throw error;
      parts.logger.error({ error: (error as Error).stack, uploadId }, 'upload given up');
      await giveUp(parts, kind, upload);
    }
  });
}

async function check(parts: ProcessParts, kind: UploadKind, upload: Upload): Promise<void> {
  const own = { kind, upload, originalOf: upload.id, asOf: null };
  await checkOriginal(parts, own, async ({ tables, personal, counts, isPersonal, path }) => {
    const leftOut = upload.keepsAllTables ? [] : personal;
    const original = upload.isCheckOnly || isPersonal ? 'none' : leftOut.length > 0 ? 'part' : 'whole';
    await conclude(parts, kind, upload, { tables, ...countsOf(counts), original }, { path, leftOut });
  });
}

type Facts = Omit<CheckedFacts, 'state'>;

/** The one moment that others see: the state changes and, where nothing stands in the way, the version goes live. */
async function conclude(
  { db, secrets }: ProcessParts,
  kind: UploadKind,
  upload: Upload,
  facts: Facts,
  file?: { path: string; leftOut: readonly string[] },
): Promise<void> {
  const { id: uploadId, authority } = upload;
  await db.transaction(async (trx) => {
    if (facts.original !== 'whole') await removeOriginal(trx, uploadId);
    if (facts.original === 'part' && file)
      await addOriginal(trx, uploadId, await zipWithout(file.path, file.leftOut), secrets);
    await lockSwap(trx, authority.id);
    // After a failed attempt an upload may come to its end later than one that was sent after it.
    const live = await liveUploadOf(trx, authority.id, upload.series);
    const isOvertaken = live !== undefined && isBefore(upload, live);
    const state = stateAfterCheck(upload, facts.errorCount, facts.irregularCount, isOvertaken);
    await setChecked(trx, uploadId, { ...facts, state: state === 'live' ? 'needs-decisions' : state });
    if (state === 'live') await goLive(trx, kind, uploadId);
    const { errorCount: errors, irregularCount: irregular, original } = facts;
    const actor = { userId: null, action: 'upload.checked' };
    await recordEvent(trx, actor, { type: 'upload', id: uploadId }, { state, errors, irregular, original });
  });
}

/** Removes what an interrupted run has stored of an upload. */
export async function discard(db: Knex, kind: UploadKind, uploadId: number): Promise<void> {
  await db.transaction(async (trx) => {
    await discardFindings(trx, uploadId);
    await kind.discard(trx, uploadId);
  });
}

/** After the last attempt the officer is told; the live extract is as it was. */
async function giveUp(parts: ProcessParts, kind: UploadKind, upload: Upload): Promise<void> {
  await discard(parts.db, kind, upload.id);
  const findings = await findingsWriter(parts.pool, upload.id);
  findings.add(givenUp(upload.fileName));
  await findings.end();
  const original = upload.isCheckOnly ? 'none' : 'whole';
  const counts = { errorCount: 1, irregularCount: 0, noticeCount: 0 };
  await conclude(parts, kind, upload, { tables: [], ...counts, original });
}
