import { readdir } from 'node:fs/promises';
import { expect } from 'chai';
import fc from 'fast-check';
import { zipLimits } from '../../src/platform/zip.ts';
import { withFile } from '../support/extract-files.ts';
import { rawZip } from '../support/raw-zip.ts';
import { columnName, workbookBytes, workbookParts, type WorkbookOptions } from '../support/xlsx-files.ts';
import { readBook, readBytes, readFile, SHEET, STRINGS, table, type Read } from '../support/xlsx-reading.ts';

/** A stored part is not judged by its ratio, so that a bomb reaches the reader. */
function readBomb(bomb: Record<string, string>): Promise<Read> {
  const parts = new Map<string, Iterable<string | Buffer>>(workbookParts(table));
  for (const [name, content] of Object.entries(bomb)) parts.set(name, [content]);
  const zip = rawZip(
    [...parts].map(([name, content]) => ({
      name,
      method: 0,
      content: Buffer.concat([...content].map((piece) => Buffer.from(piece))),
    })),
  );
  return withFile(zip, (file) => readFile(file, zipLimits, { record: () => undefined }));
}

describe('a workbook that is a bomb', () => {
  const sheet = (data: string) => `<worksheet><sheetData>${data}</sheetData></worksheet>`;
  const nested = (name: string) => `<${name}>`.repeat(1_000_000) + `</${name}>`.repeat(1_000_000);
  const attributes = () => Array.from({ length: 1_000_000 }, (_, index) => ` a${index}=""`).join('');
  const farCells = (rows: number) =>
    Array.from({ length: rows }, (_, row) => `<row><c r="XFD${row + 1}"/></row>`).join('');
  const long = '<c t="s"><v>0</v></c>';
  for (const [name, fault, bomb] of [
    ['nests a million elements', 'damaged', () => nested('worksheet')],
    ['nests a million elements in a cell', 'damaged', () => sheet(`<row><c>${nested('is')}</c></row>`)],
    ['has an element of a million attributes', 'damaged', () => `<worksheet${attributes()}/>`],
    ['has a long comment', 'damaged', () => `<worksheet><!--${'x'.repeat(5_000_000)}--></worksheet>`],
    [
      'has a long text in pieces',
      'damaged',
      () => sheet(`<row><c><v>${'1<!---->'.repeat(1_000_000)}</v></c></row>`),
    ],
    ['has a long name', 'damaged', () => `<${'a'.repeat(5_000_000)}/>`],
    ['has an endless reference', 'damaged', () => `<worksheet>&${'a'.repeat(5_000_000)}`],
    ['has an endless document type', 'damaged', () => `<!DOCTYPE a [${'<!ENTITY a "a">'.repeat(300_000)}`],
    ['has rows of one far cell', 'too-large', () => sheet(farCells(60_000))],
    ['names one long text in every cell', 'too-large', () => sheet(`<row>${long.repeat(1000)}</row>`)],
    [
      'names one long text in every row',
      'too-large',
      () => sheet(`<row>${long.repeat(100)}</row>`.repeat(500)),
    ],
  ] satisfies [string, string, () => string][]) {
    it(`${name}: it is ${fault} within a few seconds`, async () => {
      const strings = `<sst><si><t>${'x'.repeat(32_767)}</t></si></sst>`;
      expect((await readBomb({ [SHEET]: bomb(), [STRINGS]: strings })).fault).to.equal(fault);
    }).timeout(20_000);
  }

  it('is as damaged with its bomb in any other part', async () => {
    for (const part of workbookParts(table).keys())
      for (const bomb of ['<a>'.repeat(1_000_000), `<Types${attributes()}/>`])
        expect((await readBomb({ [part]: bomb })).fault).to.be.oneOf(['damaged', 'too-large']);
  });

  it('keeps the limits of its container', async () => {
    const noise = Array.from({ length: 9000 }, (_, index) => [`text ${(index * 7919) % 9001}`]);
    const limits = { ...zipLimits, unpackedBytes: 10_000 };
    expect((await readBytes(workbookBytes(noise), limits)).fault).to.equal('too-large');
    expect((await readBytes(workbookBytes(table), { ...zipLimits, entries: 3 })).fault).to.equal(
      'too-many-entries',
    );
    const bytes = workbookBytes(table, { parts: { 'bomb.xml': Buffer.alloc(4_000_000) } });
    expect((await readBytes(bytes)).fault).to.equal('too-large');
  });
});

