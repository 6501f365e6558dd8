import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import iconv from 'iconv-lite';
import { checkExtract } from '../../src/extracts/check-extract.ts';
import type { ReadableExtract } from '../../src/extracts/read-extract.ts';
import type { ExtractContext, ScoreTable, ServiceRecord } from '../../src/extracts/rules/extract-rules.ts';
import { pi } from '../../src/extracts/specification/pi.ts';
import { qaf } from '../../src/extracts/specification/qaf.ts';
import { spFunding } from '../../src/extracts/specification/sp-funding.ts';
import { supportService } from '../../src/extracts/specification/support-service.ts';
import type { ZipEntry } from '../../src/platform/zip.ts';
import { knownAuthoritiesOf, type Finding, type TableUse } from '../../src/tables/index.ts';
import { rawZip } from './raw-zip.ts';

/** Cells by their headings. */
export type Row = Readonly<Record<string, string>>;

export const OWN = '00AJ';
export const OTHER = '00AA';
export const serviceHeadings = supportService.fields.map(({ name }) => name);
export const fundingHeadings = spFunding.fields.map(({ name }) => name);
export const qualityHeadings = qaf.fields.map(({ name }) => name);
export const performanceHeadings = pi.fields.map(({ name }) => name);

/** A service without a fault. */
export function serviceRow(id: string, cells: Row = {}): Row {
  return {
    ExtractONSCode: OWN,
    SupportServiceId: id,
    ServiceName: `Service ${id}`,
    ServiceType: 'Floating support',
    PrimaryClientGroup: 'Generic',
    AccommodationType: '',
    SupportDurationType: 'Short term',
    HouseholdUnitsAvailable: '10',
    StandardHoursPerWeek: '37.00',
    NumberPaidManagers: '1.00',
    NumberPaidFrontlineStaff: '2.50',
    ChargeType: 'Spot',
    SPFundedStatus: 'Funded',
    ...cells,
  };
}

/** The funding of a service, without a fault. */
export function fundingRow(id: string, cells: Row = {}): Row {
  return {
    ExtractONSCode: OWN,
    SupportServiceId: id,
    WeeklyUnitCost: '35.50',
    ContractValueNextYear: '18460.00',
    ContractValuePreviousYear: '18000.00',
    SubsidyValueNextYear: '',
    SubsidyValuePreviousYear: '',
    ...cells,
  };
}

/** A grade of a service, without a fault. */
export function qualityRow(id: string, cells: Row = {}): Row {
  return {
    ExtractONSCode: OWN,
    SupportServiceId: id,
    QAFObjective: 'C1.1',
    ProviderScore: 'B',
    ValidatedScore: '',
    AssessmentDate: '31/03/2004',
    ...cells,
  };
}

/** A data item of a service, without a fault where its indicator's other items stand beside it. */
export function performanceRow(id: string, item: string, cells: Row = {}): Row {
  return {
    ExtractONSCode: OWN,
    SupportServiceId: id,
    PIName: 'KPI2',
    PeriodStart: '01/04/2004',
    PeriodEnd: '30/06/2004',
    DataItem: item,
    Value: '12',
    ...cells,
  };
}

export interface CsvShape {
  /** The columns, in their order. */
  headings?: readonly string[];
  separator?: string;
  lineEnding?: string;
  /** Whether the last line has an ending too. */
  isLastEnded?: boolean;
}

/** Rows as CSV, quoted where they must be. */
export function csvOf(rows: readonly Row[], shape: CsvShape = {}): string {
  const { separator = ',', lineEnding = '\r\n', isLastEnded = true } = shape;
  const headings = shape.headings ?? Object.keys(rows[0] ?? {});
  const lines = [headings, ...rows.map((row) => headings.map((heading) => row[heading] ?? ''))];
  const text = lines
    .map((cells) => cells.map((cell) => quoted(cell, separator)).join(separator))
    .join(lineEnding);
  return isLastEnded ? text + lineEnding : text;
}

