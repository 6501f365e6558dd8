/** Why a cell cannot be read: a code with the parameters of its sentence. */
export interface Fault {
  code: string;
  params: Readonly<Record<string, string | number>>;
}

/** What a cell says: a text, a number, a list's position counted from 1, or null for an empty optional cell. */
export type CellValue = string | number | null;

/** A row's cells as read, in the order of the table's fields; undefined where the cell has a finding. */
export type Values = (CellValue | undefined)[];

/** Reads one trimmed cell. A fault is an object, so that a caller tells the two apart by typeof. */
export type CellReader = (text: string) => CellValue | Fault;

export function isFault(value: CellValue | Fault): value is Fault {
  return typeof value === 'object' && value !== null;
}

export function fault(code: string, params: Fault['params'] = {}): Fault {
  return { code, params };
}
