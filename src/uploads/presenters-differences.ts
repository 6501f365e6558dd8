import { formatCount } from '../web/formatters.ts';
import type { ChangedTotal } from './changes.ts';
import type { Differences, FindingChange } from './re-extraction.ts';
import type { UploadKind } from './upload-kind.ts';

const NAMED = 5;

/** What a second reading of a file says otherwise, a sentence each, the weightiest first. */
export function differencesInWords(differences: Differences, kind: UploadKind): string[] {
  const { tables, changes, columns, findings } = differences;
  return [
    ...(changes?.totals ?? []).filter(({ before, after }) => before !== after).map(totalInWords),
    ...tables.map(({ name, before, after }) => `${name}: ${fromTo(before, after)} rows taken.`),
    ...(changes?.lists ?? []).map(({ title, count, rows }) => {
      const named = rows.slice(0, NAMED).map(({ id, name }) => `${id} ${name}`.trim());
      return `${title}: ${numberOf(count)}. ${named.join('; ')}${count > named.length ? '; and others' : ''}.`;
    }),
    ...columns.map(({ table, column, rows }) =>
      column === 'row'
        ? `${nameOf(table)}: ${formatCount(rows, 'row')} in one of the two readings only.`
        : `${nameOf(table)}, ${nameOf(column).toLowerCase()}: another value in ${formatCount(rows, 'row')}.`,
    ),
    ...findings.map((change) => findingInWords(change, kind)),
  ];
}

function totalInWords({ label, before, after, unit }: ChangedTotal): string {
  const pounds = unit === 'pounds' ? '£' : '';
  return `${label}: ${fromTo(before, after, pounds)}.`;
}

const severities = { error: 'Error', irregular: 'Irregular value', notice: 'Notice' } as const;

function findingInWords(change: FindingChange, kind: UploadKind): string {
  const { severity, file, field, before, after } = change;
  const place = [file, field].filter(Boolean).join(', ');
  return `${severities[severity]} in ${place}: ${ruleOf(change, kind)} ${fromTo(before, after)}.`;
}

/** What a rule says; its name alone where the specification has it no more. */
function ruleOf(change: FindingChange, kind: UploadKind): string {
  try {
    return kind.advise(change).message;
  } catch {
    return `(${change.code})`;
  }
}

function fromTo(before: number, after: number, sign = ''): string {
  return `${sign}${numberOf(before)} before, ${sign}${numberOf(after)} now`;
}

function numberOf(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 2 });
}

/** A table's or column's name as words. */
function nameOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
