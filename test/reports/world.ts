import type { Knex } from 'knex';
import { lists } from '../../src/extracts/index.ts';
import { costMeasures, type GivenValues } from '../../src/reports/index.ts';

/** One service as the tests see it: labels, values as given, and the measures stored with it. */
export interface TestService {
  authority: TestAuthority;
  serviceId: string;
  name: string;
  at: Record<'serviceType' | 'clientGroup' | 'accommodationType' | 'durationType', string>;
  given: GivenValues;
  units: number | null;
  measures: Record<string, number | null>;
}

export interface TestAuthority {
  id: number;
  code: string;
  region: string;
  type: string;
}

export async function authorityOf(db: Knex, code: string): Promise<TestAuthority> {
  const row = await db('authorities')
    .where({ code })
    .first<TestAuthority | undefined>('id', 'code', 'region', 'authority_type as type');
  if (!row) throw new Error(`No authority ${code}`);
  return row;
}

const nothing = {
  managers: 1,
  frontline_staff: 3,
  hours: 35,
  contract_value_next_year: null,
  contract_value_previous_year: null,
};

export function service(
  authority: TestAuthority,
  serviceId: string,
  facts: Partial<TestService['at'] & GivenValues & { name: string }> = {},
): TestService {
  const {
    name = `The house of ${serviceId}`,
    serviceType = 'Outreach',
    clientGroup = 'Generic',
    accommodationType = 'None given',
    durationType = 'Short term',
    ...values
  } = facts;
  const given = {
    ...nothing,
    units: 10,
    weekly_unit_cost: 100,
    subsidy_value_next_year: null,
    subsidy_value_previous_year: null,
    ...values,
  };
  return {
    authority,
    serviceId,
    name,
    at: { serviceType, clientGroup, accommodationType, durationType },
    given,
    units: given.units,
    measures: { ...costMeasures(given) },
  };
}

/** Makes these services the live extract of each of their authorities, as the load would. */
export async function makeLive(
  db: Knex,
  services: readonly TestService[],
  date = '2004-09-13',
): Promise<void> {
  const [user] = await db('users')
    .insert({ email: `loader-${Math.random()}@example.org`, name: 'Loader', role: 'admin' })
    .returning<{ id: number }[]>('id');
  const byAuthority = servicesByAuthority(services);
  for (const [authorityId, rows] of byAuthority) {
    const [upload] = await db('uploads')
      .insert({
        authority_id: authorityId,
        uploaded_by: user!.id,
        kind: 'extract',
        series: 'extract',
        file_name: 'test.zip',
        file_size: 1,
        sha256: Buffer.alloc(32),
        data_date: date,
        state: 'processing',
      })
      .returning<{ id: number }[]>('id');
    const [extract] = await db('extracts')
      .insert({ upload_id: upload!.id, authority_id: authorityId, extract_date: date, services: rows.length })
      .returning<{ id: number }[]>('id');
    await db.batchInsert(
      'services',
      rows.map((row, index) => rowOf(row, extract!.id, index)),
    );
    await db('live_extracts')
      .insert({ authority_id: authorityId, extract_id: extract!.id })
      .onConflict('authority_id')
      .merge();
  }
}

function servicesByAuthority(services: readonly TestService[]): Map<number, TestService[]> {
  const groups = new Map<number, TestService[]>();
  for (const one of services) groups.set(one.authority.id, [...(groups.get(one.authority.id) ?? []), one]);
  return groups;
}

function rowOf(
  { serviceId, name, at, given, units, measures }: TestService,
  extractId: number,
  index: number,
) {
  const position = (list: readonly string[], label: string) => list.indexOf(label) + 1;
  return {
    extract_id: extractId,
    row: index + 2,
    service_id: serviceId,
    service_name: name,
    service_type: position(lists.serviceType, at.serviceType),
    client_group: position(lists.clientGroup, at.clientGroup),
    accommodation_type: position(lists.accommodationType, at.accommodationType),
    duration_type: position(lists.durationType, at.durationType),
    charge_type: 1,
    funded_status: 1,
    hours: given.hours,
    managers: given.managers,
    frontline_staff: given.frontline_staff,
    units,
    ...measures,
  };
}

/** The same numbers at every run: a small linear congruential generator, from 0 up to 1. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}
