/** What a cell of a field may hold. */
export type Content =
  | { kind: 'authority-code' }
  | { kind: 'authority-name' }
  | { kind: 'service-id'; longest: number }
  | { kind: 'service-name' }
  | { kind: 'text' }
  /** Read as the label's position, counted from 1. */
  | { kind: 'list'; labels: readonly string[] }
  | { kind: 'whole-number'; least: number; most: number }
  | { kind: 'decimal'; most: number; places: number }
  /** DD/MM/YYYY, read as YYYY-MM-DD; from a first year to the day that the data is of. */
  | { kind: 'date'; firstYear: number }
  /** A number that is a name: so many digits. */
  | { kind: 'digits'; length: number };

export interface Field {
  name: string;
  /** Other spellings of the header that are met in the wild. */
  aliases: readonly string[];
  content: Content;
  mandatory: boolean;
  /** The database column that keeps the value as given; null when the value itself is not kept. */
  column: string | null;
  /** What it means, for the data requirements. */
  meaning: string;
  /** The first day of data that has the field, ISO 8601; null: it was always there. */
  since: string | null;
}

/** One table of a file: its name, and its fields in the order of the documentation. */
export interface Table {
  /** Without `.csv`. */
  name: string;
  /** What a row of it is, for the data requirements. */
  rowIs: string;
  fields: readonly Field[];
  /** The fields that no two rows may share the values of. */
  key: readonly string[];
}

type Options = Partial<Omit<Field, 'name' | 'content' | 'meaning'>>;

export function field(name: string, content: Content, meaning: string, options: Options = {}): Field {
  return { name, content, meaning, aliases: [], mandatory: true, column: null, since: null, ...options };
}

/** [D] An id of any system is far shorter: what is longer is no id, and could not be shown whole. */
export const serviceId: Content = { kind: 'service-id', longest: 80 };

/** The table as it stood for data of a day (ISO 8601): fields that came later are not asked for. */
export function tableAt(table: Table, day: string): Table {
  return { ...table, fields: table.fields.filter(({ since }) => since === null || since <= day) };
}
