import type { Knex } from 'knex';

/** A file that somebody sent and that is still kept, whole or without the tables that were left out. */
export interface KeptOriginal {
  uploadId: number;
  fileName: string;
  fileSize: number;
  receivedAt: Date;
  /** Name of the authority that it was sent for. */
  authority: string;
}

/** The files that a person has sent, the oldest first, each once: a second reading takes the file along. */
export async function keptOriginalsOf(db: Knex, userId: number): Promise<KeptOriginal[]> {
  return db('uploads')
    .join('originals', 'originals.upload_id', 'uploads.id')
    .join('authorities', 'authorities.id', 'uploads.authority_id')
    .where({ uploaded_by: userId })
    .orderBy('uploads.id')
    .select<KeptOriginal[]>({
      ...{ uploadId: 'uploads.id', fileName: 'file_name', fileSize: 'file_size' },
      ...{ receivedAt: 'received_at', authority: 'authorities.name' },
    });
}
