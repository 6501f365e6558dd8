import { checkWorkbook } from '../../src/outcomes/check-workbook.ts';
import type { ReadableWorkbook } from '../../src/outcomes/read-workbook.ts';
import type { FormCounts, FormRecord, WorkbookContext } from '../../src/outcomes/rules/workbook-rules.ts';
import { workbookName, type WorkbookFormat } from '../../src/outcomes/specification/file-name.ts';
import {
  indicators,
  outcomeColumn,
  reasonColumn,
  workbook,
  type IndicatorCode,
} from '../../src/outcomes/specification/workbook.ts';
import type { ZipLimits } from '../../src/platform/zip.ts';
import type { Finding, TableUse } from '../../src/tables/index.ts';
import { csvOf, OWN, plainContext, withFile, type Row } from './extract-files.ts';
import { workbookBytes } from './xlsx-files.ts';

export const formHeadings: readonly string[] = workbook.fields.map(({ name }) => name);
export const formats: readonly WorkbookFormat[] = ['csv', 'xlsx'];
export const TODAY = '2010-12-31';

/** Need, outcome and reason of one indicator, as cells. */
export function indicatorCells(code: IndicatorCode, need: string, outcome: string, reason: string): Row {
  const { column } = indicators.find((indicator) => indicator.code === code)!;
  return { [column]: need, [outcomeColumn(code)]: outcome, [reasonColumn(code)]: reason };
}

/** One row of several rows' cells. */
export function joined(rows: readonly Row[]): Row {
  return Object.fromEntries(rows.flatMap((row) => Object.entries(row)));
}

/** A form of the service S1 without a fault: one outcome achieved, one not, one not asked about. */
export function formRow(formId: string, cells: Row = {}): Row {
  return {
    ...{ FormID: formId, AdminAuth: 'Ealing', Service_Name: 'Service S1', SPServiceID: 'S1' },
    ...joined(indicators.map(({ code }) => indicatorCells(code, 'No', 'Missing', 'Missing'))),
    ...indicatorCells('1a', 'Yes', 'Yes', 'Missing'),
    ...indicatorCells('4b', 'Yes', 'No', 'Client did not engage'),
    ...indicatorCells('5a', 'Missing', 'Missing', 'Missing'),
    ...cells,
  };
}

/** Forms under their headings, whatever the format. */
export interface Sheet {
  headings: readonly string[];
  rows: readonly Row[];
}

export function sheetOf(rows: readonly Row[], headings: readonly string[] = formHeadings): Sheet {
  return { headings, rows };
}

export function matrixOf({ headings, rows }: Sheet): string[][] {
  return [[...headings], ...rows.map((row) => headings.map((heading) => row[heading] ?? ''))];
}

export function bytesOf({ headings, rows }: Sheet, format: WorkbookFormat): Buffer {
  return format === 'csv'
    ? Buffer.from(csvOf(rows, { headings }))
    : workbookBytes(matrixOf({ headings, rows }));
}

/** A form handed on, its arrays its own. */
export interface TakenForm extends Omit<FormRecord, 'needs' | 'outcomes' | 'reasons'> {
  needs: number[];
  outcomes: number[];
  reasons: number[];
}

export interface CheckedWorkbook {
  findings: Finding[];
  forms: TakenForm[];
  counts: FormCounts;
  tables: TableUse[];
  /** Shares of the work, as told. */
  progress: number[];
}

/** Of Ealing, with two live services. */
export const ealing: WorkbookContext = {
  authority: plainContext.authority,
  dataDate: '2010-06-30',
  services: new Map([
    ['S1', 'Service S1'],
    ['S2', 'Women’s refuge'],
  ]),
};

export const nameOf = (format: WorkbookFormat): string =>
  workbookName({ term: 'short', code: OWN, date: '2010-06-30', format });

/** What the product finds in a file that has been read. */
export async function checkRead(
  read: ReadableWorkbook,
  context: Partial<WorkbookContext> = {},
  limits?: ZipLimits,
): Promise<CheckedWorkbook> {
  const findings: Finding[] = [];
  const forms: TakenForm[] = [];
  const progress: number[] = [];
  const told: FormCounts[] = [];
  const sink = {
    finding: (finding: Finding) => void findings.push(finding),
    form: ({ needs, outcomes, reasons, ...form }: FormRecord) =>
      void forms.push({ ...form, needs: [...needs], outcomes: [...outcomes], reasons: [...reasons] }),
    counted: (counts: FormCounts) => void told.push({ ...counts }),
    settled: () => null,
    progress: (share: number) => void progress.push(share),
  };
  const tables = await checkWorkbook(read, { ...ealing, ...context }, sink, limits);
  const [counts] = told;
  if (!counts || told.length > 1) throw new Error(`Counts were told ${told.length} times`);
  return { findings, forms, counts, tables, progress };
}

export function checkBytes(
  bytes: Buffer,
  format: WorkbookFormat,
  context: Partial<WorkbookContext> = {},
  limits?: ZipLimits,
): Promise<CheckedWorkbook> {
  const dataDate = ealing.dataDate;
  return withFile(bytes, (path) => {
    const file = { path, name: nameOf(format) };
    return checkRead({ kind: 'readable', file, term: 'short', dataDate, format }, context, limits);
  });
}

export function checkRows(
  rows: readonly Row[],
  context: Partial<WorkbookContext> = {},
  format: WorkbookFormat = 'csv',
): Promise<CheckedWorkbook> {
  return checkBytes(bytesOf(sheetOf(rows), format), format, context);
}

/** What is found in forms, as "row field: code", in the order found. */
export async function foundIn(rows: readonly Row[], context?: Partial<WorkbookContext>): Promise<string[]> {
  const { findings } = await checkRows(rows, context);
  return findings.map(({ row, field, code }) => `${row} ${field}: ${code}`);
}
