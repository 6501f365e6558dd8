import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a ZIP written byte by byte, so that a test can make any of its claims a lie. */
export interface RawEntry {
  name: string;
  content?: Buffer | string;
  /** 0 stored, 8 deflated. */
  method?: number;
  flags?: number;
  crc?: number;
  packedSize?: number;
  unpackedSize?: number;
  /** Where the directory says that the entry stands. */
  offset?: number;
  attributes?: number;
  extra?: Buffer;
}

export interface RawZip {
  /** How many entries the end of the directory claims. */
  count?: number;
  /** The same in a ZIP64 record, which overrules it. */
  count64?: bigint;
}

export const SYMLINK = (0o120777 << 16) >>> 0;
export const ENCRYPTED = 1;
export const UTF8_NAME = 0x800;

export function rawZip(entries: readonly RawEntry[], claims: RawZip = {}): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { local, central } = written(entry, offset);
    locals.push(local);
    directory.push(central);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(claims.count ?? entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, ...zip64(claims, central.length, offset), end]);
}

function written(entry: RawEntry, at: number): { local: Buffer; central: Buffer } {
  const content = Buffer.from(entry.content ?? '');
  const method = entry.method ?? 8;
  const packed = method === 8 ? deflateRawSync(content) : content;
  const name = Buffer.from(entry.name);
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(20, 0);
  shared.writeUInt16LE(entry.flags ?? UTF8_NAME, 2);
  shared.writeUInt16LE(method, 4);
  shared.writeUInt32LE(entry.crc ?? crc32(content), 10);
  shared.writeUInt32LE(entry.packedSize ?? packed.length, 14);
  shared.writeUInt32LE(entry.unpackedSize ?? content.length, 18);
  shared.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, name, packed]);
  shared.writeUInt16LE(entry.extra?.length ?? 0, 24);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(entry.attributes ?? 0, 6);
  tail.writeUInt32LE(entry.offset ?? at, 10);
  const start = Buffer.from('PK\x01\x02\x14\x03', 'latin1');
  return { local, central: Buffer.concat([start, shared, tail, name, entry.extra ?? Buffer.alloc(0)]) };
}

function zip64({ count64 }: RawZip, length: number, offset: number): Buffer[] {
  if (count64 === undefined) return [];
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(count64, 32);
  record.writeBigUInt64LE(BigInt(length), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + length), 8);
  return [record, locator];
}
