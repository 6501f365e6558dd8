import type { Knex } from 'knex';
import { differingColumns, type DifferingColumn } from '../platform/compare-rows.ts';

/** Two versions, by the ids of their extracts. */
export interface VersionPair {
  before: number;
  after: number;
}

/** The versions of two uploads; null unless the authority has a version of each. */
export async function versionPair(
  db: Knex,
  authorityId: number,
  fromUploadId: number,
  toUploadId: number,
): Promise<VersionPair | null> {
  const rows = await db('extracts')
    .where('authority_id', authorityId)
    .whereIn('upload_id', [fromUploadId, toUploadId])
    .select<{ id: number; upload_id: number }[]>('id', 'upload_id');
  const versionOf = (uploadId: number) => rows.find(({ upload_id }) => upload_id === uploadId)?.id;
  const [before, after] = [versionOf(fromUploadId), versionOf(toUploadId)];
  return before === undefined || after === undefined ? null : { before, after };
}

/** In what the stored rows of two versions differ, table by table. */
export async function differingExtracts(
  db: Knex,
  fromUploadId: number,
  toUploadId: number,
): Promise<DifferingColumn[]> {
  const versions = await db('extracts')
    .whereIn('upload_id', [fromUploadId, toUploadId])
    .select<{ id: number; upload_id: number }[]>('id', 'upload_id');
  // A version that is not there has no rows, and no number either.
  const versionOf = (uploadId: number) => versions.find(({ upload_id }) => upload_id === uploadId)?.id ?? 0;
  const [before, after] = [versionOf(fromUploadId), versionOf(toUploadId)];
  const tables = ['services', 'quality_scores', 'performance_items'].map((table) =>
    differingColumns(db, { table, versionColumn: 'extract_id' }, before, after),
  );
  return (await Promise.all(tables)).flat();
}

export interface VersionTotals {
  services: number;
  units: number;
  /** Pounds. */
  contractValueNextYear: number;
  /** Pounds: weekly unit cost times units, summed. */
  weeklyCost: number;
  /** How many services a sum leaves out, because their value was not given or is excluded. */
  leftOut: { units: number; contractValueNextYear: number; weeklyCost: number };
}

interface TotalsRow {
  extract_id: number;
  services: number;
  units: number;
  contract_value: number;
  weekly_cost: number;
  without_units: number;
  without_contract_value: number;
  without_weekly_cost: number;
}

export async function totalsOf(
  db: Knex,
  { before, after }: VersionPair,
): Promise<{ before: VersionTotals; after: VersionTotals }> {
  const { rows } = await db.raw<{ rows: TotalsRow[] }>(
    `select extract_id, count(*) as services, coalesce(sum(units), 0) as units,
       coalesce(sum(contract_value_next_year), 0) as contract_value,
       coalesce(sum(weekly_unit_cost * units), 0) as weekly_cost,
       count(*) - count(units) as without_units,
       count(*) - count(contract_value_next_year) as without_contract_value,
       count(*) - count(weekly_unit_cost * units) as without_weekly_cost
     from services where extract_id = any(?::bigint[]) group by extract_id`,
    [[before, after]] as Knex.RawBinding[],
  );
  const totals = (extractId: number): VersionTotals => {
    const row = rows.find(({ extract_id }) => extract_id === extractId);
    return {
      services: row?.services ?? 0,
      units: row?.units ?? 0,
      contractValueNextYear: row?.contract_value ?? 0,
      weeklyCost: row?.weekly_cost ?? 0,
      leftOut: {
        units: row?.without_units ?? 0,
        contractValueNextYear: row?.without_contract_value ?? 0,
        weeklyCost: row?.without_weekly_cost ?? 0,
      },
    };
  };
  return { before: totals(before), after: totals(after) };
}

/** The lists of changed services, each with the condition that puts a service on it; null stands for "not there". */
const conditions = {
  added: 'name_before is null',
  gone: 'name_after is null',
  renamed: 'name_before <> name_after',
  otherClientGroup: 'group_before <> group_after',
  otherServiceType: 'type_before <> type_after',
} as const;

export type ChangeName = keyof typeof conditions;

/** A service at one of the two times. List values are positions in their lists, from 1. */
export interface ServiceThen {
  name: string;
  clientGroup: number;
  serviceType: number;
}

/** A service that has changed; null where it is not in the version. */
export interface ChangedService {
  id: string;
  before: ServiceThen | null;
  after: ServiceThen | null;
}

export type ChangedServices = Record<ChangeName, { count: number; services: ChangedService[] }>;

interface ChangeRow {
  list: ChangeName;
  count: number;
  service_id: string;
  name_before: string | null;
  name_after: string | null;
  group_before: number;
  group_after: number;
  type_before: number;
  type_after: number;
}

/**
 * What has changed from one version to the other, service by service: how many on each list, and the first of them by
 * id. One join of the two versions. An index of ids would save a fifth of its time (two of 200,000 services: 0.4 s) and
 * make every load two fifths slower.
 */
export async function changedServices(
  db: Knex,
  { before, after }: VersionPair,
  most: number,
): Promise<ChangedServices> {
  const { rows } = await db.raw<{ rows: ChangeRow[] }>(
    `with changes as materialized (
       select service_id, before.service_name as name_before, after.service_name as name_after,
         before.client_group as group_before, after.client_group as group_after,
         before.service_type as type_before, after.service_type as type_after
       from (${servicesById}) before full join (${servicesById}) after using (service_id)
       where before.service_name is distinct from after.service_name
         or before.client_group <> after.client_group or before.service_type <> after.service_type
     )
     select * from (${firstOfLists}) lists order by service_id`,
    [before, after, ...Object.keys(conditions).map(() => most)],
  );
  const listed = (name: ChangeName) => {
    const own = rows.filter(({ list }) => list === name);
    return { count: own[0]?.count ?? 0, services: own.map(decode) };
  };
  return {
    added: listed('added'),
    gone: listed('gone'),
    renamed: listed('renamed'),
    otherClientGroup: listed('otherClientGroup'),
    otherServiceType: listed('otherServiceType'),
  };
}

// The plain order of bytes is the same on every server, and the quickest to sort by.
const servicesById = `
  select service_id collate "C" as service_id, service_name, client_group, service_type
  from services where extract_id = ?`;

const firstOfLists = Object.entries(conditions)
  .map(
    ([list, condition]) => `
      (select '${list}' as list, (select count(*) from changes where ${condition}) as count, changes.*
       from changes where ${condition} order by service_id limit ?)`,
  )
  .join(' union all ');

function decode(row: ChangeRow): ChangedService {
  const { service_id: id, name_before, name_after } = row;
  return {
    id,
    before: name_before === null ? null : serviceThen(name_before, row.group_before, row.type_before),
    after: name_after === null ? null : serviceThen(name_after, row.group_after, row.type_after),
  };
}

function serviceThen(name: string, clientGroup: number, serviceType: number): ServiceThen {
  return { name, clientGroup, serviceType };
}
