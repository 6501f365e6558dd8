import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { readXml } from '../../src/platform/xlsx-xml.ts';
import { xlsxOf, type Sheet, type SheetCell } from '../../src/platform/write-xlsx.ts';
import { LONGEST_TEXT } from '../../src/platform/xlsx-cells.ts';
import { openZip } from '../../src/platform/zip.ts';
import { errorOf } from '../support/errors.ts';
import { withFile } from '../support/extract-files.ts';
import { faultOf, readBytes } from '../support/xlsx-reading.ts';

const DAY = '2026-11-22';
const sheetOf = (rows: Sheet['rows'], ...titles: string[]): Sheet => ({
  name: 'Values',
  columns: titles.map((title) => ({ title })),
  rows,
});

const bytesOf = (...sheets: Sheet[]): Promise<Buffer> => buffer(xlsxOf(sheets, DAY));

/** What a workbook of one column says of each cell. */
async function cellsRead(cells: SheetCell[]): Promise<(string | number | undefined)[]> {
  const { rows, fault } = await readBytes(
    await bytesOf(
      sheetOf(
        cells.map((cell) => [cell, 'end']),
        'A',
        'B',
      ),
    ),
  );
  expect(fault).to.equal(null);
  return rows.slice(1).map(([, cell]) => cell);
}

/** The texts of all parts by their names; each has to be well-formed. */
async function partsOf(bytes: Buffer): Promise<Map<string, string>> {
  return withFile(bytes, async (file) => {
    const { entries, close } = await openZip(file);
    const parts = new Map<string, string>();
    for (const entry of entries) {
      await readXml(entry, { open: () => undefined });
      parts.set(entry.name, (await buffer(entry.read())).toString());
    }
    close();
    return parts;
  });
}

