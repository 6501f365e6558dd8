/** A table as a PDF shows it, all of it in words already. */
export interface PdfTable {
  caption: string;
  columns: readonly string[];
  /** Of each column: whether it stands on the right. */
  numeric: readonly boolean[];
  rows: readonly (readonly string[])[];
}
