import type { Knex } from 'knex';
import { isBefore } from './upload.ts';
import { rivalsOf, setLive, setSuperseded, uploadById } from './store.ts';
import type { UploadKind } from './upload-kind.ts';

/**
 * Puts an upload's version in the place of the live one. Older uploads that wait for decisions are superseded with it;
 * a newer one that waits stays. The caller holds lockSwap.
 */
export async function goLive(trx: Knex.Transaction, kind: UploadKind, uploadId: number): Promise<void> {
  const upload = await uploadById(trx, uploadId);
  if (!upload) throw new Error(`Upload ${uploadId} is gone`);
  const rivals = await rivalsOf(trx, upload.authority.id, upload.series);
  // By when files came: a second reading of an old file has a higher number than those sent before it was made.
  const superseded = rivals.filter(
    ({ id, state, receivedAt }) =>
      id !== uploadId && (state === 'live' || isBefore({ id, receivedAt }, upload)),
  );
  await setSuperseded(
    trx,
    superseded.map(({ id }) => id),
  );
  await setLive(trx, uploadId);
  await kind.makeLive(trx, uploadId);
}
