import type { Knex } from 'knex';
import { recordEvent } from '../audit/index.ts';
import { MOST_ATTEMPTS, whileLocked } from '../platform/jobs.ts';
import type { Logger } from '../platform/logger.ts';
import type { ReadRemovals } from '../platform/removals-register.ts';
import {
  checkOriginal,
  UnreadableOriginal,
  type CheckedOriginal,
  type CheckParts,
} from './check-original.ts';
import { discard } from './process-upload.ts';
import {
  canBeReadAgain,
  findingChanges,
  isSame,
  reasons,
  tableChanges,
  type Differences,
  type Item,
} from './re-extraction.ts';
import { isRemoved } from './start-re-extraction.ts';
import { countsOf, setChecked, uploadById } from './store.ts';
import { findingGroups } from './store-findings.ts';
import { finishRun, heldRunState, itemOf, runOf, setItem, sourceIdsOf } from './store-re-extractions.ts';
import { addShadow, carryDecisions, removeShadow } from './store-shadows.ts';
import type { Upload } from './upload.ts';
import { kindNamed, type UploadKind } from './upload-kind.ts';

export interface ReExtractParts extends CheckParts {
  kinds: readonly UploadKind[];
  logger: Logger;
  removals: ReadRemovals;
}

export interface ReExtractJob {
  reExtractionId: number;
  sourceUploadId: number;
}

/** What came of an item, and whether its second reading is kept. */
type End = Pick<Item, 'state' | 'reason'> & { differences?: Differences };

const LOCK_SPACE = 0x72656578;

/**
 * The job behind an item of a run: reads a stored original again for a second reading that nobody sees, and reports
 * what differs from the first. It may be killed at any moment and run again: what an earlier attempt left goes first.
 */
export async function reExtractUpload(
  parts: ReExtractParts,
  { reExtractionId, sourceUploadId }: ReExtractJob,
  attempt: number,
): Promise<void> {
  await whileLocked(parts.pool, LOCK_SPACE, sourceUploadId, async () => {
    const item = await itemOf(parts.db, reExtractionId, sourceUploadId);
    if (item?.state !== 'pending') return;
    await parts.db.transaction((trx) => discardShadow(trx, parts.kinds, item));
    if ((await runOf(parts.db, reExtractionId))?.state !== 'running') return;
    const end = await endOf(parts, item, attempt);
    await conclude(parts, item, end);
  });
  await finishRun(parts.db, reExtractionId);
}

async function endOf(parts: ReExtractParts, item: Item, attempt: number): Promise<End> {
  try {
    if (attempt > MOST_ATTEMPTS) throw new Error('The last attempt was cut off');
    return await readAgain(parts, item);
  } catch (error) {
    const isUnreadable = error instanceof UnreadableOriginal;
    if (!isUnreadable && attempt < MOST_ATTEMPTS) throw error;
    const { sourceId: uploadId, runId } = item;
    parts.logger.error({ error: (error as Error).stack, uploadId, runId }, 'stored original not read again');
    return { state: 'failed', reason: isUnreadable ? reasons.tampered : reasons.failed };
  }
}

async function readAgain(parts: ReExtractParts, item: Item): Promise<End> {
  const { db } = parts;
  const [source, ids] = [await uploadById(db, item.sourceId), await sourceIdsOf(db, item.sourceId)];
  if (!ids || isRemoved(await parts.removals(), ids)) return { state: 'skipped', reason: reasons.removed };
  if (!source || !canBeReadAgain(source)) return { state: 'skipped', reason: reasons.gone };
  const kind = kindNamed(parts.kinds, source.kind);
  const shadow = await shadowOf(db, item);
  const check = { kind, upload: shadow, originalOf: source.id, asOf: source.finishedAt };
  return checkOriginal(parts, check, async (checked) => {
    if (checked.counts.error > 0)
      return { state: 'rejected', reason: await errorsOf(db, kind, shadow, checked) };
    await keepReading(db, kind, { source, shadow, checked });
    const differences = await differencesOf(db, kind, source, shadow.id);
    return { state: isSame(differences) ? 'same' : 'differs', reason: '', differences };
  });
}

