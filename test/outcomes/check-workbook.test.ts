import { expect } from 'chai';
import fc from 'fast-check';
import { checkWorkbook } from '../../src/outcomes/check-workbook.ts';
import { adviceFor, unreadableSentence } from '../../src/outcomes/presenters.ts';
import { readWorkbook } from '../../src/outcomes/read-workbook.ts';
import type { ZipLimits } from '../../src/platform/zip.ts';
import { csvOf, encoded, OWN, withFile } from '../support/extract-files.ts';
import {
  bytesOf,
  checkBytes,
  checkRead,
  ealing,
  formHeadings,
  formRow,
  formats,
  matrixOf,
  nameOf,
  sheetOf,
  TODAY,
} from '../support/outcome-files.ts';
import { rawZip } from '../support/raw-zip.ts';
import { workbookBytes, workbookParts } from '../support/xlsx-files.ts';

const SHEET = 'xl/worksheets/sheet1.xml';
const ids = Array.from({ length: 40 }, (_, at) => String(10_000_000_001 + at));
const sheet = sheetOf(ids.map((id) => formRow(id)));
const matrix = matrixOf(sheet);
const summary = ({ findings }: Awaited<ReturnType<typeof checkBytes>>) =>
  findings.map(({ row, columnPosition, code }) => [row, columnPosition, code]);

describe('what became of a workbook', () => {
  it('says its rows, its encoding if it has one, and how far the work is', async () => {
    for (const [format, bytes, encoding] of [
      ['csv', bytesOf(sheet, 'csv'), 'UTF-8'],
      ['csv', encoded(csvOf(sheet.rows, sheet), 'utf-16be', true), 'UTF-16BE'],
      ['xlsx', bytesOf(sheet, 'xlsx'), null],
    ] as const) {
      const { tables, counts, findings, progress } = await checkBytes(bytes, format);
      expect(findings).to.deep.equal([]);
      expect(tables).to.deep.equal([{ name: nameOf(format), rows: 40, encoding }]);
      expect(counts).to.deep.equal({ seen: 40, taken: 40 });
      expect(progress).to.deep.equal([...progress].sort((a, b) => a - b));
      expect(progress.at(-1)).to.equal(1);
    }
  });

  it('is told of too where no row can be read', async () => {
    for (const format of formats) {
      const { tables, counts } = await checkBytes(bytesOf(sheetOf([], ['Nothing']), format), format);
      expect(tables.map(({ rows }) => rows)).to.deep.equal([0]);
      expect(counts).to.deep.equal({ seen: 0, taken: 0 });
    }
  });
});

describe('the reading of a workbook', () => {
  for (const format of formats) {
    it(`waits for whoever takes what is found (${format})`, async () => {
      const bytes = bytesOf(
        sheetOf(Array.from({ length: 3000 }, (_, at) => formRow(String(10_000_000_000 + at)))),
        format,
      );
      let waiting = 0;
      let most = 0;
      let forms = 0;
      await withFile(bytes, async (path) => {
        const read = await readWorkbook({ path, name: nameOf(format) }, OWN, TODAY);
        if (read.kind === 'unreadable') throw new Error(read.code);
        await checkWorkbook(read, ealing, {
          finding: () => undefined,
          form() {
            forms += 1;
            most = Math.max(most, waiting);
          },
          counted: () => undefined,
          progress: () => undefined,
          settled() {
            waiting += 1;
            return new Promise((resolve) =>
              setImmediate(() => {
                waiting -= 1;
                resolve();
              }),
            );
          },
        });
      });
      expect(forms).to.equal(3000);
      expect(most).to.equal(0);
    });

    it(`ends with what its taker fails with (${format})`, async () => {
      const failure = await withFile(bytesOf(sheet, format), async (path) => {
        const file = { path, name: nameOf(format) };
        const read = { kind: 'readable', file, term: 'short', dataDate: '2010-06-30', format } as const;
        const sink = {
          finding: () => undefined,
          form() {
            throw new Error('no room');
          },
          ...{ counted: () => undefined, progress: () => undefined, settled: () => null },
        };
        return checkWorkbook(read, ealing, sink).then(
          () => null,
          (error: unknown) => error,
        );
      });
      expect((failure as Error).message).to.equal('no room');
    });
  }
});

