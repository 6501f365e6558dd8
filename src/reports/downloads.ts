import { stringify, type Options } from 'csv-stringify/sync';
import type { Comparison } from './comparison.ts';

const peerColumns = [
  'authorities',
  'services',
  'minimum',
  'lower_quartile',
  'median',
  'upper_quartile',
  'maximum',
  'mean',
  'unit_weighted_mean',
] as const;

const quartilesAndEnds = ['minimum', 'lower_quartile', 'median', 'upper_quartile', 'maximum'] as const;

export const groupColumns = ['group', 'own_services', 'own_mean', 'own_median', ...peerColumns, 'suppressed'];
const serviceColumns = ['service_id', 'service_name', 'group', 'value', 'percentile'];

/** What a file holds of a page: its CSV, or a sheet of its workbook. */
export interface Table {
  columns: readonly string[];
  rows: readonly (readonly CsvCell[])[];
}

/** One row a group, as on the page; peers' columns are empty where they are withheld. */
export function groupsTable({ groups }: Comparison): Table {
  return {
    columns: groupColumns,
    rows: groups.map(({ label, own, peers }) => [
      label,
      own.values.length,
      own.mean,
      own.median,
      ...peerColumns.map((column) => (peers.kind === 'shown' ? peers[column] : null)),
      peers.kind === 'shown' ? '' : 'yes',
    ]),
  };
}

/** One row a group of the display group, as below the chart; none without such a group. */
export function displayedTable({ groups }: Comparison): Table {
  const figures = ['authorities', 'services', ...quartilesAndEnds] as const;
  return {
    columns: ['group', ...figures, 'suppressed'],
    rows: groups.flatMap(({ label, displayed }) => {
      if (displayed === null) return [];
      const values = figures.map((column) => (displayed.kind === 'shown' ? displayed[column] : null));
      return [[label, ...values, displayed.kind === 'shown' ? '' : 'yes']];
    }),
  };
}

/** One row an own service, in the order of the page. */
export function servicesTable({ measure, services }: Comparison): Table {
  return {
    columns: serviceColumns,
    rows: services.map(({ serviceId, name, group, values, percentile }) => [
      ...[serviceId, name, group],
      ...[values[measure.column] ?? null, percentile],
    ]),
  };
}

export function groupsCsv(comparison: Comparison): string {
  return csv(groupsTable(comparison));
}

export function servicesCsv(comparison: Comparison): string {
  return csv(servicesTable(comparison));
}

export type CsvCell = string | number | null;

/** UTF-8 with BOM, CRLF, and nothing that a spreadsheet would run as a formula. */
export function csv({ columns, rows }: Table): string {
  const options: Options = {
    header: true,
    columns: [...columns],
    bom: true,
    record_delimiter: '\r\n',
    escape_formulas: true,
    cast: { number: plainDecimal },
  };
  return stringify(rows as CsvCell[][], options);
}

/** At most 6 decimals, no exponent, no thousands separators. */
export function plainDecimal(value: number): string {
  return value.toFixed(6).replace(/\.?0+$/, '');
}
