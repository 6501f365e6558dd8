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

export const groupColumns = ['group', 'own_services', 'own_mean', 'own_median', ...peerColumns, 'suppressed'];
export const serviceColumns = ['service_id', 'service_name', 'group', 'value', 'percentile'];

/** One row a group, as on the page; peers' columns are empty where they are withheld. */
export function groupRows({ groups }: Comparison): CsvCell[][] {
  return groups.map(({ label, own, peers }) => [
    label,
    own.values.length,
    own.mean,
    own.median,
    ...peerColumns.map((column) => (peers.kind === 'shown' ? peers[column] : null)),
    peers.kind === 'shown' ? '' : 'yes',
  ]);
}

/** One row an own service, in the order of the page. */
export function serviceRows({ measure, services }: Comparison): CsvCell[][] {
  return services.map(({ serviceId, name, group, values, percentile }) => [
    ...[serviceId, name, group],
    ...[values[measure.column] ?? null, percentile],
  ]);
}

export function groupsCsv(comparison: Comparison): string {
  return csv(groupColumns, groupRows(comparison));
}

export function servicesCsv(comparison: Comparison): string {
  return csv(serviceColumns, serviceRows(comparison));
}

export type CsvCell = string | number | null;

/** UTF-8 with BOM, CRLF, and nothing that a spreadsheet would run as a formula. */
export function csv(columns: readonly string[], rows: CsvCell[][]): string {
  const options: Options = {
    header: true,
    columns: [...columns],
    bom: true,
    record_delimiter: '\r\n',
    escape_formulas: true,
    cast: { number: plainDecimal },
  };
  return stringify(rows, options);
}

/** At most 6 decimals, no exponent, no thousands separators. */
export function plainDecimal(value: number): string {
  return value.toFixed(6).replace(/\.?0+$/, '');
}
