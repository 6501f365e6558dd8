import type { HeldColumn, HeldRow, HeldTable } from '../../platform/held-data.ts';

/** What a person is recognised by wherever it stands, each as it was written. */
export type Traces = readonly string[];

/** Columns that name somebody; and `value`, in which former names stand, but not the authorities they worked for. */
const named = /name|email|phone|address|^value$/;
const names = (column: string, { kind }: HeldRow): boolean =>
  named.test(column) && !(column === 'value' && kind === 'authority');

const SHORTEST = 5;
const MOST = 200;

/**
 * Every name, address and number that was held on a person, former ones included, from all that was found by the
 * declarations. Of a postal address its lines with a number: "London" alone would be found everywhere.
 */
export function tracesIn(held: readonly Pick<HeldTable, 'columns' | 'rows'>[]): string[] {
  const found = new Set<string>();
  for (const { columns, rows } of held) {
    for (const { column } of columns.filter(saysWho))
      for (const row of rows) {
        const value = names(column, row) ? row[column] : null;
        if (typeof value === 'string') for (const one of piecesOf(column, value)) found.add(one);
      }
  }
  return [...found].slice(0, MOST);
}

function saysWho({ declared, isShown }: HeldColumn): boolean {
  return isShown && ['identity', 'contact'].includes(declared.category);
}

function piecesOf(column: string, value: string): string[] {
  const lines = value.split(/\r?\n/).map((line) => line.trim());
  const isPostal = column.includes('address') && lines.every((line) => !line.includes('@'));
  return lines.filter((line) => line.length >= SHORTEST && (!isPostal || /\d/.test(line)));
}

/** How often a text has any of them, whatever the case. */
export function countIn(text: string, traces: Traces): number {
  const lower = text.toLowerCase();
  return traces.reduce((sum, trace) => sum + lower.split(trace.toLowerCase()).length - 1, 0);
}

/** The e-mail addresses among them. */
export function addressesIn(traces: Traces): string[] {
  return traces.filter((trace) => trace.includes('@') && !trace.includes(' '));
}
