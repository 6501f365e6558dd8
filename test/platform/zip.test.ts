import { expect } from 'chai';
import fc from 'fast-check';
import { openZip, ZipError, zipLimits, type ZipLimits } from '../../src/platform/zip.ts';
import { withFile } from '../support/extract-files.ts';
import { ENCRYPTED, rawZip, SYMLINK, type RawEntry, type RawZip } from '../support/raw-zip.ts';

/** Opens a ZIP and reads all of it: its texts by name, or the fault that it has. */
function unpack(zip: Buffer, limits: ZipLimits = zipLimits): Promise<Record<string, string> | string> {
  return withFile(zip, async (file) => {
    try {
      const { entries, close } = await openZip(file, limits);
      try {
        const texts: Record<string, string> = {};
        for (const { name, read } of entries) texts[name] = (await collect(read())).toString();
        return texts;
      } finally {
        close();
      }
    } catch (error) {
      if (error instanceof ZipError) return error.fault;
      throw error;
    }
  });
}

async function collect(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of chunks) parts.push(part);
  return Buffer.concat(parts);
}

const zipped = (entries: RawEntry[], claims: RawZip = {}, limits?: ZipLimits) =>
  unpack(rawZip(entries, claims), limits);

const sound: RawEntry = { name: 'a.csv', content: 'one,two\r\n' };
const megabytes = (many: number): Buffer => Buffer.alloc(many * 1024 * 1024);

describe('reading a ZIP', () => {
  it('gives the files with their bytes, deflated or stored, in order, folders and all', async () => {
    const texts = await zipped([
      sound,
      { name: 'folder/', method: 0 },
      { name: 'folder/b.csv', content: 'b', method: 0 },
      { name: 'c.csv', content: '' },
    ]);
    expect(texts).to.deep.equal({ 'a.csv': 'one,two\r\n', 'folder/b.csv': 'b', 'c.csv': '' });
    expect(Object.keys(texts)).to.deep.equal(['a.csv', 'folder/b.csv', 'c.csv']);
  });

  it('leaves out what macOS adds, and dot-files', async () => {
    const names = ['__MACOSX/._a.csv', 'x/__MACOSX/b.csv', '.DS_Store', 'x/.hidden', '.git/c.csv'];
    expect(await zipped([sound, ...names.map((name) => ({ name, content: 'x' }))])).to.have.all.keys('a.csv');
  });

  it('keeps files below "./", and takes a backslash for a slash', async () => {
    const texts = await zipped([
      { name: './a.csv', content: 'a' },
      { name: 'folder\\b.csv', content: 'b' },
    ]);
    expect(texts).to.deep.equal({ './a.csv': 'a', 'folder/b.csv': 'b' });
  });

  it('can be read twice, and stopped half way', async () => {
    const content = Buffer.from(
      Array.from({ length: 300_000 }, (_, index) => `${index * 7919},\r\n`).join(''),
    );
    await withFile(rawZip([{ name: 'a.csv', content }]), async (file) => {
      const { entries, close } = await openZip(file);
      const [entry] = entries;
      for await (const chunk of entry!.read()) if (chunk.length > 0) break;
      expect((await collect(entry!.read())).equals(content)).to.be.true;
      expect(entry!.unpackedBytes).to.equal(content.length);
      close();
    });
  });

  it('can be stopped again and again, and closed at once', async () => {
    const content = Array.from({ length: 300_000 }, (_, index) => `${index * 7919},\r\n`).join('');
    await withFile(rawZip([{ name: 'a.csv', content }]), async (file) => {
      for (let time = 0; time < 100; time += 1) {
        const { entries, close } = await openZip(file);
        for (const { read } of [...entries, ...entries, ...entries]) {
          for await (const chunk of read()) if (chunk.length > 0) break;
        }
        close();
      }
    });
  });

  it('takes an archive of nothing', async () => {
    expect(await zipped([])).to.deep.equal({});
  });
});

