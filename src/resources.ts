import type { benchmarkReader } from './reports/index.ts';
import type { Config } from './platform/config.ts';
import type { Database } from './platform/database.ts';
import type { Logger } from './platform/logger.ts';
import type { Secrets } from './platform/secrets.ts';
import type { ReadRemovals } from './platform/removals-register.ts';
import type { TemporaryFiles } from './platform/temporary-files.ts';
import type { ZipLimits } from './platform/zip.ts';
import type { UsageCounter } from './web/usage.ts';

/** What a process opens before anything is wired. */
export interface Resources {
  config: Config;
  logger: Logger;
  database: Database;
  secrets: Secrets;
  temporaryFiles: TemporaryFiles;
  removals: ReadRemovals;
  /** Where pages and searches are counted; nowhere unless it is switched on. */
  usage?: UsageCounter;
  /** What reports know of all authorities, read ahead; reports read it themselves without. */
  benchmarkSet?: ReturnType<typeof benchmarkReader>;
  /** Limits of an upload; only the bench lifts them. */
  limits?: { fileBytes: number; zip: ZipLimits };
}
