import type { Knex } from 'knex';
import { recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { MOST_ATTEMPTS } from '../../platform/jobs.ts';
import type { AccessExport } from './access-export.ts';
import type { ExportContents } from './export.ts';
import { writePackage } from './package/write-package.ts';
import { type ContentsParts, readContents } from './read-contents.ts';
import { exportById, setFailed, setPacked } from './store.ts';
import { addFile } from './store-files.ts';

export interface PackParts extends ContentsParts {
  db: Knex;
  clock: Clock;
}

/**
 * Packs what was approved and keeps it sealed, with its hash. That the files of uploads were read for it is on record with
 * each (P60). Harmless when it runs twice.
 */
export async function packExport(parts: PackParts, exportId: number, attempt: number): Promise<void> {
  const { db, clock } = parts;
  try {
    await db.transaction(async (trx) => {
      const present = await exportById(trx, exportId);
      if (present?.state !== 'approved' || present.package !== null) return;
      const contents = await readContents(trx, parts, present);
      const kept = await addFile(trx, parts.secrets, exportId, writePackage(contents));
      await setPacked(trx, exportId, kept);
      await recordReadings(trx, present, contents);
      const actor = { userId: null, action: 'access-export.packed' };
      const details = { export: exportId, bytes: kept.bytes, sha256: kept.sha256.toString('hex') };
      await recordEvent(trx, actor, { type: 'requests', id: present.reference }, details);
    });
  } catch (error) {
    if (attempt >= MOST_ATTEMPTS) await setFailed(db, exportId, clock());
    throw error;
  }
}

async function recordReadings(
  trx: Knex.Transaction,
  { approvedBy, reference }: AccessExport,
  { files, withholdings }: ExportContents,
): Promise<void> {
  const withheld = new Set(withholdings.map(({ key }) => key));
  for (const { key } of files) {
    const upload = /^upload:(\d+)$/.exec(key)?.[1];
    if (upload === undefined || withheld.has(key)) continue;
    const actor = { userId: approvedBy, action: 'access-export.original-read' };
    await recordEvent(trx, actor, { type: 'upload', id: Number(upload) }, { reference });
  }
}
