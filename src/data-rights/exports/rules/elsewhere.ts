import type { ExportContents, ExportValue, Withholding } from '../export.ts';
import { placesOf, readingsOf } from './find-passage.ts';
import { withhold } from './withhold.ts';

/** Somewhere in what would be given that still says what is withheld in another place. */
export interface Elsewhere {
  withholding: Withholding;
  /** Where: a record's field, or what staff have written. */
  place:
    | { kind: 'field'; table: string; record: number; column: string }
    | { kind: 'title'; table: string; record: number }
    | { kind: 'file'; name: string }
    | { kind: 'letter' | 'search' | 'reason' };
}

/** A short value, such as "yes", stands in many places without telling anything. */
const TELLING = 4;

/**
 * Where the passages and texts that are withheld still stand: other fields, titles, names of files, the letter, the log of searches,
 * reasons. A withholding is of one place, so it is for a person to say of each other one whether it may stand there.
 */
export function standsElsewhere(contents: ExportContents): Elsewhere[] {
  const { given } = withhold(contents);
  const places = [
    ...given.items.flatMap(({ table, record, fields }) =>
      fields.flatMap(({ column, value }) =>
        textsOf(value).map((text) => ({ text, place: { kind: 'field', table, record, column } as const })),
      ),
    ),
    ...given.items.map(({ table, title, record }) => ({
      text: title,
      place: { kind: 'title', table, record } as const,
    })),
    ...given.files.map(({ name, about }) => ({
      text: `${name} ${about}`,
      place: { kind: 'file', name } as const,
    })),
    { text: contents.letter, place: { kind: 'letter' } as const },
    ...contents.searches.map((search) => ({
      text: [search.place, search.terms, search.result, search.whyNot ?? ''].join(' '),
      place: { kind: 'search' } as const,
    })),
    ...given.withheld.map(({ reason }) => ({ text: reason ?? '', place: { kind: 'reason' } as const })),
  ].map(({ text, place }) => ({ readings: readingsOf(text), place }));
  return contents.withholdings.flatMap((withholding) =>
    secretsOf(contents, withholding).flatMap((secret) =>
      places
        .filter(({ readings }) => placesOf(readings, secret).length > 0)
        .map(({ place }) => ({ withholding, place })),
    ),
  );
}

function secretsOf({ items }: ExportContents, { key, column, passage }: Withholding): string[] {
  if (passage !== null) return [passage];
  const fields = items.find((item) => item.key === key)?.fields ?? [];
  const values = fields.filter((field) => column === null || field.column === column);
  return [...new Set(values.flatMap(({ value }) => textsOf(value)))].filter(
    (text) => text.trim().length >= TELLING,
  );
}

function textsOf(value: ExportValue | undefined): string[] {
  if (value === null || value === undefined || typeof value === 'boolean') return [];
  return typeof value === 'object' ? value.flatMap(textsOf) : [String(value)];
}
