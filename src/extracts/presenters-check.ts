import { columnLetters, type Finding } from '../tables/index.ts';
import { verdictOf, type CheckedFile } from './check-command.ts';
import { adviceFor } from './presenters.ts';

type Checked = Extract<CheckedFile, { kind: 'checked' }>;

/** For a reader: the verdict, the counts, then each finding in file order. Pieces of text, each ending a line. */
export function* checkedAsText(checked: CheckedFile): Generator<string> {
  if (checked.kind === 'unreadable') {
    yield `${checked.name} cannot be read.\n${checked.sentence}\n`;
    return;
  }
  yield `${verdictSentence(checked)}\n`;
  for (const { name, rows } of checked.tables)
    yield `  ${name}: ${rows === null ? 'kept, not used' : counted(rows, 'row')}\n`;
  yield `  ${counted(checked.errors, 'error')}, ${counted(checked.irregular, 'irregular value')}\n`;
  yield 'The comparisons with other authorities and with your last extract are made at upload only.\n';
  for (const finding of checked.findings) yield `\n${findingAsText(finding)}`;
}

function verdictSentence({ name, errors, irregular, tables }: Checked): string {
  if (errors > 0) return `${name} would be rejected: ${counted(errors, 'error')} must be put right first.`;
  if (irregular > 0)
    return `${name} would go live once ${counted(irregular, 'irregular value')} had been decided about.`;
  return `${name} would be accepted: ${counted(tables[0]?.rows ?? 0, 'service')}, nothing found.`;
}

function findingAsText(finding: Finding): string {
  const { file, row, columnPosition, field, value, severity } = finding;
  const { message, howToFix } = adviceFor(finding);
  const column = columnPosition > 0 ? `, column ${columnLetters(columnPosition)}` : '';
  const what = [field, value && `“${value}”`].filter(Boolean).join(' ');
  const place = `${file} row ${row}${column}${what ? `, ${what}` : ''}`;
  return `${severity === 'error' ? 'Error' : 'Irregular'}: ${place}\n  ${message} ${howToFix}\n`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;
}

/** For a script: one JSON document in pieces, a finding a line. */
export function* checkedAsJson(checked: CheckedFile): Generator<string> {
  const verdict = verdictOf(checked);
  if (checked.kind === 'unreadable') {
    const { sentence } = checked;
    yield `${JSON.stringify({ verdict, sentence, dataDate: null, tables: [], errors: 0, irregular: 0, findings: [] })}\n`;
    return;
  }
  const { dataDate, errors, irregular } = checked;
  const tables = checked.tables.map(({ name, rows, encoding }) => ({ name, rows, encoding }));
  yield `${JSON.stringify({ verdict, dataDate, tables, errors, irregular }).slice(0, -1)},"findings":[`;
  let separator = '\n';
  for (const finding of checked.findings) {
    yield separator + JSON.stringify(findingAsJson(finding));
    separator = ',\n';
  }
  yield '\n]}\n';
}

function findingAsJson(finding: Finding): object {
  const { file, row, columnPosition, field, value, code, severity } = finding;
  return {
    file,
    row,
    column: columnLetters(columnPosition),
    field,
    value,
    code,
    severity,
    ...adviceFor(finding),
  };
}