describe('a ZIP that is not to be trusted', () => {
  it('is no ZIP', async () => {
    for (const text of ['', 'P', 'Name,Cost\r\n', '%PDF-1.4', 'PK\x03\x04 and nothing after it']) {
      expect(await unpack(Buffer.from(text)), text).to.equal('not-a-zip');
    }
    expect(await unpack(Buffer.alloc(100_000))).to.equal('not-a-zip');
  });

  it('was cut off', async () => {
    const whole = rawZip([{ name: 'a.csv', content: 'x'.repeat(1000) }]);
    for (const length of [whole.length - 1, whole.length - 22, 40]) {
      expect(await unpack(whole.subarray(0, length))).to.equal('not-a-zip');
    }
  });

  it('lacks bytes at its start', async () => {
    expect(await unpack(rawZip([sound]).subarray(5))).to.equal('damaged');
  });

  for (const [name, fault, entry] of [
    ['has bytes other than its sum says', 'damaged', { ...sound, crc: 1 }],
    ['has a sum of zero', 'damaged', { ...sound, crc: 0 }],
    ['unpacks to more than it says', 'damaged', { ...sound, unpackedSize: 3 }],
    ['unpacks to less than it says', 'damaged', { ...sound, unpackedSize: 30 }],
    ['says that it is packed in more bytes than there are', 'damaged', { ...sound, packedSize: 100_000 }],
    ['holds an entry that stands beyond its end', 'damaged', { ...sound, offset: 1_000_000 }],
    ['holds an entry that stands in the directory', 'damaged', { ...sound, offset: 60 }],
    ['is protected by a password', 'encrypted', { ...sound, flags: ENCRYPTED }],
    ['is packed by another method', 'compression', { ...sound, method: 9 }],
    ['holds a symbolic link', 'link', { name: 'a.csv', content: '/etc/passwd', attributes: SYMLINK }],
    ['holds a device', 'link', { ...sound, attributes: (0o060666 << 16) >>> 0 }],
    ['leads out by ..', 'unsafe-name', { ...sound, name: '../a.csv' }],
    ['leads out by .. further down', 'unsafe-name', { ...sound, name: 'b/../../a.csv' }],
    ['leads out by backslashes', 'unsafe-name', { ...sound, name: '..\\..\\a.csv' }],
    ['has an absolute name', 'unsafe-name', { ...sound, name: '/etc/a.csv' }],
    ['has an absolute name with a backslash', 'unsafe-name', { ...sound, name: '\\a.csv' }],
    ['has a drive letter', 'unsafe-name', { ...sound, name: 'C:\\a.csv' }],
    ['has a NUL in a name', 'unsafe-name', { ...sound, name: 'a.csv\0.txt' }],
    ['leads out by a name that would be left out', 'unsafe-name', { ...sound, name: '__MACOSX/../../a' }],
  ] satisfies [string, string, RawEntry][]) {
    it(name, async () => {
      expect(await zipped([entry])).to.equal(fault);
      expect(await zipped([{ name: 'before.csv', content: 'x' }, entry])).to.equal(fault);
    });
  }

  it('has a unicode name that leads out behind a harmless one', async () => {
    const zip = rawZip([{ ...sound, flags: 0 }]);
    const { crc32 } = await import('node:zlib');
    const data = Buffer.concat([Buffer.from([1, 0, 0, 0, 0]), Buffer.from('../a.csv')]);
    data.writeUInt32LE(crc32(Buffer.from('a.csv')), 1);
    const head = Buffer.alloc(4);
    head.writeUInt16LE(0x7075, 0);
    head.writeUInt16LE(data.length, 2);
    expect(await unpack(zip)).to.have.all.keys('a.csv');
    expect(await zipped([{ ...sound, flags: 0, extra: Buffer.concat([head, data]) }])).to.equal(
      'unsafe-name',
    );
  });

  it('holds more than 200 files', async () => {
    const files = Array.from({ length: 201 }, (_, index) => ({ name: `${index}.csv`, content: 'x' }));
    expect(await zipped(files)).to.equal('too-many-entries');
    expect(Object.keys(await zipped(files.slice(1)))).to.have.length(200);
  });

  it('claims other numbers of files than it holds', async () => {
    expect(await zipped([sound], { count: 60_000 })).to.equal('too-many-entries');
    expect(await zipped([sound], { count: 2 })).to.equal('damaged');
    expect(await zipped([sound], { count64: 2n ** 52n })).to.equal('too-many-entries');
    expect(await zipped([sound], { count64: 2n ** 64n - 1n })).to.be.oneOf([
      'too-many-entries',
      'damaged',
      'not-a-zip',
    ]);
    expect(await zipped([sound], { count64: 1n })).to.have.all.keys('a.csv');
  });

  it('claims sizes by ZIP64 that it does not have', async () => {
    const extra = Buffer.alloc(20);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(16, 2);
    extra.writeBigUInt64LE(2n ** 40n, 4);
    extra.writeBigUInt64LE(9n, 12);
    const lie = { ...sound, unpackedSize: 0xffffffff, packedSize: 0xffffffff };
    expect(await zipped([{ ...lie, extra }])).to.equal('too-large');
    expect(await zipped([lie])).to.be.oneOf(['damaged', 'too-large']);
    expect(await zipped([{ ...lie, extra: Buffer.from([1, 0, 2, 0, 9, 9]) }])).to.equal('damaged');
  });

  it('unpacks to more than the limit in all', async () => {
    const limits = { ...zipLimits, unpackedBytes: 10_000 };
    const noise = Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7919) % 251));
    const two = [1, 2].map((number) => ({ name: `${number}.csv`, content: noise }));
    expect(Object.keys(await zipped(two, {}, limits))).to.have.length(2);
    expect(await zipped([...two, { name: '3.csv', content: 'x' }], {}, limits)).to.equal('too-large');
  });

  it('unpacks to more than 200 times its packed size', async () => {
    expect(await zipped([{ name: 'bomb.csv', content: megabytes(4) }])).to.equal('too-large');
    expect(await zipped([{ name: '__MACOSX/bomb', content: megabytes(4) }])).to.equal('too-large');
    expect(await zipped([{ name: 'small.csv', content: megabytes(1) }])).to.have.all.keys('small.csv');
  });

  it('hides a bomb behind small claims', async () => {
    const bomb = { name: 'bomb.csv', content: megabytes(50), unpackedSize: 1000 };
    expect(await zipped([bomb])).to.equal('damaged');
    expect(await zipped([{ ...bomb, packedSize: 1_000_000 }])).to.equal('damaged');
  });

  it('lets entries share their bytes', async () => {
    expect(await zipped([sound, { ...sound, name: 'b.csv', offset: 0 }])).to.equal('overlap');
    const long = { name: 'a.csv', content: Buffer.from('x'.repeat(100)), method: 0 };
    expect(await zipped([long, { ...long, name: 'b.csv', offset: 10 }])).to.equal('overlap');
  });
});

describe('any bytes as a ZIP', () => {
  const isFaultOrTexts = (result: unknown) => typeof result === 'string' || typeof result === 'object';

  it('are read, or refused by a fault', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) =>
        isFaultOrTexts(await unpack(Buffer.from(bytes))),
      ),
      { numRuns: 100 },
    );
  });

  it('that were a sound ZIP before some of them changed are read, or refused by a fault', async () => {
    const zip = rawZip([
      sound,
      { name: 'folder/b.csv', content: 'x'.repeat(3000) },
      { name: 'c.csv', content: 'c', method: 0 },
    ]);
    const change = fc.record({ at: fc.nat({ max: zip.length - 1 }), byte: fc.nat({ max: 255 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = Buffer.from(zip);
        for (const { at, byte } of changes) bytes[at] = byte;
        return isFaultOrTexts(await unpack(bytes));
      }),
      { numRuns: 500 },
    );
  });
});
