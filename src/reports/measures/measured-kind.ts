import type { Knex } from 'knex';
import type { UploadKind } from '../../uploads/index.ts';
import { refreshMeasures, refreshPastMeasures } from './refresh-measures.ts';

/** A kind of upload with whose every change of what is live the measures are worked out again, in the same transaction. */
export function measuredKind(kind: UploadKind): UploadKind {
  return {
    ...kind,
    async makeLive(trx, uploadId) {
      await kind.makeLive(trx, uploadId);
      await trx('extracts').where({ upload_id: uploadId, is_replaced: true }).update({ is_replaced: false });
      await refreshOf(trx, uploadId);
    },
    async withdraw(trx, uploadId) {
      await kind.withdraw(trx, uploadId);
      await refreshOf(trx, uploadId);
    },
    async applyDecisions(trx, uploadId, decided) {
      await kind.applyDecisions(trx, uploadId, decided);
      await refreshOf(trx, uploadId);
    },
    async discard(trx, uploadId) {
      const versions = trx('extracts').where('upload_id', uploadId).select('id');
      await trx('service_measures').whereIn('extract_id', versions).delete();
      await kind.discard(trx, uploadId);
    },
    async rebuildHistory(trx, uploadId) {
      await kind.rebuildHistory?.(trx, uploadId);
      const firstReading = trx('uploads').where('id', uploadId).select('re_extracts');
      await trx('extracts').whereIn('upload_id', firstReading).update({ is_replaced: true });
      await refreshPastMeasures(trx, uploadId);
      await refreshOf(trx, uploadId);
    },
  };
}

async function refreshOf(trx: Knex.Transaction, uploadId: number): Promise<void> {
  const upload = await trx('uploads')
    .where('id', uploadId)
    .first<{ authority_id: number } | undefined>('authority_id');
  if (upload) await refreshMeasures(trx, upload.authority_id);
}
