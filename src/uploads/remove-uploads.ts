import type { Knex } from 'knex';
import { discardFindings } from './store-findings.ts';
import { removeOriginal } from './store-originals.ts';
import {
  type UploadsOf,
  deleteUploads,
  type HeldUpload,
  heldUploads,
  noteRecalculation,
  ownRows,
} from './store-removal.ts';
import { lockSwap, setWithdrawn } from './store.ts';
import { kindNamed, type UploadKind } from './upload-kind.ts';

export interface HeldUploads {
  ids: number[];
  /** How many rows go, by table. */
  rows: Record<string, number>;
  /** A file of theirs is being checked, or read again, this moment: they cannot go yet. */
  isInHand: boolean;
}

/** What removing somebody's uploads would take with it, originals, findings and versions included. */
export async function uploadsToRemove(
  db: Knex,
  kinds: readonly UploadKind[],
  of: UploadsOf,
): Promise<HeldUploads> {
  const uploads = await heldUploads(db, of);
  const ids = uploads.map(({ id }) => id);
  const rows = ids.length === 0 ? {} : await ownRows(db, ids);
  for (const kind of kinds) {
    const own = uploads.filter((upload) => upload.kind === kind.name).map(({ id }) => id);
    for (const [table, count] of Object.entries(own.length ? await kind.storedRows(db, own) : {}))
      rows[table] = (rows[table] ?? 0) + count;
  }
  return { ids, rows, isInHand: uploads.some((upload) => upload.isInHand) };
}

/**
 * Removes uploads for good: what is live of them leaves the reports, and no earlier version comes back in its place; then
 * versions, findings and sealed originals go. Returns their numbers.
 */
export async function removeUploads(
  trx: Knex.Transaction,
  kinds: readonly UploadKind[],
  of: UploadsOf,
): Promise<number[]> {
  for (const authorityId of new Set((await heldUploads(trx, of)).map((upload) => upload.authorityId)))
    await lockSwap(trx, authorityId);
  const uploads = await heldUploads(trx, of);
  for (const { id } of uploads) await setWithdrawn(trx, id);
  for (const { id, state, kind } of uploads)
    if (state === 'live') await kindNamed(kinds, kind).withdraw(trx, id);
  // What is derived from the history of versions is worked out once a kind, without those that go.
  for (const upload of firstOfEach(uploads))
    await kindNamed(kinds, upload.kind).rebuildHistory?.(trx, upload.id);
  for (const { id, kind } of uploads) {
    await discardFindings(trx, id);
    await kindNamed(kinds, kind).discard(trx, id);
    await removeOriginal(trx, id);
  }
  if (uploads.some(isCounted)) await noteRecalculation(trx);
  const ids = uploads.map(({ id }) => id);
  await deleteUploads(trx, ids);
  return ids;
}

/** Whether reports show figures of it: of now, or of the quarters before. */
function isCounted({ state }: Pick<HeldUpload, 'state'>): boolean {
  return state === 'live' || state === 'superseded';
}

function firstOfEach<One extends { kind: string; authorityId: number }>(uploads: readonly One[]): One[] {
  return [...new Map(uploads.map((one) => [`${one.kind} ${one.authorityId}`, one])).values()];
}