describe('an .xlsx', () => {
  it('has the same findings as the CSV of its rows, blank rows above or between them too', async () => {
    const faulty = sheetOf([
      formRow(ids[0]!, { MaxIncome_1a: '', Reason_5a_Primary: '' }),
      {},
      formRow('x', { SPServiceID: 'S9' }),
      formRow(ids[1]!, { AdminAuth: 'City of London', ActualOutcome_4b: 'Missing' }),
    ]);
    for (const above of [[], [['']], [['Outcomes'], []]]) {
      const rows = [...above, ...matrixOf(faulty)];
      const csv = rows.map((cells) => cells.join(',')).join('\r\n');
      const inText = await checkBytes(Buffer.from(csv), 'csv');
      // As Excel saves it: no blank rows, no blank cells at the end of a row.
      const used = rows.map((cells) => cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1));
      const xml = Buffer.concat([...workbookParts(used, { strings: 'inline' }).get(SHEET)!]).toString();
      const inSheet = await checkBytes(
        workbookBytes([], { parts: { [SHEET]: xml.replace(/<row r="\d+"><\/row>/g, '') } }),
        'xlsx',
      );
      expect(summary(inText)).to.have.length(above.length > 0 ? 1 : 6);
      expect(summary(inSheet)).to.deep.equal(summary(inText));
    }
  });

  it('is its first sheet', async () => {
    const more = { moreSheets: [{ name: 'Notes', rows: [['x']], isFirst: true }] };
    expect(summary(await checkBytes(workbookBytes(matrix, more), 'xlsx'))).to.deep.equal([
      [1, 0, 'header.none'],
    ]);
    const after = { moreSheets: [{ name: 'Notes', rows: [['x']] }] };
    expect(summary(await checkBytes(workbookBytes(matrix, after), 'xlsx'))).to.deep.equal([]);
  });
});

