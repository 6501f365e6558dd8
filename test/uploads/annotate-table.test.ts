import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import fc from 'fast-check';
import { readCsv } from '../../src/platform/csv.ts';
import { annotateTable } from '../../src/uploads/annotate-table.ts';
import type { KeptFinding } from '../../src/uploads/store-findings.ts';
import type { OpenTable } from '../../src/uploads/upload-kind.ts';
import { errorOf } from '../support/errors.ts';
import { chunksOf } from '../support/extract-files.ts';

type Records = [row: number, cells: string[]][];

const RESULT = 'SP-Bench result';
const MESSAGES = 'SP-Bench messages';

/** A table whose rows come as they are given, `batch` of them at a time. */
function tableOf(records: Records, batch = 3): OpenTable {
  return {
    name: 'Table.csv',
    position: 1,
    async read(reader) {
      for (const [at, [row, cells]] of records.entries()) {
        reader.record(cells, row);
        if (at % batch === 0) await reader.pause();
      }
    },
    asSent: { name: 'Table.csv', read: () => chunksOf(Buffer.alloc(0), 1) },
  };
}

function csvTable(text: string, chunkBytes = 50): OpenTable {
  return {
    ...tableOf([]),
    async read(reader) {
      expect(await readCsv(chunksOf(Buffer.from(text), chunkBytes), reader)).to.equal(null);
    },
  };
}

/** The text written, and the rows of the findings that stand beside none. */
async function annotated(
  table: OpenTable,
  rows: readonly number[] = [],
  word = 'wrong',
): Promise<{ text: string; records: string[][]; aside: number[] }> {
  let text = '';
  const aside: number[] = [];
  const findings = rows.map((row) => ({ row }) as KeptFinding);
  await annotateTable(
    table,
    {
      // eslint-disable-next-line @typescript-eslint/require-await -- as findings come from the database
      findings: (async function* () {
        yield* findings;
      })(),
      verdictOn: (own) =>
        own.length > 0
          ? {
              result: own.length === 1 ? '1 error' : `${own.length} errors`,
              messages: own.map(() => word).join(' | '),
            }
          : { result: 'passed', messages: '' },
      ofNoRow: ({ row }) => void aside.push(row),
    },
    async (piece) => {
      await Promise.resolve();
      text += piece.toString();
    },
  );
  const shape = { bom: true, relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] };
  return { text, records: parse(text, shape), aside };
}

describe('a table with its findings', () => {
  const cell = fc
    .array(fc.constantFrom('a', '7', ' ', '"', ',', '\r\n', 'é', '='), { maxLength: 4 })
    .map((parts) => parts.join(''));
  const sheet = fc.record({
    headings: fc.uniqueArray(fc.stringMatching(/^[A-Z][a-z]{1,5}$/), { minLength: 1, maxLength: 5 }),
    rows: fc.array(fc.array(cell, { minLength: 1, maxLength: 7 }), { maxLength: 12 }),
    batch: fc.integer({ min: 1, max: 5 }),
  });
  const recordsOf = ({ headings, rows }: { headings: string[]; rows: string[][] }): Records =>
    [headings, ...rows].map((cells, index) => [index + 1, cells]);
  const isBlank = (cells: readonly string[]) => cells.every((text) => text.trim() === '');
  const said = (cells: readonly string[]) =>
    cells.slice(0, cells.findLastIndex((text) => text.trim() !== '') + 1);

  it('has every row under its number with all that its cells say, and every finding beside its row', async () => {
    await fc.assert(
      fc.asyncProperty(sheet, fc.array(fc.nat({ max: 14 })), async ({ batch, ...made }, found) => {
        const sorted = [...found].sort((a, b) => a - b);
        const { records, aside } = await annotated(tableOf(recordsOf(made), batch), sorted);
        expect(records).to.have.length(made.rows.length + 1);
        expect(records[0]).to.deep.equal([...made.headings, RESULT, MESSAGES]);
        const beside: number[] = [];
        made.rows.forEach((cells, index) => {
          const row = records[index + 1]!;
          if (isBlank(cells)) return expect(isBlank(row)).to.be.true;
          const count = sorted.filter((each) => each === index + 2).length;
          beside.push(...Array<number>(count).fill(index + 2));
          expect(row.at(-2)).to.equal(count === 0 ? 'passed' : count === 1 ? '1 error' : `${count} errors`);
          const own = row.slice(0, -2);
          expect(said(own)).to.deep.equal(said(cells));
          expect(own).to.have.length(Math.max(made.headings.length, said(cells).length));
        });
        expect([...aside, ...beside].sort((a, b) => a - b)).to.deep.equal(sorted);
      }),
      { numRuns: 300 },
    );
  });

  it('is the same when it comes back and is annotated again', async () => {
    await fc.assert(
      fc.asyncProperty(
        sheet,
        fc.array(fc.integer({ min: 2, max: 14 })),
        async ({ batch, ...made }, found) => {
          const rows = made.rows.map((cells) => [...cells, 'x']);
          // A row that is too long always has a finding.
          const long = rows.flatMap((cells, index) =>
            cells.length > made.headings.length ? [index + 2] : [],
          );
          const sorted = [...found.filter((row) => row <= rows.length + 1), ...long].sort((a, b) => a - b);
          const once = await annotated(tableOf(recordsOf({ ...made, rows }), batch), sorted);
          const twice = await annotated(csvTable(once.text), sorted);
          const third = await annotated(csvTable(twice.text), sorted);
          expect(third.text).to.equal(twice.text);
          expect(twice.records).to.deep.equal(once.records);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('has blank lines for rows that a sheet leaves out', async () => {
    const { text } = await annotated(
      tableOf([
        [1, ['A', 'B']],
        [4, ['x', 'y']],
      ]),
      [4],
    );
    expect(text).to.equal(`\ufeffA,B,${RESULT},${MESSAGES}\r\n\r\n\r\nx,y,1 error,wrong\r\n`);
  });

  it('has no formula of ours, and the formulas of others', async () => {
    const { records } = await annotated(
      tableOf([
        [1, ['A']],
        [2, ['=1+1']],
      ]),
      [2],
      '=HYPERLINK("x")',
    );
    expect(records[1]).to.deep.equal(['=1+1', '1 error', `'=HYPERLINK("x")`]);
  });

  it('keeps what stands at the end of a row that is too long, though it reads like a result', async () => {
    const { records } = await annotated(
      tableOf([
        [1, ['A']],
        [2, ['x', 'passed', 'y']],
      ]),
    );
    expect(records[1]).to.deep.equal(['x', 'passed', 'y', 'passed', '']);
  });

  it('is not written on when nobody takes it any more', async () => {
    const table = tableOf([
      [1, ['A']],
      ...Array.from({ length: 50_000 }, (_, n): Records[number] => [n + 2, ['x'.repeat(50)]]),
    ]);
    let pieces = 0;
    const nobody = async (): Promise<void> => {
      await Promise.resolve();
      pieces += 1;
      throw new Error('gone');
    };
    // eslint-disable-next-line @typescript-eslint/require-await, require-yield -- a table without findings
    const findings = (async function* (): AsyncGenerator<KeptFinding> {
      return;
    })();
    const passed = {
      findings,
      verdictOn: () => ({ result: 'passed', messages: '' }),
      ofNoRow: () => undefined,
    };
    expect(await errorOf(() => annotateTable(table, passed, nobody))).to.equal('gone');
    expect(pieces).to.equal(1);
  });
});
