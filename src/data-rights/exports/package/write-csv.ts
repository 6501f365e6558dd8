import { csvLine, notAFormula } from '../../../platform/csv-line.ts';
import { textOf } from '../../../platform/value-text.ts';
import type { PackageDocument } from './package-document.ts';
import { NOT_SHOWN } from './words.ts';

const DATA_HEAD = [
  ...['table', 'record', 'column', 'label', 'value', 'category', 'purpose', 'lawful_basis', 'retention'],
  'withheld',
];

/** A line for each value; the JSON is what to rely on, since what looks like a formula has an apostrophe before it (D16). */
export function* dataCsv({ items }: PackageDocument): Generator<string> {
  yield head(DATA_HEAD);
  for (const { table, record, fields } of items) {
    for (const { column, label, value, withheld, ...said } of fields) {
      const text = value === undefined ? NOT_SHOWN : textOf(value);
      yield line([
        ...[table, String(record), column, label, text],
        ...[said.category, said.purpose, said.lawfulBasis, said.retention, withheld],
      ]);
    }
  }
}

export function* searchesCsv({ searches }: PackageDocument): Generator<string> {
  yield head(['place', 'terms', 'on', 'result', 'why_not_searched']);
  for (const { place, terms, on, result, whyNot } of searches)
    yield line([place, terms, on, result, whyNot ?? '']);
}

/** What is not explained is a line without a number, if there is any. */
export function* withheldCsv({ withheld, unexplained }: PackageDocument): Generator<string> {
  yield head([
    ...['number', 'extent', 'table', 'record', 'column', 'times', 'ground', 'words', 'rule', 'reason'],
  ]);
  for (const one of withheld)
    yield line([
      ...[String(one.number), one.extent, one.table ?? '', String(one.record ?? ''), one.column ?? ''],
      ...[String(one.times), one.ground, one.words, one.rule, one.reason ?? ''],
    ]);
  if (unexplained > 0) yield line(['', 'unexplained', '', '', '', String(unexplained), '', '', '', '']);
}

function head(names: readonly string[]): string {
  return `\uFEFF${csvLine(names)}`;
}

function line(cells: readonly string[]): string {
  return csvLine(cells.map(notAFormula));
}
