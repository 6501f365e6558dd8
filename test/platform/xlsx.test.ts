import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { zipLimits } from '../../src/platform/zip.ts';
import { errorOf } from '../support/errors.ts';
import { withFile } from '../support/extract-files.ts';
import { ENCRYPTED, rawZip } from '../support/raw-zip.ts';
import {
  workbookBytes,
  workbookParts,
  writeWorkbook,
  type Cell,
  type WorkbookOptions,
} from '../support/xlsx-files.ts';
import {
  faultOf,
  readBook,
  readBytes,
  readData,
  readFile,
  SHEET,
  STRINGS,
  table,
  tableRead,
} from '../support/xlsx-reading.ts';

const refused = (options: WorkbookOptions) => faultOf(workbookBytes(table, options));

describe('reading the first sheet of a workbook', () => {
  for (const [name, options] of Object.entries({
    'with shared strings': {},
    'with texts in their cells': { strings: 'inline' },
    'with formulas': { hasFormulas: true },
    'without references': { hasReferences: false },
    'with absolute targets': { targets: 'absolute' },
    'in UTF-16LE': { encoding: 'utf-16le' },
    'in UTF-16BE': { encoding: 'utf-16be', strings: 'inline' },
    'with prefixes': { prefix: 'x' },
    'of the strict kind': { isStrict: true, prefix: 'strict' },
  } satisfies Record<string, WorkbookOptions>)) {
    it(`gives its rows: one ${name}`, async () => {
      expect(await readBook(table, options)).to.deep.equal({ rows: tableRead, fault: null });
    });
  }

  it('takes the first in the order of the workbook, hidden or not', async () => {
    const other = { name: 'Other', rows: [['other']] };
    expect((await readBook(table, { moreSheets: [other] })).rows).to.deep.equal(tableRead);
    for (const isHidden of [true, false]) {
      const { rows } = await readBook(table, { moreSheets: [{ ...other, isFirst: true, isHidden }] });
      expect(rows).to.deep.equal([[1, 'other']]);
    }
  });

  it('finds parts by their relationships alone, whatever their names and the size of their letters', async () => {
    const parts = workbookParts(table);
    const text = (name: string) => Buffer.concat([...(parts.get(name) ?? [])]).toString();
    const moved = {
      '_rels/.rels': text('_rels/.rels').replace('xl/workbook.xml', './Book.XML'),
      '[Content_Types].xml': text('[Content_Types].xml').replace('/xl/workbook.xml', '/book.xml'),
      'BOOK.xml': text('xl/workbook.xml'),
      '_RELS/book.xml.rels': text('xl/_rels/workbook.xml.rels')
        .replace('worksheets/sheet1.xml', 'some/../Cells')
        .replace('sharedStrings.xml', '/Texts.bin'),
      cells: text(SHEET),
      'texts.BIN': text(STRINGS),
    };
    const zip = rawZip(Object.entries(moved).map(([name, content]) => ({ name, content })));
    expect(await readBytes(zip)).to.deep.equal({ rows: tableRead, fault: null });
  });

  it('reads what is streamed into a file, across the borders of chunks', async () => {
    const file = path.join(tmpdir(), `sp-bench-${process.pid}.xlsx`);
    function* rows(): Generator<Cell[]> {
      for (let row = 1; row <= 5000; row += 1)
        yield [`Ł${row}😀`, row / 4, 'Floating support', `a rather long text, number ${row}`];
    }
    try {
      for (const options of [
        {},
        { strings: 'inline' },
        { encoding: 'utf-16be' },
      ] satisfies WorkbookOptions[]) {
        await writeWorkbook(file, rows(), options);
        const expected = [...rows()].map((cells, index) => [index + 1, ...cells.map(String)]);
        expect(await readFile(file)).to.deep.equal({ rows: expected, fault: null });
      }
    } finally {
      await rm(file, { force: true });
    }
  });

  it('keeps the numbers of rows and the places of cells', async () => {
    const { rows } = await readData(
      '<row r="2"><c r="B2"><v>1</v></c><c><v>2</v></c><c r="F2" s="1"/></row><row/><row r="9"><c r="AB9"><v>3</v></c></row>',
    );
    expect(rows).to.deep.equal([
      [2, '', '1', '2', '', '', ''],
      [3],
      [9, ...new Array<string>(27).fill(''), '3'],
    ]);
  });

  it('takes a sheet or a workbook without any row', async () => {
    expect(await readBook([])).to.deep.equal({ rows: [], fault: null });
    const chart = { parts: { [SHEET]: '<chartsheet/>', [STRINGS]: '<sst/>' } };
    expect(await readBook([], chart)).to.deep.equal({ rows: [], fault: null });
  });

  it('tells how much is read, holds up while it pauses, and hands on the rows before a fault', async () => {
    const shares: number[] = [];
    let held = 0;
    const pause = async (): Promise<void> => {
      held += 1;
      await new Promise(setImmediate);
      held -= 1;
    };
    const rows = Array.from({ length: 5000 }, (_, row) => [row, `name ${row}`]);
    await withFile(workbookBytes(rows), (file) =>
      readFile(file, zipLimits, {
        pause,
        progress: (share) => shares.push(share),
        record: () => expect(held).to.equal(0),
      }),
    );
    expect(shares.length).to.be.greaterThan(4);
    expect(shares).to.deep.equal([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).to.equal(1);
    const broken = await readData('<row><c><v>1</v></c></row><row><c><v>2</v></c></row><row><c>&none;');
    expect(broken).to.deep.equal({
      rows: [
        [1, '1'],
        [2, '2'],
      ],
      fault: 'damaged',
    });
  });

  it('fails with what the taker or the pause fails with', async () => {
    const fail = (message: string) => () => {
      throw new Error(message);
    };
    await withFile(workbookBytes(table), async (file) => {
      expect(await errorOf(() => readFile(file, zipLimits, { record: fail('taker') }))).to.equal('taker');
      const pause = () => Promise.reject(new Error('pause'));
      expect(await errorOf(() => readFile(file, zipLimits, { pause }))).to.equal('pause');
    });
  });
});

describe('a workbook that is refused', () => {
  const type = (name: string) => ({ contentTypes: { '/xl/workbook.xml': name } });
  for (const [name, fault, options] of [
    ['has a VBA project', 'macros', { macros: 'project' }],
    ['may have macros by its type', 'macros', { macros: 'type' }],
    [
      'has a sheet of macros',
      'macros',
      { contentTypes: { '/x': 'application/vnd.ms-excel.macrosheet+xml' } },
    ],
    ['has a VBA project that no type tells of', 'macros', { parts: { 'XL/VBAPROJECT.BIN': 'x' } }],
    ['has links to other workbooks', 'external-links', { externalLinks: true }],
    ['has a part of a link', 'external-links', { parts: { 'xl/ExternalLinks/a.xml': '<a/>' } }],
    ['is a binary one', 'not-a-workbook', type('application/vnd.ms-excel.sheet.binary.macroEnabled.main')],
    ['is a text document', 'not-a-workbook', type('application/x.wordprocessingml.document.main+xml')],
    ['has no type', 'not-a-workbook', { parts: { '[Content_Types].xml': '<Types/>' } }],
    ['has no list of types', 'not-a-workbook', { parts: { '[Content_Types].xml': null } }],
    ['has no relationships', 'not-a-workbook', { parts: { '_rels/.rels': null } }],
    ['leads nowhere', 'not-a-workbook', { parts: { 'xl/workbook.xml': null } }],
    ['lists no sheet', 'damaged', { parts: { 'xl/workbook.xml': '<workbook><sheets/></workbook>' } }],
    ['lists a sheet that is not there', 'damaged', { parts: { [SHEET]: null } }],
    ['lacks its shared strings', 'damaged', { parts: { [STRINGS]: null } }],
    ['lacks the relationships of the workbook', 'damaged', { parts: { 'xl/_rels/workbook.xml.rels': null } }],
    ['has two parts of one name', 'damaged', { parts: { 'XL/Workbook.xml': '<workbook/>' } }],
    ['has another part of an unsafe name', 'unsafe-name', { parts: { '../a.xml': '' } }],
  ] satisfies [string, string, WorkbookOptions][]) {
    it(name, async () => expect(await refused(options)).to.equal(fault));
  }

  it('tells of links in its relationships, or in its list of sheets, alone', async () => {
    const parts = workbookParts(table, { externalLinks: true });
    for (const kept of ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels']) {
      const content = Buffer.concat([...(parts.get(kept) ?? [])]);
      expect(await refused({ parts: { [kept]: content } })).to.equal('external-links');
    }
  });

  it('is encrypted, an old one, no workbook at all or no ZIP', async () => {
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), workbookBytes(table)]);
    expect(await faultOf(old)).to.equal('encrypted');
    const ods = [
      { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' },
      { name: 'content.xml', content: '<office:document-content/>' },
    ];
    expect(await faultOf(rawZip(ods))).to.equal('not-a-workbook');
    expect(await faultOf(rawZip([]))).to.equal('not-a-workbook');
    expect(await faultOf(rawZip([{ name: 'a.xml', flags: ENCRYPTED }]))).to.equal('encrypted');
    for (const text of ['', 'Id,Name\r\n']) expect(await faultOf(Buffer.from(text))).to.equal('not-a-zip');
  });

  it('has a part that declares a document type, is not XML, or is not in the encoding that it declares', async () => {
    for (const part of workbookParts(table).keys()) {
      expect((await readBook(table, { doctypeIn: part })).fault, part).to.equal('damaged');
      for (const content of [
        '',
        '<a>',
        '<a></b>',
        '<a/><b/>',
        '<a>&e;</a>',
        '<a b="1" b="2"/>',
        Buffer.from('<a>\xff</a>', 'latin1'),
        '<?xml version="1.0" encoding="ISO-8859-1"?><a/>',
        '<?xml version="1.0" encoding="UTF-16"?><a/>',
        Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-8"?><a/>', 'utf16le'),
        Buffer.from('<a>\ud83d</a>', 'utf16le'),
      ])
        expect((await readBook(table, { parts: { [part]: content } })).fault, part).to.equal('damaged');
    }
  });
});
