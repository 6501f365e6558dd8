import type { Knex } from 'knex';
import { addJob } from '../platform/jobs.ts';
import { PROCESS_UPLOAD } from './process-upload.ts';

/** Uploads whose check was in hand when a backup was made: jobs are not in backups. Returns how many. */
export async function requeueUploads(db: Knex): Promise<number> {
  return db.transaction(async (trx) => {
    const waiting = await trx('uploads')
      .join('authorities', 'authorities.id', 'uploads.authority_id')
      .where({ state: 'processing' })
      .orderBy('uploads.id')
      .select<{ id: number; code: string }[]>('uploads.id', 'authorities.code');
    for (const { id, code } of waiting) {
      await addJob(trx, { task: PROCESS_UPLOAD, payload: { uploadId: id }, queue: `authority ${code}` });
    }
    return waiting.length;
  });
}
