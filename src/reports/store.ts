import type { Knex } from 'knex';
import { dimensions, labelOf, storedValue, type Filters, type Places } from './dimensions.ts';
import type { GivenValues, Measure } from './measures.ts';

export async function places(db: Knex): Promise<Places> {
  const { rows } = await db.raw<{ rows: Places[] }>(`
    select array_agg(distinct region order by region) as regions,
      array_agg(distinct authority_type order by authority_type) as "authorityTypes"
    from authorities`);
  return rows[0] ?? { regions: [], authorityTypes: [] };
}

/** The day that the authority's live extract is of (YYYY-MM-DD), or null where it has none. */
export async function liveExtractDate(db: Knex, authorityId: number): Promise<string | null> {
  const row = await db('live_extracts')
    .join('extracts', 'extracts.id', 'live_extracts.extract_id')
    .where('live_extracts.authority_id', authorityId)
    .first<{ extract_date: string } | undefined>('extract_date');
  return row?.extract_date ?? null;
}

/** A service of the reader's own authority. */
export interface OwnService {
  serviceId: string;
  name: string;
  at: Record<'serviceType' | 'clientGroup' | 'accommodationType' | 'durationType', string>;
  /** The measure, null where it is not available. */
  value: number | null;
  /** What the measure rests on: says why it is not available. */
  given: GivenValues;
}

interface OwnServiceRow {
  service_id: string;
  service_name: string;
  service_type: number;
  client_group: number;
  accommodation_type: number;
  duration_type: number;
  value: number | null;
  given: GivenValues;
}

/** Own services of the live extract within the filters on services, in the order of the file. */
export async function ownServices(
  db: Knex,
  authorityId: number,
  measure: Measure,
  filters: Filters,
): Promise<OwnService[]> {
  const within = filterClause(filters, 'service');
  const { rows } = await db.raw<{ rows: OwnServiceRow[] }>(
    `select service_id, service_name, service_type, client_group, accommodation_type, duration_type,
       services.${measure.column} as value,
       json_build_object('units', units, 'hours', hours, 'managers', managers, 'frontline_staff', frontline_staff,
         'weekly_unit_cost', weekly_unit_cost, 'contract_value_next_year', contract_value_next_year,
         'contract_value_previous_year', contract_value_previous_year,
         'subsidy_value_next_year', subsidy_value_next_year,
         'subsidy_value_previous_year', subsidy_value_previous_year) as given
     from live_extracts join services using (extract_id)
     where live_extracts.authority_id = ? and ${within.sql}
     order by services.row`,
    [authorityId, ...within.bindings],
  );
  return rows.map((row) => ({
    serviceId: row.service_id,
    name: row.service_name,
    at: {
      serviceType: labelOf('serviceType', row.service_type),
      clientGroup: labelOf('clientGroup', row.client_group),
      accommodationType: labelOf('accommodationType', row.accommodation_type),
      durationType: labelOf('durationType', row.duration_type),
    },
    value: row.value,
    given: row.given,
  }));
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
