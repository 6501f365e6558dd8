import type { Table } from '../table.ts';
import type { Values } from './fault.ts';
import { TextIndex } from './text-index.ts';

export interface RowsByKey {
  firstField: number;
  /** The key in words. */
  words: string;
  /** Remembers a row's key. Returns 0, or the row that had it before; 0 too where a part of the key is unknown. */
  add(values: Values, row: number): number;
}

/** Which row each key of a table was met in; null for a table without one. */
export function rowsByKey({ fields, key }: Table): RowsByKey | null {
  const parts = key.map((name) => fields.findIndex((field) => field.name === name));
  if (parts.length === 0 || parts.includes(-1)) return null;
  const known = new TextIndex();
  const rows: number[] = [];
  return {
    firstField: parts[0] ?? 0,
    words: key.length > 1 ? `${key.slice(0, -1).join(', ')} and ${key.at(-1) ?? ''}` : (key[0] ?? ''),
    add(values, row) {
      let text = '';
      for (const part of parts) {
        const value = values[part];
        if (value === undefined || value === null) return 0;
        text += `${value}\t`;
      }
      const ordinal = known.add(text);
      if (ordinal < rows.length) return rows[ordinal] ?? 0;
      rows.push(row);
      return 0;
    },
  };
}
