import { columnsOf, field, resultColumns, usedWidth } from '../tables/index.ts';

/** Where in a table's rows the two added columns stand. */
export interface Layout {
  /** The headings with those of the two columns. */
  headings: string[];
  /** Positions of result and messages, counted from 0. */
  places: readonly [number, number];
  /** How many columns have a heading before anything is added. */
  width: number;
}

/** What the two columns say of a row. */
export interface RowVerdict {
  result: string;
  messages: string;
}

const resultFields = resultColumns.map((name) => field(name, { kind: 'text' }, ''));
/** How a result of an earlier download reads. */
const RESULT = /^(?:passed|(?:(?:^|, )\d+ (?:errors?|to confirm|included|excluded|notes?))+)$/;

/** At the right of the headings; in a file that was annotated before, where they stand. */
export function layoutOf(header: readonly string[]): Layout {
  const width = usedWidth(header);
  const headings = header.slice(0, width);
  const [result = -1, messages = -1] = columnsOf(resultFields, headings);
  const places: [number, number] = [result, messages];
  resultColumns.forEach((name, at) => {
    const place = places[at] ?? -1;
    places[at] = place < 0 ? headings.length : place;
    headings[places[at]] = name;
  });
  return { headings, places, width };
}

/**
 * A row with its verdict, its own cells as they are. Under its headings cells are filled up, or left out at the end where
 * they say nothing, so that the verdict stands in its columns. A row with more cells than there are headings cannot be
 * read: it keeps all of them and has the verdict behind them (in place of an earlier one), which comes right when the
 * cells too many are taken out.
 */
export function annotatedRow(
  { headings, places, width }: Layout,
  cells: readonly string[],
  { result, messages }: RowVerdict,
): string[] {
  const used = usedWidth(cells);
  if (used > width) {
    const wasAnnotated = Math.max(...places) < width && RESULT.test(cells[used - 2] ?? '');
    return [...cells.slice(0, wasAnnotated ? used - 2 : used), result, messages];
  }
  const row = headings.map((_, at) => (at < width ? (cells[at] ?? '') : ''));
  [row[places[0]], row[places[1]]] = [result, messages];
  return row;
}

export function isBlankRow(cells: readonly string[]): boolean {
  return usedWidth(cells) === 0;
}
