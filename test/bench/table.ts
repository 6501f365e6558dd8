/** One measurement: what was measured, in plain numbers, and its ratio (or figure) beside the bar, if it has one. */
export interface Line {
  what: string;
  measured: string;
  ratio: number;
  bar: { least: number } | { most: number } | null;
}

export function isMet({ ratio, bar }: Line): boolean {
  if (bar === null) return true;
  return 'least' in bar ? ratio >= bar.least : ratio <= bar.most;
}

export function tableOf(lines: readonly Line[]): string {
  const rows = lines.map((line) => [
    line.what,
    line.measured,
    shown(line.ratio),
    barOf(line),
    verdictOf(line),
  ]);
  const all = [['What', 'Measured', 'Ratio', 'Bar', ''], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function barOf({ bar }: Line): string {
  if (bar === null) return '';
  return 'least' in bar ? `at least ${shown(bar.least)}` : `at most ${shown(bar.most)}`;
}

export function verdictOf(line: Line): string {
  if (line.bar === null) return '';
  return isMet(line) ? 'met' : 'NOT MET';
}

function shown(number: number): string {
  return number >= 20 ? String(Math.round(number)) : number.toFixed(2);
}
