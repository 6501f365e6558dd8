/** One record as a line of CSV, ended by CRLF: cells as they are, in quotation marks where a reader would part them. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A text of ours that no spreadsheet takes for a formula: an apostrophe goes before what would begin one. */
export function notAFormula(text: string): string {
  return /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
}