function quoted(cell: string, separator: string): string {
  return cell.includes(separator) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export function servicesCsv(rows: readonly Row[], shape: CsvShape = {}): string {
  return csvOf(rows, { headings: serviceHeadings, ...shape });
}

export function fundingsCsv(rows: readonly Row[], shape: CsvShape = {}): string {
  return csvOf(rows, { headings: fundingHeadings, ...shape });
}

export function qualityCsv(rows: readonly Row[], shape: CsvShape = {}): string {
  return csvOf(rows, { headings: qualityHeadings, ...shape });
}

export function performanceCsv(rows: readonly Row[], shape: CsvShape = {}): string {
  return csvOf(rows, { headings: performanceHeadings, ...shape });
}

export function encoded(text: string, encoding: string, hasMark = false): Buffer {
  return iconv.encode(text, encoding, { addBOM: hasMark });
}

/** The used tables as they stand in the ZIP; those of scores may be missing. */
export interface TableFiles {
  services: string | Buffer;
  fundings: string | Buffer;
  quality?: string | Buffer;
  performance?: string | Buffer;
}

/** Three services with their funding, without a fault; either table can be put in place of the sound one. */
export function tableFiles(own: Partial<TableFiles> = {}): TableFiles {
  const ids = ['S1', 'S2', 'S3'];
  return {
    services: servicesCsv(ids.map((id) => serviceRow(id))),
    fundings: fundingsCsv(ids.map((id) => fundingRow(id))),
    ...own,
  };
}

export interface Checked {
  findings: Finding[];
  /** The services handed on, by id: their values and numbers. */
  services: Map<string, Pick<ServiceRecord, 'row' | 'values' | 'numbers'>>;
  scores: { table: ScoreTable; row: number; values: unknown[] }[];
  /** Of services that findings elsewhere are about, by id. */
  names: Map<string, string>;
  tables: TableUse[];
  personal: string[];
}

export const plainContext: ExtractContext = {
  authority: knownAuthoritiesOf(OWN, [
    { code: OWN, name: 'Ealing', officialName: 'London Borough of Ealing' },
    { code: OTHER, name: 'City of London', officialName: 'City of London Corporation' },
    { code: '00AB', name: 'Barking and Dagenham', officialName: 'London Borough of Barking and Dagenham' },
  ]),
  dataDate: '2004-09-13',
  usual: new Map(),
  previous: new Map(),
};

/** What the product finds in two tables, which arrive in chunks of so many bytes. */
export async function check(
  files: TableFiles,
  context: Partial<ExtractContext> = {},
  chunkBytes = 64 * 1024,
): Promise<Checked> {
  return checkOpened(
    {
      kind: 'readable',
      dataDate: '2004-09-13',
      tables: {
        services: entryOf('SupportService.csv', files.services, chunkBytes),
        fundings: entryOf('SupportServiceSPFunding.csv', files.fundings, chunkBytes),
        ...(files.quality !== undefined && {
          quality: entryOf('SupportServiceQAF.csv', files.quality, chunkBytes),
        }),
        ...(files.performance !== undefined && {
          performance: entryOf('SupportServicePI.csv', files.performance, chunkBytes),
        }),
      },
      keptOnly: [],
      close: () => undefined,
    },
    context,
  );
}

export async function checkOpened(
  extract: ReadableExtract,
  context: Partial<ExtractContext> = {},
): Promise<Checked> {
  const findings: Finding[] = [];
  const services: Checked['services'] = new Map();
  const scores: Checked['scores'] = [];
  const names: Checked['names'] = new Map();
  const { tables, personal } = await checkExtract(
    extract,
    { ...plainContext, ...context },
    {
      finding: (finding) => findings.push(finding),
      service: ({ row, values, numbers }) =>
        services.set(String(values[1]), { row, values: [...values], numbers: numbers.slice() }),
      score: (table, row, values) => scores.push({ table, row, values: [...values] }),
      settled: () => null,
      ended: () => null,
      named: (services) => {
        for (const { id, name } of services) names.set(id, name);
        return Promise.resolve();
      },
      progress: () => undefined,
    },
  );
  return { findings, services, scores, names, tables, personal };
}

/** What is found in the two tables, as "table row: code", in the order found. */
export async function found(
  services: Row[],
  fundings: Row[],
  context?: Partial<ExtractContext>,
): Promise<string[]> {
  const { findings } = await check(
    { services: servicesCsv(services), fundings: fundingsCsv(fundings) },
    context,
  );
  return findings.map(
    ({ filePosition, row, code }) => `${filePosition === 1 ? 'service' : 'funding'} ${row}: ${code}`,
  );
}

function entryOf(name: string, content: string | Buffer, chunkBytes: number): ZipEntry {
  const bytes = Buffer.from(content);
  return { name, unpackedBytes: bytes.length, read: () => chunksOf(bytes, chunkBytes) };
}

export async function* chunksOf(bytes: Buffer, chunkBytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    yield await Promise.resolve(bytes.subarray(at, at + chunkBytes));
  }
}

export const EXTRACT_NAME = `SPLSExtract_${OWN}_13092004.zip`;

/** The ZIP of an extract, with whatever other files are asked for. */
export function extractZip(
  files: TableFiles = tableFiles(),
  others: Record<string, string | Buffer> = {},
): Buffer {
  const entries = {
    'SupportService.csv': files.services,
    'SupportServiceSPFunding.csv': files.fundings,
    ...(files.quality !== undefined && { 'SupportServiceQAF.csv': files.quality }),
    ...(files.performance !== undefined && { 'SupportServicePI.csv': files.performance }),
    ...others,
  };
  return rawZip(Object.entries(entries).map(([name, content]) => ({ name, content: Buffer.from(content) })));
}

/** Runs the work with the bytes in a file of their own, and fails if it leaves another beside it. */
export async function withFile<T>(bytes: Buffer, work: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sp-bench-extract-'));
  try {
    const file = path.join(folder, 'upload');
    await writeFile(file, bytes);
    const result = await work(file);
    const left = await readdir(folder);
    if (left.length > 1) throw new Error(`Left beside the file: ${left.join(', ')}`);
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The ZIP of an extract with grades that providers give themselves. */
export function gradedZip(...grades: [id: string, grade: string, date: string][]): Buffer {
  const rows = grades.map(([id, ProviderScore, AssessmentDate]) =>
    qualityRow(id, { ProviderScore, AssessmentDate }),
  );
  return extractZip(tableFiles({ quality: qualityCsv(rows) }));
}
