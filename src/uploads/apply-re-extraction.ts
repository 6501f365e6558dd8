import type { Knex } from 'knex';
import { recordEvent, type Actor } from '../audit/index.ts';
import { discardShadow } from './re-extract-upload.ts';
import { canBeReadAgain, openStates, reasons, type Item } from './re-extraction.ts';
import { addJobsFor, isRemoved, type StartParts } from './start-re-extraction.ts';
import { lockSwap, uploadById } from './store.ts';
import { decisionCounts } from './store-findings.ts';
import {
  heldRunState,
  itemOf,
  lockRuns,
  runOf,
  setItem,
  setRunState,
  sourceIdsOf,
  sourcesIn,
  sourcesWithShadow,
} from './store-re-extractions.ts';
import { carryDecisions, includeUndecided, takePlace } from './store-shadows.ts';
import type { Upload } from './upload.ts';
import { kindNamed, type UploadKind } from './upload-kind.ts';

export interface ApplyParts extends StartParts {
  kinds: readonly UploadKind[];
}

export interface ApplyCommand {
  runId: number;
  /** Whether values that are irregular by the new reading alone are included; otherwise their upload waits. */
  includesNew: boolean;
  /** Null for a command at the console. */
  userId: number | null;
}

export type ApplyResult =
  { kind: 'applied'; applied: number; waiting: number } | { kind: 'too-late' } | { kind: 'not-found' };

/**
 * Puts the second readings of a run in the place of the first, an upload at a time: whatever cuts it off, each upload is
 * either as it was or done, and applying again does the rest. What needs decisions stays as it is, and the run ready.
 */
export async function applyReExtraction(
  parts: ApplyParts,
  command: ApplyCommand,
  actor: Actor,
): Promise<ApplyResult> {
  const run = await runOf(parts.db, command.runId);
  if (!run) return { kind: 'not-found' };
  if (run.state !== 'ready') return { kind: 'too-late' };
  let applied = 0;
  for (const sourceId of await sourcesIn(parts.db, run.id, 'differs'))
    if (await applyItem(parts, command, sourceId, actor)) applied += 1;
  const waiting = await parts.db.transaction(async (trx) => {
    const isReady = (await heldRunState(trx, run.id)) === 'ready';
    const left = (await sourcesIn(trx, run.id, 'differs')).length;
    if (isReady && left === 0) await setRunState(trx, run.id, 'applied');
    return left;
  });
  return { kind: 'applied', applied, waiting };
}

async function applyItem(
  { db, kinds, removals: readRemovals }: ApplyParts,
  command: ApplyCommand,
  sourceId: number,
  actor: Actor,
): Promise<boolean> {
  const ids = await sourceIdsOf(db, sourceId);
  if (!ids) return false;
  const removals = await readRemovals();
  return db.transaction(async (trx) => {
    // The same order as every other change of what is live: that lock first.
    await lockSwap(trx, ids.authorityId);
    if ((await heldRunState(trx, command.runId)) !== 'ready') return false;
    const item = await itemOf(trx, command.runId, sourceId);
    const source = await uploadById(trx, sourceId);
    if (!item || !source || item.shadowId === null || item.state !== 'differs') return false;
    const obstacle = isRemoved(removals, ids)
      ? reasons.removed
      : canBeReadAgain(source)
        ? null
        : reasons.gone;
    if (obstacle) {
      await discardShadow(trx, kinds, item);
      await setItem(trx, item, { state: 'skipped', reason: obstacle });
      return false;
    }
    return replaceReading(trx, kindNamed(kinds, source.kind), { item, source, command, actor });
  });
}

interface Replacement {
  item: Item;
  source: Upload;
  command: ApplyCommand;
  actor: Actor;
}

async function replaceReading(
  trx: Knex.Transaction,
  kind: UploadKind,
  { item, source, command, actor }: Replacement,
): Promise<boolean> {
  const shadowId = item.shadowId as number;
  // Anew: since the file was read, the officer may have decided otherwise.
  await kind.applyDecisions(trx, shadowId, await carryDecisions(trx, source.id, shadowId));
  const { undecided } = await decisionCounts(trx, shadowId);
  if (undecided > 0 && !command.includesNew) {
    await setItem(trx, item, { reason: reasons.undecided });
    return false;
  }
  await includeUndecided(trx, shadowId, command.userId);
  const isLive = source.state === 'live';
  await takePlace(trx, { sourceId: source.id, shadowId, isLive });
  if (isLive) await kind.makeLive(trx, shadowId);
  await kind.rebuildHistory?.(trx, shadowId);
  await setItem(trx, item, { state: 'applied', reason: '' });
  const details = { source: source.id, reExtraction: item.runId, isLive, included: undecided };
  await recordEvent(trx, actor, { type: 'upload', id: shadowId }, details);
  return true;
}

export type CancelResult = { kind: 'cancelled' } | { kind: 'too-late' } | { kind: 'not-found' };

/** Gives a run up: its second readings go. One that is being read this moment goes when it has been. */
export async function cancelReExtraction(
  { db, kinds }: Pick<ApplyParts, 'db' | 'kinds'>,
  runId: number,
  actor: Actor,
): Promise<CancelResult> {
  return db.transaction(async (trx) => {
    await lockRuns(trx);
    const state = await heldRunState(trx, runId);
    if (!state) return { kind: 'not-found' };
    if (!openStates.includes(state)) return { kind: 'too-late' };
    await setRunState(trx, runId, 'cancelled');
    const pending = new Set(await sourcesIn(trx, runId, 'pending'));
    const sources = await sourcesWithShadow(trx, runId);
    for (const sourceId of sources.filter((id) => !pending.has(id))) {
      const item = await itemOf(trx, runId, sourceId);
      if (item) await discardShadow(trx, kinds, item);
    }
    // Whoever reads one now takes it away, or else, where it was cut off, this job.
    await addJobsFor(
      trx,
      runId,
      sources.filter((id) => pending.has(id)),
    );
    await recordEvent(trx, actor, { type: 're-extraction', id: runId });
    return { kind: 'cancelled' };
  });
}