describe('writing a workbook', () => {
  it('comes back as it went in: texts, numbers and cells without either', async () => {
    const rows = [
      ['Łódź & <Söhne> "😀"', 35.5, null, ' two\nlines '],
      [null, -0.1, 18460, '_x0041_ and _x00e9_ x'],
      ['', 1e-7, 1e20, ']]>'],
      [],
    ];
    const { rows: read, fault } = await readBytes(await bytesOf(sheetOf(rows, 'Name', 'A', 'B', 'C & D')));
    expect(fault).to.equal(null);
    expect(read).to.deep.equal([
      [1, 'Name', 'A', 'B', 'C & D'],
      [2, 'Łódź & <Söhne> "😀"', '35.5', '', ' two\nlines '],
      [3, '', '-0.1', '18460', '_x0041_ and _x00e9_ x'],
      [4, '', '0.0000001', '100000000000000000000', ']]>'],
      [5],
    ]);
  });

  it('never writes a formula, whatever a text begins with', async () => {
    const texts = ['=1+1', '+44 20 7946 0000', '-5', '@SUM(A1)', '=HYPERLINK("http://example.org")', '\t=1'];
    expect(await cellsRead(texts)).to.deep.equal(texts);
    const sheet = (await partsOf(await bytesOf(sheetOf([texts], '=2+2')))).get('xl/worksheets/sheet1.xml')!;
    expect(sheet).not.to.include('<f');
    expect(sheet.match(/ t="inlineStr"/g)).to.have.length(texts.length + 1);
    expect(sheet, 'kept a text when somebody edits its cell').to.include(
      '<c r="A2" s="2" t="inlineStr"><is><t>=1+1</t></is></c>',
    );
  });

  it('drops what XML cannot hold, and writes line breaks of one kind', async () => {
    const given = ['a\u0000b\u001fc\uFFFE\uFFFF', 'half \uD83D pair', 'one\r\ntwo\rthree', 'tab\there'];
    expect(await cellsRead(given)).to.deep.equal(['abc', 'half  pair', 'one\ntwo\nthree', 'tab\there']);
  });

  it('leaves a cell empty for a number that is none, and cuts a text that no cell can hold', async () => {
    expect(await cellsRead([NaN, Infinity, -Infinity])).to.deep.equal(['', '', '']);
    const [whole, long, pair] = await cellsRead([
      'x'.repeat(LONGEST_TEXT),
      'x'.repeat(LONGEST_TEXT + 1),
      `${'x'.repeat(LONGEST_TEXT - 2)}😀😀`,
    ]);
    expect(whole).to.equal('x'.repeat(LONGEST_TEXT));
    expect(long).to.equal(`${'x'.repeat(LONGEST_TEXT - 1)}…`);
    expect(pair).to.equal(`${'x'.repeat(LONGEST_TEXT - 2)}…`);
  });

  it('has a bold first row that stays in sight, and columns of the widths asked for', async () => {
    const sheet = {
      name: 'Wide',
      columns: [{ title: 'Id', width: 4 }, { title: 'A longer title' }],
      rows: [],
    };
    const xml = (await partsOf(await bytesOf(sheet))).get('xl/worksheets/sheet1.xml');
    expect(xml).to.match(/<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"\/>/);
    expect(xml).to.include('<col min="1" max="1" width="4" customWidth="1"/><col min="2" max="2" width="16"');
    expect(xml).to.include('<c r="A1" s="1" t="inlineStr">');
  });

  it('names the columns beyond the titles too', async () => {
    const wide = Array.from({ length: 28 }, (_, at) => at);
    const xml = (await partsOf(await bytesOf(sheetOf([wide])))).get('xl/worksheets/sheet1.xml');
    expect(xml).to.include('<c r="Z2"><v>25</v></c><c r="AA2"><v>26</v></c><c r="AB2"><v>27</v></c>');
    expect(xml).not.to.include('<cols>');
  });

  it('writes sheet after sheet, with names that a spreadsheet takes', async () => {
    const names = [
      'Costs [2026]: a/b\\c*?',
      'COSTS  2026   A B C',
      "'quoted'",
      'History',
      'A very long name of a sheet indeed',
      'A very long name of a sheet indeed too',
      '😀'.repeat(20),
      '\u0000',
      '<"&">',
    ];
    const parts = await partsOf(
      await bytesOf(...names.map((name, at) => ({ ...sheetOf([[`row of ${at}`]], 'T'), name }))),
    );
    const listed = [...parts.get('xl/workbook.xml')!.matchAll(/<sheet name="([^"]*)"/g)].map(
      ([, name]) => name,
    );
    expect(listed).to.deep.equal([
      'Costs 2026 a b c',
      'COSTS 2026 A B C (2)',
      'quoted',
      'History (2)',
      'A very long name of a sheet ind',
      'A very long name of a sheet (2)',
      '😀'.repeat(15),
      'Sheet',
      '&lt;&quot;&amp;&quot;>',
    ]);
    names.forEach((_name, at) =>
      expect(parts.get(`xl/worksheets/sheet${at + 1}.xml`)).to.include(`row of ${at}`),
    );
    expect(parts.get('[Content_Types].xml')!.match(/worksheet\+xml/g)).to.have.length(names.length);
    expect(parts.get('xl/_rels/workbook.xml.rels')!.match(/worksheets\/sheet/g)).to.have.length(names.length);
  });

  it('is a workbook to the reader that takes uploads', async () => {
    expect(await faultOf(await bytesOf(sheetOf([['a', 1]], 'A', 'B')))).to.equal(null);
    expect(await errorOf(async () => bytesOf())).to.equal('A workbook has at least one sheet');
  });

  it('has the same bytes for the same rows and day, and others for another day', async () => {
    const made = (day: string) => buffer(xlsxOf([sheetOf([['a', 1]], 'A', 'B')], day));
    expect((await made(DAY)).equals(await made(DAY))).to.equal(true);
    expect((await made(DAY)).equals(await made('2026-11-23'))).to.equal(false);
  });

  it('makes rows only as they are read, so that no list of them grows', async () => {
    let made = 0;
    function* endless(): Generator<SheetCell[]> {
      for (;;) yield [`row ${(made += 1)}`, Math.sin(made)];
    }
    const stream = xlsxOf([sheetOf(endless(), 'A', 'B')], DAY);
    let bytes = 0;
    for await (const chunk of stream) {
      bytes += (chunk as Buffer).length;
      if (bytes > 200_000) break;
    }
    expect(made).to.be.within(1000, 100_000);
    expect(stream.destroyed).to.equal(true);
  });

  it('fails as its rows fail', async () => {
    function* failing(): Generator<SheetCell[]> {
      yield ['a'];
      throw new Error('stop here');
    }
    expect(await errorOf(() => bytesOf(sheetOf(failing(), 'A')))).to.equal('stop here');
  });
});
