import type { Knex } from 'knex';
import { recordEvent, type Actor } from '../audit/index.ts';
import { goLive } from './go-live.ts';
import { lockSwap, setWithdrawn, uploadOf } from './store.ts';
import { canComeBack, type Upload } from './upload.ts';
import { kindNamed, type UploadKind } from './upload-kind.ts';

export interface VersionCommand {
  authorityId: number;
  uploadId: number;
}

export type VersionResult = { kind: 'done' } | { kind: 'too-late' } | { kind: 'not-found' };

/** Takes the live version off the reports. No earlier one comes back by itself: that is for the officer to say. */
export async function withdrawUpload(
  db: Knex,
  kinds: readonly UploadKind[],
  command: VersionCommand,
  actor: Actor,
): Promise<VersionResult> {
  return whileSwapIsLocked(db, command, async (trx, upload) => {
    if (upload.state !== 'live') return { kind: 'too-late' };
    await setWithdrawn(trx, upload.id);
    await kindNamed(kinds, upload.kind).withdraw(trx, upload.id);
    await recordEvent(trx, actor, { type: 'upload', id: upload.id });
    return { kind: 'done' };
  });
}

/** Puts a version that was live before on the reports again, in place of the live one if there is one. */
export async function reinstateUpload(
  db: Knex,
  kinds: readonly UploadKind[],
  command: VersionCommand,
  actor: Actor,
): Promise<VersionResult> {
  return whileSwapIsLocked(db, command, async (trx, upload) => {
    if (!canComeBack(upload)) return { kind: 'too-late' };
    await goLive(trx, kindNamed(kinds, upload.kind), upload.id);
    await recordEvent(trx, actor, { type: 'upload', id: upload.id });
    return { kind: 'done' };
  });
}

async function whileSwapIsLocked(
  db: Knex,
  { authorityId, uploadId }: VersionCommand,
  act: (trx: Knex.Transaction, upload: Upload) => Promise<VersionResult>,
): Promise<VersionResult> {
  return db.transaction(async (trx) => {
    await lockSwap(trx, authorityId);
    const upload = await uploadOf(trx, authorityId, uploadId);
    return upload ? act(trx, upload) : { kind: 'not-found' };
  });
}
