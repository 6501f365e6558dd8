import type { Knex } from 'knex';
import { dimensions, labelOf, storedValue, type Filters, type ServiceDimension } from './dimensions.ts';
import type { Given, Measure } from './measures/measure.ts';

/** A version of the own services that reports count: one a quarter. */
export interface OwnVersion {
  version: number;
  /** Last day of the quarter (YYYY-MM-DD). */
  quarter: string;
  extract_date: string;
  is_live: boolean;
}

/** The versions of the authority that count, the latest first; the live one among them unless there is none. */
export async function ownVersions(db: Knex, authorityId: number): Promise<OwnVersion[]> {
  const { rows } = await db.raw<{ rows: OwnVersion[] }>(
    `select version, quarter, extract_date, is_live from benchmark.versions
     where authority = ? order by quarter desc`,
    [authorityId],
  );
  return rows;
}

/** A service of the reader's own authority. */
export interface OwnService {
  serviceId: string;
  name: string;
  at: Record<ServiceDimension, string>;
  /** The measures asked for by their columns, null where not available. */
  values: Given;
  /** What they rest on, by its columns: says why one is not available. */
  given: Given;
}

type OwnServiceRow = Record<string, number | null> & {
  service_id: string;
  service_name: string;
  service_type: number;
  client_group: number;
  accommodation_type: number;
  duration_type: number;
};

/** Own services of a version within the filters on services, in the order of the file. */
export async function ownServices(
  db: Knex,
  version: number,
  measures: readonly Measure[],
  filters: Filters,
): Promise<OwnService[]> {
  const within = filterClause(filters, 'service');
  const { rows } = await db.raw<{ rows: OwnServiceRow[] }>(
    `select ${ownColumns(measures).join(', ')} from measured_services
     where extract_id = ? and ${within.sql} order by row`,
    [version, ...within.bindings],
  );
  return rows.map((row) => ownService(row, measures));
}

/** One service, by its id, in each of some versions that has it. */
export async function ownServiceIn(
  db: Knex,
  versions: readonly number[],
  serviceId: string,
  measures: readonly Measure[],
): Promise<Map<number, OwnService>> {
  const { rows } = await db.raw<{ rows: (OwnServiceRow & { extract_id: number })[] }>(
    `select extract_id, ${ownColumns(measures).join(', ')} from measured_services
     where extract_id = any(?::bigint[]) and service_id = ?`,
    [[...versions], serviceId] as Knex.RawBinding[],
  );
  return new Map(rows.map((row) => [row.extract_id, ownService(row, measures)]));
}

/** Of each of some versions of the own services: how many have the measure, their median, and what it counts in all. */
export async function ownMedians(
  db: Knex,
  versions: readonly number[],
  { column, parts }: Measure,
  filters: Filters,
): Promise<Map<number, { services: number; median: number | null; counted: Given }>> {
  const within = filterClause(filters, 'service');
  const counted = parts ? [parts.part.column, parts.whole.column] : [];
  const sums = counted.map((part) => `, sum(${part}) filter (where ${column} is not null) as ${part}`);
  type Row = Given & { version: number; services: number; median: number | null };
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select extract_id as version, count(${column}) as services,
       percentile_cont(0.5) within group (order by ${column}) as median${sums.join('')}
     from measured_services where extract_id = any(?::bigint[]) and ${within.sql} group by extract_id`,
    [[...versions], ...within.bindings] as Knex.RawBinding[],
  );
  return new Map(
    rows.map(({ version, services, median, ...counted }) => [version, { services, median, counted }]),
  );
}

const identity = [
  'service_id',
  'service_name',
  'service_type',
  'client_group',
  'accommodation_type',
  'duration_type',
];
/** What turns a distance of a measure into pounds a year. */
const sizes = ['units', 'hours', 'managers', 'frontline_staff'];

/** Column names come from the catalogue alone. */
export function ownColumns(measures: readonly Measure[]): string[] {
  return [
    ...new Set([...identity, ...sizes, ...measures.flatMap(({ column, needs }) => [column, ...needs])]),
  ];
}

export function ownService(row: OwnServiceRow, measures: readonly Measure[]): OwnService {
  const values: Record<string, number | null> = {};
  const given = Object.fromEntries(sizes.map((size) => [size, row[size] ?? null]));
  for (const { column, needs } of measures) {
    values[column] = row[column] ?? null;
    for (const need of needs) given[need] = row[need] ?? null;
  }
  return {
    serviceId: row.service_id,
    name: row.service_name,
    at: {
      serviceType: labelOf('serviceType', row.service_type),
      clientGroup: labelOf('clientGroup', row.client_group),
      accommodationType: labelOf('accommodationType', row.accommodation_type),
      durationType: labelOf('durationType', row.duration_type),
    },
    values,
    given,
  };
}

/** `true` or a chain of `column = any (?)`; column names come from the catalogue alone, values are bound. */
export function filterClause(filters: Filters, of?: 'service' | 'authority') {
  const inForce = dimensions.filter(
    ({ name, ...facts }) => filters[name]?.length && (!of || facts.of === of),
  );
  return {
    sql: ['true', ...inForce.map(({ column }) => `${column} = any (?)`)].join(' and '),
    bindings: inForce.map(({ name }) =>
      (filters[name] ?? []).map((label) => storedValue(name, label)),
    ) as unknown as Knex.RawBinding[],
  };
}
