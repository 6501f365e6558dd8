import { setTimeout as sleep } from 'node:timers/promises';
import { InHandElsewhere, MOST_ATTEMPTS } from '../platform/jobs.ts';
import { applyReExtraction, cancelReExtraction } from './apply-re-extraction.ts';
import { differencesInWords } from './presenters-differences.ts';
import { reExtractUpload, type ReExtractParts } from './re-extract-upload.ts';
import { reasons, totalOf, type Item } from './re-extraction.ts';
import { startReExtraction } from './start-re-extraction.ts';
import {
  itemCounts,
  itemOf,
  itemsOf,
  openRunOf,
  sourcesIn,
  type ListedItem,
} from './store-re-extractions.ts';
import { kindNamed, type UploadKind } from './upload-kind.ts';

export interface ReExtractCommand {
  /** Null for all. */
  authorityId: number | null;
  isApplied: boolean;
  includesNew: boolean;
}

export interface Say {
  /** What has been found, as it is to be kept. */
  result(line: string): void;
  /** How far the work is. */
  progress(line: string): void;
}

export type ReExtractOutcome = { kind: 'clean' } | { kind: 'some-unread' };

/**
 * Reads stored originals again in this process and prints what differs. With `isApplied` it then puts it on the reports;
 * a run that is ready by then is applied as it was reported, and not read once more. Otherwise such a run gives way.
 */
export async function runReExtraction(
  parts: ReExtractParts,
  command: ReExtractCommand,
  say: Say,
): Promise<ReExtractOutcome> {
  const actorOf = (action: string) => ({ userId: null, action });
  const { authorityId, includesNew } = command;
  const open = await openRunOf(parts.db, authorityId);
  if (open?.state === 'ready' && !command.isApplied)
    await cancelReExtraction(parts, open.id, actorOf('re-extraction.cancelled'));
  const started = { authorityId, userId: null, isInBackground: false };
  const runId = await startReExtraction(parts, started, actorOf('re-extraction.started'));
  await readAll(parts, runId, say);
  await reportAll(parts, runId, say);
  if (command.isApplied) {
    const applied = { runId, includesNew, userId: null };
    const result = await applyReExtraction(parts, applied, actorOf('re-extraction.applied'));
    if (result.kind === 'applied') say.result(appliedInWords(result));
  }
  const { rejected = 0, failed = 0 } = await itemCounts(parts.db, runId);
  return { kind: rejected + failed > 0 ? 'some-unread' : 'clean' };
}

const WAIT_MS = 200;

/** One after another. What a worker has in hand meanwhile is waited for. */
async function readAll(parts: ReExtractParts, runId: number, say: Say): Promise<void> {
  const pending = await sourcesIn(parts.db, runId, 'pending');
  say.progress(`Run ${runId}: ${pending.length} to read`);
  for (const [index, sourceUploadId] of pending.entries()) {
    const item = await readOne(parts, { reExtractionId: runId, sourceUploadId });
    say.progress(`${index + 1} of ${pending.length}: upload ${sourceUploadId} ${item?.state ?? 'is gone'}`);
  }
}

async function readOne(
  parts: ReExtractParts,
  job: { reExtractionId: number; sourceUploadId: number },
): Promise<Item | undefined> {
  for (;;) {
    try {
      await reExtractUpload(parts, job, MOST_ATTEMPTS);
      return await itemOf(parts.db, job.reExtractionId, job.sourceUploadId);
    } catch (error) {
      if (!(error instanceof InHandElsewhere)) throw error;
      await sleep(WAIT_MS);
    }
  }
}

const AT_ONCE = 100;

/** Every upload but those that say the same, then how many are in each state. */
async function reportAll({ db, kinds }: ReExtractParts, runId: number, say: Say): Promise<void> {
  const counts = await itemCounts(db, runId);
  const total = totalOf(counts);
  for (let offset = 0; offset < total; offset += AT_ONCE) {
    for (const item of await itemsOf(db, runId, { limit: AT_ONCE, offset }))
      if (item.state !== 'same') reportOne(item, kinds, say);
  }
  const parts = Object.entries(counts).map(([state, count]) => `${state} ${count}`);
  say.result(`Run ${runId}: ${parts.join(', ') || 'no stored file to read'}`);
}

function reportOne(item: ListedItem, kinds: readonly UploadKind[], say: Say): void {
  const { sourceId, authority, fileName, state, reason, differences } = item;
  say.result(`Upload ${sourceId} (${authority}, ${fileName}): ${state}${reason && `; ${reason}`}`);
  if (!differences) return;
  for (const sentence of differencesInWords(differences, kindNamed(kinds, item.kind)))
    say.result(`  - ${sentence}`);
}

function appliedInWords({ applied, waiting }: { applied: number; waiting: number }): string {
  const left = waiting > 0 ? `; ${waiting} left, ${reasons.undecided} (--include-new)` : '';
  return `Applied: ${applied}${left}`;
}