async function shadowOf(db: Knex, item: Item): Promise<Upload> {
  const shadowId = await db.transaction(async (trx) => {
    const id = await addShadow(trx, item.sourceId);
    await setItem(trx, item, { shadowId: id });
    return id;
  });
  const shadow = await uploadById(db, shadowId);
  if (!shadow) throw new Error(`The second reading ${shadowId} is gone`);
  return shadow;
}

const NAMED_ERRORS = 3;

/** How many errors the rules find now, and the first of them in words. */
async function errorsOf(
  db: Knex,
  kind: UploadKind,
  { id }: Upload,
  { counts }: CheckedOriginal,
): Promise<string> {
  const errors = (await findingGroups(db, id)).filter(({ severity }) => severity === 'error');
  const first = errors.slice(0, NAMED_ERRORS).map((group) => {
    const place = [group.file, group.field].filter(Boolean).join(', ');
    return `${place}: ${kind.advise(group).message}`;
  });
  const count = counts.error.toLocaleString('en-GB');
  return `${count} ${counts.error === 1 ? 'error' : 'errors'} by the rules of today. ${first.join(' ')}`;
}

/** With the decisions that were taken on the first reading, so that only what the rules make of the file differs. */
async function keepReading(
  db: Knex,
  kind: UploadKind,
  reading: { source: Upload; shadow: Upload; checked: CheckedOriginal },
): Promise<void> {
  const { source, shadow, checked } = reading;
  await db.transaction(async (trx) => {
    const { tables, counts } = checked;
    await setChecked(trx, shadow.id, { state: shadow.state, tables, ...countsOf(counts), original: 'none' });
    await kind.applyDecisions(trx, shadow.id, await carryDecisions(trx, source.id, shadow.id));
  });
}

async function differencesOf(
  db: Knex,
  kind: UploadKind,
  source: Upload,
  shadowId: number,
): Promise<Differences> {
  const ids = { authorityId: source.authority.id, fromUploadId: source.id, toUploadId: shadowId };
  const [shadow, changes, columns, before, after] = await Promise.all([
    uploadById(db, shadowId),
    kind.changes?.(db, { ...ids, occasion: 'chosen' }),
    kind.differingColumns(db, source.id, shadowId),
    findingGroups(db, source.id),
    findingGroups(db, shadowId),
  ]);
  const { totals, lists } = changes ?? { totals: [], lists: [] };
  // Tables of people's data that were left out of what is kept cannot be found in it again.
  const then = before.filter(({ code }) => source.original === 'whole' || !code.startsWith('personal.'));
  return {
    tables: shadow ? tableChanges(source, shadow) : [],
    changes: changes ? { totals, lists } : null,
    columns,
    findings: findingChanges(then, after),
  };
}

/** The one moment that others see. A run that was cancelled meanwhile keeps nothing. */
async function conclude({ db, kinds }: ReExtractParts, item: Item, end: End): Promise<void> {
  await db.transaction(async (trx) => {
    const isRunning = (await heldRunState(trx, item.runId)) === 'running';
    const now = (await itemOf(trx, item.runId, item.sourceId)) ?? item;
    if (!isRunning || end.state !== 'differs') await discardShadow(trx, kinds, now);
    if (!isRunning) return;
    await setItem(trx, item, end);
    const actor = { userId: null, action: 're-extraction.read' };
    const details = { reExtraction: item.runId, state: end.state };
    await recordEvent(trx, actor, { type: 'upload', id: item.sourceId }, details);
  });
}

/** Takes an item's second reading away, with all that was stored of it. */
export async function discardShadow(
  trx: Knex.Transaction,
  kinds: readonly UploadKind[],
  item: Item,
): Promise<void> {
  const shadow = item.shadowId === null ? undefined : await uploadById(trx, item.shadowId);
  if (shadow?.state !== 're-extracted') return;
  await setItem(trx, item, { shadowId: null });
  await discard(trx, kindNamed(kinds, shadow.kind), shadow.id);
  await removeShadow(trx, shadow.id);
}
