import type { ExportValue } from '../export.ts';
import type { GivenField } from '../rules/withhold.ts';
import type { PackageDocument } from './package-document.ts';

/** Name and version of the form of data.json; a change that a reader could stumble over makes a new version. */
export const ACCESS_SCHEMA = 'sp-bench-subject-access';
export const ACCESS_VERSION = 1;

/** Everything, exact, for a program (L11, P77). A record a line. */
export function* accessJson(document: PackageDocument): Generator<string> {
  const { reference, name, madeAt, items, files, searches, withheld, unexplained } = document;
  yield `{\n${member('schema', ACCESS_SCHEMA)},\n${member('version', ACCESS_VERSION)},\n`;
  yield `${member('reference', reference)},\n${member('name', name)},\n${member('madeAt', madeAt)},\n`;
  yield* list('records', items, ({ table, record, title, fields }) => ({
    ...{ table, record, title },
    fields: fields.map(fieldOf),
  }));
  yield ',\n';
  yield* list('files', files, ({ name: place, about }) => ({ name: place, about }));
  yield ',\n';
  yield* list('searches', searches, ({ place, terms, on, result, whyNot }) => ({
    ...{ place, terms, on, result, whyNot },
  }));
  yield ',\n';
  yield* list('withheld', withheld, (one) => {
    const { number, extent, table, record, column, times, ground, words, rule, reason } = one;
    return { number, extent, table, record, column, times, ground, words, rule, reason };
  });
  yield `,\n${member('unexplained', unexplained)}\n}\n`;
}

/** What is held but shown to nobody has no value. */
function fieldOf(field: GivenField): object {
  const { column, label, value, withheld, category, purpose, lawfulBasis, retention } = field;
  return {
    ...{ column, label, isShown: value !== undefined },
    ...(value !== undefined && { value: exactly(value) }),
    ...{ withheld, category, purpose, lawfulBasis, retention },
  };
}

/** JSON has no word for what is no finite number. */
function exactly(value: ExportValue): ExportValue {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return Array.isArray(value) ? (value as readonly ExportValue[]).map(exactly) : value;
}

function member(name: string, value: unknown): string {
  return `"${name}": ${JSON.stringify(value)}`;
}

function* list<T>(name: string, all: readonly T[], of: (one: T) => object): Generator<string> {
  yield `"${name}": [`;
  for (const [at, one] of all.entries()) yield `${at === 0 ? '\n' : ',\n'}  ${JSON.stringify(of(one))}`;
  yield all.length === 0 ? ']' : '\n]';
}