describe('an .xlsx that is damaged half way', () => {
  const xml = Buffer.concat([...workbookParts(matrix, { strings: 'inline' }).get(SHEET)!]).toString();
  const cut = xml.indexOf('<row r="21"') + 100;

  it('is a finding at the row where that showed, and the rows before it have been read', async () => {
    for (const part of [xml.slice(0, cut), `${xml.slice(0, cut)}</row><broken`]) {
      const checked = await checkBytes(workbookBytes([], { parts: { [SHEET]: part } }), 'xlsx');
      expect(checked.findings).to.deep.equal([
        {
          ...{ file: nameOf('xlsx'), filePosition: 1, row: 21, columnPosition: 0, field: '', value: '' },
          ...{ code: 'table.damaged', params: {}, severity: 'error', serviceId: '', serviceName: '' },
        },
      ]);
      expect(checked.counts).to.deep.equal({ seen: 19, taken: 19 });
      expect(checked.tables).to.deep.equal([{ name: nameOf('xlsx'), rows: 19, encoding: null }]);
    }
  });

  it('has rows of another authority before it told of', async () => {
    const rows = [
      formRow(ids[0]!, { AdminAuth: 'City of London' }),
      ...ids.slice(1, 9).map((id) => formRow(id)),
    ];
    const inline = workbookParts(matrixOf(sheetOf(rows)), { strings: 'inline' });
    const whole = Buffer.concat([...inline.get(SHEET)!]).toString();
    const bytes = workbookBytes([], {
      parts: { [SHEET]: whole.slice(0, whole.indexOf('<row r="9"')) },
    });
    expect(summary(await checkBytes(bytes, 'xlsx'))).to.deep.equal([
      [9, 0, 'table.damaged'],
      [2, 2, 'authority.other'],
    ]);
  });

  it('is found by the sum of its bytes', async () => {
    const entries = [...workbookParts(matrix, { strings: 'inline' })].map(([name, content]) => ({
      name,
      content: Buffer.concat([...content]),
      ...(name === SHEET ? { crc: 1 } : {}),
    }));
    const { findings } = await checkBytes(rawZip(entries), 'xlsx');
    expect(findings.map(({ code }) => code)).to.deep.equal(['table.damaged']);
  });

  it('is told of in row 1 where no row came before', async () => {
    const bytes = workbookBytes([], { parts: { [SHEET]: '<worksheet><sheetData><row r="0"/>' } });
    expect(summary(await checkBytes(bytes, 'xlsx'))).to.deep.equal([[1, 0, 'table.damaged']]);
  });

  it('is a finding too where its cells say more than a workbook can', async () => {
    const limits: ZipLimits = { entries: 200, unpackedBytes: 200_000, ratio: 2000 };
    const long = 'long '.repeat(6000);
    const rows = sheetOf(
      ids.slice(0, 20).map((id) => ({ ...formRow(id), Notes: long })),
      [...formHeadings, 'Notes'],
    );
    const bytes = workbookBytes(matrixOf(rows));
    const { findings, counts } = await checkBytes(bytes, 'xlsx', {}, limits);
    expect(findings.map(({ code }) => code)).to.deep.equal(['table.too-large']);
    expect(findings[0]!.row).to.equal(counts.seen + 2);
    expect(counts.taken).to.be.within(1, 10);
  });
});

describe('any bytes as a workbook', () => {
  /** All that can be said of a file, which is never nothing and never an error. */
  async function expectJudged(
    bytes: Buffer,
    format: (typeof formats)[number],
    isSound = false,
  ): Promise<void> {
    await withFile(bytes, async (path) => {
      const read = await readWorkbook({ path, name: nameOf(format) }, OWN, TODAY);
      if (read.kind === 'unreadable') {
        expect(unreadableSentence(read)).to.match(/\.$/);
        return;
      }
      const { findings } = await checkRead(read);
      if (!isSound) expect(findings.length).to.be.greaterThan(0);
      for (const finding of findings) adviceFor(finding);
    });
  }

  it('are unreadable or have findings', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom(...formats),
        fc.boolean(),
        async (bytes, format, isHeaded) => {
          const head = isHeaded ? `${formHeadings.join(',')}\r\n` : '';
          await expectJudged(Buffer.concat([Buffer.from(head), bytes]), format);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of a sound workbook, some of them changed or cut off, are judged too', async () => {
    const sound = { csv: bytesOf(sheet, 'csv'), xlsx: bytesOf(sheet, 'xlsx') };
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...formats),
        changes,
        fc.nat(),
        fc.boolean(),
        async (format, changed, end, isCut) => {
          const bytes = Buffer.from(sound[format]);
          for (const [place, value] of changed) bytes[place % bytes.length] = value;
          await expectJudged(isCut ? bytes.subarray(0, end % bytes.length) : bytes, format, true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('of a sheet’s XML, changed in a place or cut off, are judged too', async () => {
    const xml = Buffer.concat([...workbookParts(matrix.slice(0, 4), { strings: 'inline' }).get(SHEET)!]);
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.string({ maxLength: 6 }), fc.boolean(), async (anywhere, text, isCut) => {
        const place = anywhere % xml.length;
        const rest = isCut ? Buffer.alloc(0) : xml.subarray(place + text.length);
        const part = Buffer.concat([xml.subarray(0, place), Buffer.from(text), rest]);
        await expectJudged(workbookBytes([], { parts: { [SHEET]: part } }), 'xlsx', true);
      }),
      { numRuns: 300 },
    );
  });
});