describe('any workbook', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[_x0-9A-F]{0,20}$/),
    fc.constantFrom('_x000D_', '\r\n', ']]>', '&amp;', '😀'.repeat(20), ' '),
  );
  const rows = fc.array(fc.array(fc.oneof(text, fc.integer()), { maxLength: 6 }), { maxLength: 8 });
  const options = fc.record<WorkbookOptions>({
    strings: fc.constantFrom('shared', 'inline'),
    hasFormulas: fc.boolean(),
    hasReferences: fc.boolean(),
    isStrict: fc.boolean(),
    prefix: fc.constantFrom('', 'x'),
    encoding: fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'),
  });

  it('is read back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(rows, options, async (cells, shape) => {
        const expected = cells.map((row, index) => [index + 1, ...row.map(String)]);
        expect(await readBook(cells, shape)).to.deep.equal({ rows: expected, fault: null });
      }),
      { numRuns: 200 },
    );
  });

  it('whose bytes changed is read, or refused by a fault', async () => {
    const bytes = workbookBytes(table);
    const change = fc.record({ at: fc.nat({ max: bytes.length - 1 }), byte: fc.nat({ max: 255 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const changed = Buffer.from(bytes);
        for (const { at, byte } of changes) changed[at] = byte;
        await readBytes(changed);
      }),
      { numRuns: 300 },
    );
  });

  it('with any bytes or changed bytes for a part is read, or refused by a fault', async () => {
    const parts = workbookParts(table, { strings: 'shared' });
    const names = [...parts.keys()];
    const contents = new Map([...parts].map(([name, content]) => [name, Buffer.concat([...content])]));
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      bytes: fc.uint8Array({ maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.array(change, { minLength: 1, maxLength: 3 })),
        async (part, changes) => {
          let content = contents.get(part) ?? Buffer.alloc(0);
          if (changes instanceof Uint8Array) content = Buffer.from(changes);
          else
            for (const { at, bytes } of changes) {
              const place = Math.floor(at * content.length);
              content = Buffer.concat([
                content.subarray(0, place),
                bytes,
                content.subarray(place + bytes.length),
              ]);
            }
          await readBook(table, { parts: { [part]: content } });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of any bytes is refused by a fault', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
        expect((await readBytes(Buffer.from(bytes))).fault).to.be.a('string');
      }),
      { numRuns: 100 },
    );
  });

  it('leaves nothing open, read, refused or stopped', async () => {
    const openFiles = async () => (await readdir('/dev/fd').catch(() => [])).length;
    const before = await openFiles();
    const long = Array.from({ length: 9000 }, (_, row) => [`name ${row}`, row]);
    const root = { name: '_rels/.rels', content: '<a/>'.repeat(1000) };
    for (const bytes of [
      workbookBytes(long),
      workbookBytes(table, { macros: 'project' }),
      workbookBytes(table, { parts: { '_rels/.rels': '<a' } }),
      workbookBytes(long, { parts: { [STRINGS]: '<sst/>' } }),
      rawZip([{ ...root, crc: 1 }]),
      rawZip([{ ...root, unpackedSize: 1 }]),
      rawZip([{ ...root, packedSize: 10 }]),
      rawZip([root, root]),
      Buffer.from('no workbook'),
    ]) {
      await withFile(bytes, async (file) => {
        for (let time = 0; time < 10; time += 1) {
          await readFile(file);
          const stop = () => Promise.reject(new Error('stopped'));
          await readFile(file, zipLimits, { pause: stop }).catch(() => undefined);
        }
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await openFiles()).to.equal(before);
  });

  it('names its columns by letters', () => {
    const names = [1, 26, 27, 52, 702, 703, 16_384].map(columnName);
    expect(names.join(' ')).to.equal('A Z AA AZ ZZ AAA XFD');
  });
});
