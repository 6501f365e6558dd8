import { csvLine, notAFormula } from '../platform/csv-line.ts';
import type { TakePiece } from '../platform/zip-stream.ts';
import { HEADER_ROW } from '../tables/index.ts';
import { annotatedRow, isBlankRow, layoutOf, type Layout, type RowVerdict } from './annotated-table.ts';
import { rowFindings } from './findings-by-row.ts';
import type { KeptFinding } from './store-findings.ts';
import type { OpenTable } from './upload-kind.ts';

const BYTE_ORDER_MARK = '\ufeff';
const PIECE_CHARACTERS = 64 * 1024;

export interface TableFindings {
  /** All of the table's, in the order of its rows. */
  findings: AsyncGenerator<KeptFinding>;
  verdictOn: (findings: readonly KeptFinding[]) => RowVerdict;
  /** Takes a finding that has no row to stand beside. */
  ofNoRow: (finding: KeptFinding) => void;
}

/**
 * Writes a table as CSV (UTF-8 with a mark, CRLF) with its findings beside its rows. A record of the table is a record of
 * the CSV, so that rows keep their numbers: blank ones stay blank. Holds one batch of rows at a time.
 */
export async function annotateTable(
  table: OpenTable,
  { findings, verdictOn, ofNoRow }: TableFindings,
  take: TakePiece,
): Promise<void> {
  const found = rowFindings(findings);
  let waiting: { row: number; cells: readonly string[] }[] = [];
  let written = 0;
  let layout: Layout | undefined;
  let text = BYTE_ORDER_MARK;

  const write = async (): Promise<void> => {
    const rows = waiting;
    waiting = [];
    for (const { row, cells } of rows) {
      // A sheet leaves out blank rows.
      for (; written < row - 1; written += 1) text += csvLine(['']);
      text += csvLine(await annotated(row, cells));
      written = row;
      if (text.length >= PIECE_CHARACTERS) await handOver();
    }
  };
  const annotated = async (row: number, cells: readonly string[]): Promise<readonly string[]> => {
    const own = await found.of(row, ofNoRow);
    if (row === HEADER_ROW) {
      layout = layoutOf(cells);
      own.forEach(ofNoRow);
      return layout.headings;
    }
    if (!layout) throw new Error(`${table.name} has no row of headings`);
    if (isBlankRow(cells)) {
      own.forEach(ofNoRow);
      return cells;
    }
    const { result, messages } = verdictOn(own);
    return annotatedRow(layout, cells, { result: notAFormula(result), messages: notAFormula(messages) });
  };
  const handOver = async (): Promise<void> => {
    const piece = text;
    text = '';
    await take(piece);
  };

  await table.read({
    record: (cells, row) => void waiting.push({ row, cells: [...cells] }),
    pause: () => (waiting.length > 0 ? write() : null),
  });
  await write();
  await handOver();
  (await found.of(Infinity, ofNoRow)).forEach(ofNoRow);
}
