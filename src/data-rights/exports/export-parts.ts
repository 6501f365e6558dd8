import type { Readable } from 'node:stream';
import type { Knex } from 'knex';
import type { Pool } from 'pg';
import type { Secrets } from '../../platform/secrets.ts';
import type { TemporaryFiles } from '../../platform/temporary-files.ts';
import type { RequestParts } from '../requests/act-on-case.ts';

/** What the wiring hands to the pages of exports. */
export interface ExportHandlerParts extends RequestParts {
  pool: Pool;
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId' | 'pepper'>;
  temporaryFiles: Pick<TemporaryFiles, 'folder'>;
  /** The file of an upload as it was sent. */
  openOriginal: (db: Knex, uploadId: number) => Promise<Readable>;
}
