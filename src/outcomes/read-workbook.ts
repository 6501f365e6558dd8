import { open } from 'node:fs/promises';
import { cutValue } from '../platform/plain-text.ts';
import { checkWorkbook as checkContainer, XlsxError, type XlsxFault } from '../platform/xlsx.ts';
import { ZipError, type ZipFault, type ZipLimits } from '../platform/zip.ts';
import {
  parseFileName,
  type FileNameResult,
  type Term,
  type WorkbookFormat,
} from './specification/file-name.ts';

export interface WorkbookFile {
  path: string;
  /** The name that the officer's machine gave it. */
  name: string;
}

/** A workbook whose name and container can be trusted. */
export interface ReadableWorkbook {
  kind: 'readable';
  file: WorkbookFile;
  term: Term;
  dataDate: string;
  format: WorkbookFormat;
}

/** `format.csv`: a CSV whose name ends in .xlsx; `format.packed`: a workbook or a ZIP whose name ends in .csv. */
export interface UnreadableWorkbook {
  kind: 'unreadable';
  code: FileNameFault['code'] | ContainerFault | 'format.csv' | 'format.packed';
  params: Record<string, string>;
}

type FileNameFault = Extract<FileNameResult, { kind: 'wrong' }>;
type ContainerFault = `xlsx.${XlsxFault}` | `zip.${ZipFault}`;

const START_BYTES = 64 * 1024;
const ZIP_START = 'PK\x03\x04';

/**
 * Judges an outcomes workbook by its name and container: a name that says which forms, whose and of when, and a
 * content that is what the name's ending says. No row is read.
 * @param today ISO 8601 day
 */
export async function readWorkbook(
  file: WorkbookFile,
  authorityCode: string,
  today: string,
  limits?: ZipLimits,
): Promise<ReadableWorkbook | UnreadableWorkbook> {
  const name = parseFileName(file.name, authorityCode, today);
  if (name.kind === 'wrong') return { kind: 'unreadable', code: name.code, params: name.params };
  const { term, date, format } = name;
  const fault = await (format === 'xlsx' ? faultOfXlsx(file.path, limits) : faultOfCsv(file.path, limits));
  return fault ?? { kind: 'readable', file, term, dataDate: date, format };
}

async function faultOfXlsx(path: string, limits?: ZipLimits): Promise<UnreadableWorkbook | null> {
  const fault = await faultOfContainer(path, limits);
  if (fault?.code === 'zip.not-a-zip' && holdsHeadings(await startOf(path)))
    return { kind: 'unreadable', code: 'format.csv', params: {} };
  return fault;
}

/** Any text is read as a CSV. What starts or ends like a container is none. */
async function faultOfCsv(path: string, limits?: ZipLimits): Promise<UnreadableWorkbook | null> {
  const fault = await faultOfContainer(path, limits);
  const isText =
    fault?.code === 'zip.not-a-zip' && !(await startOf(path)).toString('latin1').startsWith(ZIP_START);
  return isText ? null : { kind: 'unreadable', code: 'format.packed', params: {} };
}

async function faultOfContainer(path: string, limits?: ZipLimits): Promise<UnreadableWorkbook | null> {
  try {
    await checkContainer(path, limits);
    return null;
  } catch (error) {
    if (error instanceof XlsxError) return unreadable(`xlsx.${error.fault}`, error.part);
    if (error instanceof ZipError) return unreadable(`zip.${error.fault}`, error.entryName);
    throw error;
  }
}

function unreadable(code: ContainerFault, part: string): UnreadableWorkbook {
  return { kind: 'unreadable', code, params: { name: cutValue(part) } };
}

/** In any encoding: UTF-16 has zero bytes beside plain letters. */
function holdsHeadings(start: Buffer): boolean {
  const letters = start.toString('latin1').replace(/[\0\s_]+/g, '');
  return letters.toLowerCase().includes('formid');
}

async function startOf(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const start = Buffer.alloc(START_BYTES);
    const { bytesRead } = await handle.read(start, 0, START_BYTES, 0);
    return start.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
