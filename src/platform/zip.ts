import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';

const STORED = 0;
const CHUNK_BYTES = 64 * 1024;

/** Hard limits on what is unpacked, so that a small file cannot fill the disk, the memory or an afternoon. */
export interface ZipLimits {
  entries: number;
  unpackedBytes: number;
  /** Unpacked over packed, of any one entry above a mebibyte. */
  ratio: number;
}

export const zipLimits: ZipLimits = { entries: 200, unpackedBytes: 512 * 1024 * 1024, ratio: 200 };

export type ZipFault =
  | 'not-a-zip'
  | 'damaged'
  | 'encrypted'
  | 'compression'
  | 'too-many-entries'
  | 'too-large'
  | 'unsafe-name'
  | 'link'
  | 'overlap';

export class ZipError extends Error {
  constructor(
    readonly fault: ZipFault,
    readonly entryName = '',
  ) {
    super(`${fault} ${entryName}`.trim());
  }
}

export interface ZipEntry {
  name: string;
  unpackedBytes: number;
  /** The unpacked bytes, checked against size and CRC-32 as they flow; throws ZipError when they do not match. */
  read: () => AsyncGenerator<Buffer>;
}

export interface OpenZip {
  /** Files only, in the order of the archive; folders, `__MACOSX` and dot-files are left out. */
  entries: ZipEntry[];
  close: () => void;
}

/** Opens an archive and reads its directory. Throws ZipError for whatever breaks a limit or cannot be trusted. */
export async function openZip(file: string, limits: ZipLimits = zipLimits): Promise<OpenZip> {
  const zip = await yauzl
    .openPromise(file, { lazyEntries: true, autoClose: false, decodeStrings: false })
    .catch(() => {
      throw new ZipError('not-a-zip');
    });
  try {
    const entries = await readDirectory(zip, limits);
    return {
      entries: entries.filter(({ name }) => !isIgnored(name)).map((named) => zipEntry(zip, file, named)),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error instanceof ZipError ? error : new ZipError('damaged');
  }
}

interface NamedEntry {
  name: string;
  entry: Entry;
}

async function readDirectory(zip: ZipFile, limits: ZipLimits): Promise<NamedEntry[]> {
  if (zip.entryCount > limits.entries) throw new ZipError('too-many-entries');
  const named: NamedEntry[] = [];
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry);
    refuseUntrusted(entry, name, limits);
    unpacked += entry.uncompressedSize;
    if (unpacked > limits.unpackedBytes) throw new ZipError('too-large');
    named.push({ name, entry });
  }
  refuseOverlap(named);
  return named;
}

/** Older Windows programs part folders by a backslash, which is read as a slash. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
}

function refuseUntrusted(entry: Entry, name: string, limits: ZipLimits): void {
  if (name.includes('\0') || yauzl.validateFileName(name) !== null) {
    throw new ZipError('unsafe-name', name);
  }
  const unixType = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (unixType !== 0 && unixType !== 0o100000 && unixType !== 0o040000) throw new ZipError('link', name);
  if (entry.isEncrypted()) throw new ZipError('encrypted', name);
  if (!entry.canDecodeFileData()) throw new ZipError('compression', name);
  const isDense = entry.uncompressedSize > limits.ratio * Math.max(entry.compressedSize, 1);
  if (isDense && entry.uncompressedSize > 1024 * 1024) throw new ZipError('too-large', name);
}

/** Entries that share bytes unpack to more than the archive holds: only a bomb is made so. */
function refuseOverlap(named: NamedEntry[]): void {
  const inPlace = named
    .map(({ entry }) => entry)
    .sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  let free = 0;
  for (const entry of inPlace) {
    if (entry.relativeOffsetOfLocalHeader < free) throw new ZipError('overlap');
    const localHeader = 30 + entry.fileNameRaw.length;
    free = entry.relativeOffsetOfLocalHeader + localHeader + entry.compressedSize;
  }
}

/** A workbook names its parts in a file that is a dot-file by its name. */
const ROOT_RELATIONSHIPS = /^_rels\/\.rels$/i;

function isIgnored(name: string): boolean {
  if (ROOT_RELATIONSHIPS.test(name)) return false;
  const parts = name.split('/');
  return name.endsWith('/') || parts.includes('__MACOSX') || parts.some((part) => /^\.[^.]/.test(part));
}

function zipEntry(zip: ZipFile, file: string, { name, entry }: NamedEntry): ZipEntry {
  const packed = () => packedBytes(zip, file, entry);
  return { name, unpackedBytes: entry.uncompressedSize, read: () => checkedBytes(packed, entry, name) };
}

/** The directory's sizes are only claims: what comes is stopped at the first chunk that is too many, or at a wrong sum. */
async function* checkedBytes(
  packed: () => Promise<Readable>,
  entry: Entry,
  name: string,
): AsyncGenerator<Buffer> {
  let sum = 0;
  let size = 0;
  try {
    for await (const chunk of unpacked(await packed(), entry)) {
      size += chunk.length;
      if (size > entry.uncompressedSize) break;
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } catch {
    throw new ZipError('damaged', name);
  }
  if (size !== entry.uncompressedSize || sum !== entry.crc32) throw new ZipError('damaged', name);
}

/** Inflates in larger chunks than yauzl would: each of them is a round trip to another thread. */
function unpacked(packed: Readable, entry: Entry): AsyncIterable<Buffer> {
  if (entry.compressionMethod === STORED) return packed as AsyncIterable<Buffer>;
  const inflate = createInflateRaw({ chunkSize: CHUNK_BYTES });
  // What goes wrong with either comes out where the bytes do.
  pipeline(packed, inflate, () => undefined);
  return inflate as AsyncIterable<Buffer>;
}

/** A stream of our own: yauzl's throws where nobody can catch it when one is stopped while another waits to be read. */
async function packedBytes(zip: ZipFile, file: string, entry: Entry): Promise<Readable> {
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  if (entry.compressedSize === 0) return Readable.from([]);
  return createReadStream(file, { start: fileDataStart, end: fileDataStart + entry.compressedSize - 1 });
}
