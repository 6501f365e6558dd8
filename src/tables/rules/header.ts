import type { Field } from '../table.ts';
import { fault, type Fault } from './fault.ts';

/** Of the columns that an annotated file has been given: ignored when it comes back. */
export const resultColumns = ['SP-Bench result', 'SP-Bench messages'] as const;

/** Where each field stands in the header, or -1: names match by case, spaces and alias. */
export function matchHeader(fields: readonly Field[], cells: readonly string[]): number[] {
  const headings = cells.map(plainHeading);
  return fields.map((field) => headings.findIndex((heading) => spellings(field).includes(heading)));
}

export function repeatedHeadings(
  fields: readonly Field[],
  cells: readonly string[],
): { position: number; name: string }[] {
  return fields.flatMap((field) =>
    cells
      .map((cell, position) => ({ position, name: field.name, heading: plainHeading(cell) }))
      .filter(({ heading }) => spellings(field).includes(heading))
      .slice(1),
  );
}

function spellings(field: Field): string[] {
  return [field.name, ...field.aliases].map(plainHeading);
}

function plainHeading(cell: string): string {
  return cell.replace(/[\s_]+/g, '').toLowerCase();
}

/**
 * No heading is known: say so, and name the separator where another one would give headings.
 * @param headingsRow the row below that holds the headings after all, or 0
 */
export function headerFault(fields: readonly Field[], cells: readonly string[], headingsRow: number): Fault {
  if (cells.length === 0) return fault('file.empty');
  if (headingsRow > 0) return fault('header.lower', { headings: headingsRow, above: headingsRow - 1 });
  const separator = [';', '\t', '|'].find((character) =>
    matchHeader(fields, (cells[0] ?? '').split(character)).some((position) => position >= 0),
  );
  return separator
    ? fault('header.separator', { separator: separator === '\t' ? 'a tab' : separator })
    : fault('header.none');
}

/** The headings that no field takes and no annotation has put there. */
export function otherHeadings(
  taken: readonly number[],
  cells: readonly string[],
): { position: number; heading: string }[] {
  const own = resultColumns.map(plainHeading);
  return cells
    .map((cell, position) => ({ position, heading: cell.trim() }))
    .filter(({ position, heading }) => !taken.includes(position) && !own.includes(plainHeading(heading)));
}

/** The cells up to the last that says anything. */
export function usedWidth(cells: readonly string[]): number {
  let width = cells.length;
  while (width > 0 && (cells[width - 1] ?? '').trim() === '') width -= 1;
  return width;
}
