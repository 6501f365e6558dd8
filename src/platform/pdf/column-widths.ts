/** What a column would have, in points. */
export interface ColumnWish {
  /** Its longest text on one line. */
  whole: number;
  /** Its longest word. */
  least: number;
}

/** Shares the width of a table out among its columns; they come to the whole of it. */
export function columnWidths(columns: readonly ColumnWish[], width: number): number[] {
  const wanted = sum(columns.map(({ whole }) => whole));
  if (wanted <= width) return columns.map(({ whole }) => (width * whole) / wanted);
  const least = leastWidth(columns);
  if (least >= width) return columns.map((column) => (width * column.least) / least);
  return levelled(columns, width);
}

/** Below it, words are broken. */
export function leastWidth(columns: readonly ColumnWish[]): number {
  return sum(columns.map(({ least }) => least));
}

/** Short texts stay on one line and the long ones wrap: no column is wider than a level, unless its words are. */
function levelled(columns: readonly ColumnWish[], width: number): number[] {
  const at = (level: number): number[] =>
    columns.map(({ whole, least }) => Math.min(whole, Math.max(least, level)));
  let [low, high] = [0, width];
  for (let step = 0; step < STEPS; step += 1) {
    const level = (low + high) / 2;
    if (sum(at(level)) <= width) low = level;
    else high = level;
  }
  return at(low);
}

/** Halvings of a page's width until nobody sees the rest. */
const STEPS = 16;

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
