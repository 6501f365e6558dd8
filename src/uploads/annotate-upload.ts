import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Knex } from 'knex';
import type { Secrets } from '../platform/secrets.ts';
import type { TemporaryFiles } from '../platform/temporary-files.ts';
import { ZipError } from '../platform/zip.ts';
import type { ZipStream } from '../platform/zip-stream.ts';
import { annotateTable } from './annotate-table.ts';
import { findingsByRow } from './findings-by-row.ts';
import { asideOn, readMe, verdictOn, type ReadMeView } from './presenters-annotated.ts';
import { findingGroups, type FindingGroup, type KeptFinding } from './store-findings.ts';
import { openOriginal } from './store-originals.ts';
import type { Upload } from './upload.ts';
import type { KeptFile, OpenTable, OpenTables, UploadKind } from './upload-kind.ts';

export interface OpenParts {
  db: Knex;
  secrets: Pick<Secrets, 'originals'>;
  temporaryFiles: Pick<TemporaryFiles, 'withPath'>;
}

/** Opens an upload's original for the work, and takes every trace of it away afterwards. */
export async function withOpenTables<T>(
  { db, secrets, temporaryFiles }: OpenParts,
  kind: UploadKind,
  upload: Upload,
  work: (open: OpenTables) => Promise<T>,
): Promise<T> {
  return temporaryFiles.withPath(async (path) => {
    await pipeline(await openOriginal(db, secrets, upload.id), createWriteStream(path));
    const open = await kind.openTables({ path, name: upload.fileName }, upload.authority, upload.dataDate);
    try {
      return await work(open);
    } finally {
      open.close();
    }
  });
}

const READ_ME = 'READ-ME.txt';
/** So many findings of one file are listed in READ-ME.txt at most. */
const MOST_ASIDES = 200;
/** Where a table has one of these, not all of its rows were read. */
const UNREAD = /^(?:csv|table)\.|^header\.(?:none|separator|lower)$|^file\.empty$/;

export interface AnnotateJob {
  db: Knex;
  kind: UploadKind;
  upload: Upload;
  open: OpenTables;
  at: Date;
}

/** Puts an upload's own files into a ZIP: its tables with their findings beside the rows, all else as it was sent. */
export async function annotateUpload(job: AnnotateJob, zip: ZipStream): Promise<void> {
  const { db, kind, upload, open, at } = job;
  const groups = await findingGroups(db, upload.id);
  const asides = asidesOf(kind);
  const view = { asSent: [] as string[], notUsed: [] as string[], damaged: [] as string[] };
  const add = async (file: KeptFile, list: string[]): Promise<void> => {
    const isAdded = await addAsSent(zip, file);
    (isAdded ? list : view.damaged).push(file.name);
  };
  for (const table of open.tables) {
    const findings = findingsByRow(db, upload.id, table.position);
    if (isUnread(groups, table)) {
      await add(table.asSent, view.asSent);
      await asides.addAll(findings);
    } else {
      const verdict = (own: readonly KeptFinding[]) => verdictOn(kind, own);
      const ofTable = { findings, verdictOn: verdict, ofNoRow: asides.add };
      await zip.add(table.name, (take) => annotateTable(table, ofTable, take));
    }
  }
  // That of an earlier download has come back with the tables: it makes room for the new one.
  for (const file of open.others) if (file.name !== READ_ME) await add(file, view.notUsed);
  for (const position of positionsBeside(groups, open.tables))
    await asides.addAll(findingsByRow(db, upload.id, position));
  await addReadMe(zip, { upload, at, asides: asides.lines, cut: asides.cut(), ...view });
}

function isUnread(groups: readonly FindingGroup[], { position }: OpenTable): boolean {
  return groups.some(({ filePosition, code }) => filePosition === position && UNREAD.test(code));
}

/** Where findings stand that are of no table, but of the upload or of a file that is not used. */
function positionsBeside(groups: readonly FindingGroup[], tables: readonly OpenTable[]): number[] {
  const positions = new Set(groups.map(({ filePosition }) => filePosition));
  for (const { position } of tables) positions.delete(position);
  return [...positions].sort((a, b) => a - b);
}

/** False, and nothing added, where the file cannot be unpacked: found out before its first byte is sent. */
async function addAsSent(zip: ZipStream, file: KeptFile): Promise<boolean> {
  if (!(await isSound(file))) return false;
  await zip.add(file.name, async (take) => {
    for await (const chunk of file.read()) await take(chunk);
  });
  return true;
}

async function isSound(file: KeptFile): Promise<boolean> {
  try {
    const chunks = file.read()[Symbol.asyncIterator]();
    while (!(await chunks.next()).done) continue;
    return true;
  } catch (error) {
    if (error instanceof ZipError) return false;
    throw error;
  }
}

async function addReadMe(zip: ZipStream, view: ReadMeView): Promise<void> {
  await zip.add(READ_ME, (take) => take(readMe(view)));
}

/** Gathers what belongs to no row, as far as anybody would read it. */
function asidesOf(kind: UploadKind) {
  const lines: string[] = [];
  const counts = new Map<string, number>();
  /** False once no more of the same file are listed. */
  const add = (finding: KeptFinding): boolean => {
    const count = (counts.get(finding.file) ?? 0) + 1;
    counts.set(finding.file, count);
    if (count <= MOST_ASIDES) lines.push(`- ${asideOn(kind, finding)}`);
    return count <= MOST_ASIDES;
  };
  return {
    lines,
    add,
    async addAll(findings: AsyncIterable<KeptFinding>): Promise<void> {
      for await (const finding of findings) if (!add(finding)) return;
    },
    cut: () => [...counts].filter(([, count]) => count > MOST_ASIDES).map(([file]) => file),
  };
}
