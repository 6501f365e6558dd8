import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Knex } from 'knex';
import type { Pool } from 'pg';
import { openSeal } from '../platform/sealing.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { TemporaryFiles } from '../platform/temporary-files.ts';
import { setProgress } from './store.ts';
import { addFindingServices } from './store-findings.ts';
import { sealedBytes, sealOf } from './store-originals.ts';
import type { Upload } from './upload.ts';
import type { ProcessingJob, ProcessResult, UploadKind } from './upload-kind.ts';
import { findingsWriter, type FindingsWriter } from './write-findings.ts';

export interface CheckParts {
  db: Knex;
  pool: Pool;
  secrets: Pick<Secrets, 'originals'>;
  temporaryFiles: Pick<TemporaryFiles, 'withPath'>;
}

/** Which file is checked, and for which upload. */
export interface Check {
  kind: UploadKind;
  /** Takes the findings and the version. */
  upload: Upload;
  /** Has the kept original: the same upload, unless its file is read again for another. */
  originalOf: number;
  /** See ProcessingJob. */
  asOf: Date | null;
}

export interface CheckedOriginal extends Required<ProcessResult>, Pick<FindingsWriter, 'counts'> {
  /** The file itself holds people’s data (P10): it must not be kept. */
  isPersonal: boolean;
  /** Where the opened file stands, for as long as the work goes on. */
  path: string;
}

/** The kept bytes are not what was sealed, or their key is missing: it would not help to try again. */
export class UnreadableOriginal extends Error {}

/** Opens a kept original, has its kind check it, keeps what is found, and hands the result to the work. */
export async function checkOriginal<T>(
  parts: CheckParts,
  check: Check,
  work: (checked: CheckedOriginal) => Promise<T>,
): Promise<T> {
  const findings = await findingsWriter(parts.pool, check.upload.id);
  try {
    return await parts.temporaryFiles.withPath(async (path) => {
      await unseal(parts, check.originalOf, path);
      const { tables, personal = [] } = await check.kind.process(jobOf(parts, check, path, findings));
      await findings.end();
      const { counts, isPersonal } = findings;
      return work({ tables, personal, counts, isPersonal, path });
    });
  } finally {
    findings.abandon();
  }
}

async function unseal({ db, secrets }: CheckParts, uploadId: number, path: string): Promise<void> {
  const seal = await sealOf(db, uploadId);
  try {
    await pipeline(openSeal(secrets, seal, sealedBytes(db, uploadId)), createWriteStream(path));
  } catch (error) {
    const { message, severity, syscall } = error as Error & { severity?: string; syscall?: string };
    // What the database or the disk says may be otherwise the next time.
    if (severity !== undefined || syscall !== undefined) throw error;
    throw new UnreadableOriginal(message, { cause: error });
  }
}

function jobOf(
  { db }: CheckParts,
  { upload, asOf }: Check,
  path: string,
  findings: FindingsWriter,
): ProcessingJob {
  return {
    uploadId: upload.id,
    authority: upload.authority,
    dataDate: upload.dataDate,
    isCheckOnly: upload.isCheckOnly,
    keepsAllTables: upload.keepsAllTables,
    asOf,
    file: { path, name: upload.fileName },
    finding: (finding) => findings.add(finding),
    settled: () => findings.settled(),
    progress: progressOf(db, upload.id),
    errorCount: () => findings.counts.error,
    nameServices: (services) => addFindingServices(db, upload.id, services),
  };
}

const PROGRESS_EVERY_MS = 400;

/** Writes the progress down now and then; a page shows it. A failure to write it is no failure of the upload. */
function progressOf(db: Knex, uploadId: number): (share: number) => void {
  let writtenAt = Date.now();
  return (share) => {
    const now = Date.now();
    if (now - writtenAt < PROGRESS_EVERY_MS) return;
    writtenAt = now;
    setProgress(db, uploadId, Math.min(99, Math.floor(share * 100))).catch(() => undefined);
  };
}
