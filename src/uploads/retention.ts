import { type RetentionHolder, rowsWithTerm } from '../platform/retention.ts';
import { kept } from '../platform/retention-classes.ts';
import { removeUploads } from './remove-uploads.ts';
import type { UploadKind } from './upload-kind.ts';

/** Files that never went on a report, with their originals and findings; and what runs that read files again have noted. */
export function uploadRetention(kinds: readonly UploadKind[]): RetentionHolder[] {
  return [
    rowsWithTerm({
      ...{ class: kept.upload, table: 'uploads', since: 'received_at' },
      ...{ only: `state in ('rejected', 'checked') and live_from is null` },
      ...{ whose: ['uploaded_by'], authority: 'authority_id' },
      erase: async (trx, ids) => {
        await removeUploads(trx, kinds, { ids: ids.map(Number) });
      },
    }),
    rowsWithTerm({
      ...{ class: kept.reExtraction, table: 're_extractions', since: 'finished_at' },
      ...{ only: `state in ('applied', 'cancelled')`, whose: ['requested_by'], authority: 'authority_id' },
    }),
  ];
}
