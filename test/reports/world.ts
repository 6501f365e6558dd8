import type { Knex } from 'knex';
import { lists } from '../../src/extracts/index.ts';
import { indicators as performanceIndicators } from '../../src/extracts/specification/pi.ts';
import { makeVersionLive } from '../../src/extracts/store.ts';
import { indicators as outcomeIndicators } from '../../src/outcomes/index.ts';
import { costMeasures, type GivenValues } from '../../src/reports/index.ts';
import { refreshMeasures } from '../../src/reports/measures/refresh-measures.ts';

/** One service as the tests see it: labels, values as the files give them. */
export interface TestService {
  authority: TestAuthority;
  serviceId: string;
  name: string;
  at: Record<'serviceType' | 'clientGroup' | 'accommodationType' | 'durationType', string>;
  given: GivenValues;
  grades: readonly Grade[];
  items: readonly Item[];
  outcomes: readonly Result[];
}

export interface TestAuthority {
  id: number;
  code: string;
  region: string;
  type: string;
}

/** A row of SupportServiceQAF.csv; a grade left empty is ''. */
export interface Grade {
  objective: string;
  on: string;
  provider: string;
  validated: string;
}

/** A row of SupportServicePI.csv. */
export interface Item {
  indicator: string;
  from: string;
  to: string;
  item: string;
  value: number;
}

/** What a workbook comes to for one service and indicator. */
export interface Result {
  term: 'short' | 'long';
  day: string;
  code: string;
  needed: number;
  achieved: number;
}

export async function authorityOf(db: Knex, code: string): Promise<TestAuthority> {
  const [one] = await authoritiesWith(db, [code]);
  return one!;
}

/** Those of these codes, in this order. */
export async function authoritiesWith(db: Knex, codes: readonly string[]): Promise<TestAuthority[]> {
  const rows = await db('authorities')
    .whereIn('code', codes)
    .select<TestAuthority[]>('id', 'code', 'region', 'authority_type as type');
  return codes.map((code) => {
    const found = rows.find((row) => row.code === code);
    if (!found) throw new Error(`No authority ${code}`);
    return found;
  });
}

type Facts = TestService['at'] & GivenValues & Pick<TestService, 'name' | 'grades' | 'items' | 'outcomes'>;

export function service(
  authority: TestAuthority,
  serviceId: string,
  facts: Partial<Facts> = {},
): TestService {
  const {
    name = `The house of ${serviceId}`,
    serviceType = 'Outreach',
    clientGroup = 'Generic',
    accommodationType = 'None given',
    durationType = 'Short term',
    grades = [],
    items = [],
    outcomes = [],
    ...values
  } = facts;
  const given = {
    units: 10,
    hours: 35,
    managers: 1,
    frontline_staff: 3,
    weekly_unit_cost: 100,
    contract_value_next_year: null,
    contract_value_previous_year: null,
    subsidy_value_next_year: null,
    subsidy_value_previous_year: null,
    ...values,
  };
  const at = { serviceType, clientGroup, accommodationType, durationType };
  return { authority, serviceId, name, at, given, grades, items, outcomes };
}

/**
 * Makes these services the live extract of each of their authorities, as the load would; results of outcomes, where
 * there are any, become all that an authority has. Answers the numbers of the uploads by their authorities' ids.
 */
export async function makeLive(
  db: Knex,
  services: readonly TestService[],
  date = '2004-09-13',
): Promise<Map<number, number>> {
  const byAuthority = new Map<number, TestService[]>();
  for (const one of services)
    byAuthority.set(one.authority.id, [...(byAuthority.get(one.authority.id) ?? []), one]);
  return db.transaction(async (trx) => {
    const extracts = await addExtracts(trx, byAuthority, date);
    const rows = extracts.flatMap(({ id, authority_id: authorityId }) =>
      (byAuthority.get(authorityId) ?? []).map((one, place) => ({ one, place, extractId: id })),
    );
    await trx.batchInsert('services', rows.map(serviceRow), 500);
    await trx.batchInsert('quality_scores', numbered(rows, gradeRows), 1000);
    await trx.batchInsert('performance_items', numbered(rows, itemRows), 1000);
    const results = services.flatMap(resultRows);
    const answered = new Set(results.map(({ authority_id: id }) => id));
    await trx('outcome_results')
      .whereIn('authority_id', [...answered])
      .delete();
    await trx.batchInsert('outcome_results', results, 1000);
    await replaceWorkbooks(trx, results);
    for (const { upload_id: uploadId, authority_id: authorityId } of extracts) {
      await makeVersionLive(trx, uploadId);
      await refreshMeasures(trx, authorityId);
    }
    return new Map(extracts.map(({ authority_id: authorityId, upload_id: id }) => [authorityId, id]));
  });
}

/** The workbooks that these results are of, as all that are live of their authorities. */
async function replaceWorkbooks(
  trx: Knex.Transaction,
  results: readonly ReturnType<typeof resultRows>[number][],
): Promise<void> {
  await trx('uploads')
    .whereIn('authority_id', [...new Set(results.map(({ authority_id }) => authority_id))])
    .whereLike('kind', 'outcomes-%')
    .where('state', 'live')
    .update({ state: 'superseded' });
  const workbooks = new Map(
    results.map(({ authority_id, kind, data_date }) => [
      `${authority_id} ${kind} ${data_date}`,
      { authority_id, kind, data_date },
    ]),
  );
  await trx.batchInsert(
    'uploads',
    [...workbooks.values()].map((workbook) => ({
      ...workbook,
      ...{ uploaded_by: trx('users').max('id'), series: `${workbook.kind} ${workbook.data_date}` },
      ...{ file_name: 'test.xlsx', file_size: 1, sha256: Buffer.alloc(32) },
      ...{ state: 'live', live_from: trx.fn.now() },
    })),
    500,
  );
}

interface ExtractRow {
  id: number;
  upload_id: number;
  authority_id: number;
}

async function addExtracts(
  trx: Knex.Transaction,
  byAuthority: ReadonlyMap<number, readonly TestService[]>,
  date: string,
): Promise<ExtractRow[]> {
  const [user] = await trx('users')
    .insert({ email: `loader-${Math.random()}@example.org`, name: 'Loader', role: 'admin' })
    .returning<{ id: number }[]>('id');
  await trx('uploads')
    .where({ kind: 'extract', state: 'live' })
    .whereIn('authority_id', [...byAuthority.keys()])
    .update({ state: 'superseded' });
  const uploads = await trx('uploads')
    .insert(
      [...byAuthority.keys()].map((authorityId) => ({
        authority_id: authorityId,
        uploaded_by: user!.id,
        kind: 'extract',
        series: 'extract',
        file_name: 'test.zip',
        file_size: 1,
        sha256: Buffer.alloc(32),
        data_date: date,
        state: 'live',
        live_from: trx.fn.now(),
      })),
    )
    .returning<{ id: number; authority_id: number }[]>(['id', 'authority_id']);
  return trx('extracts')
    .insert(
      uploads.map(({ id, authority_id }) => ({
        upload_id: id,
        authority_id,
        extract_date: date,
        services: byAuthority.get(authority_id)!.length,
      })),
    )
    .returning<ExtractRow[]>(['id', 'upload_id', 'authority_id']);
}

interface Placed {
  one: TestService;
  place: number;
  extractId: number;
}

/** Lists are stored by position, counted from 1; what is not in them, or left empty, is 0. */
function position(list: readonly string[], label: string): number {
  return list.indexOf(label) + 1;
}

function serviceRow({ one: { serviceId, name, at, given }, place, extractId }: Placed) {
  return {
    extract_id: extractId,
    row: place + 2,
    service_id: serviceId,
    service_name: name,
    service_type: position(lists.serviceType, at.serviceType),
    client_group: position(lists.clientGroup, at.clientGroup),
    accommodation_type: position(lists.accommodationType, at.accommodationType),
    duration_type: position(lists.durationType, at.durationType),
    charge_type: 1,
    funded_status: 1,
    ...given,
    ...costMeasures(given),
  };
}

/** Rows of a table of scores, numbered within their extract as in the file. */
function numbered<Row extends object>(placed: readonly Placed[], rowsOf: (one: TestService) => Row[]) {
  const last = new Map<number, number>();
  return placed.flatMap(({ one, extractId }) =>
    rowsOf(one).map((row) => {
      const number = (last.get(extractId) ?? 1) + 1;
      last.set(extractId, number);
      return { extract_id: extractId, row: number, service_id: one.serviceId, ...row };
    }),
  );
}

function gradeRows({ grades }: TestService) {
  return grades.map(({ objective, on, provider, validated }) => ({
    objective: position(['C1.1', 'C1.2', 'C1.3', 'C1.4', 'C1.5', 'C1.6'], objective),
    assessed_on: on,
    provider_score: position(['A', 'B', 'C', 'D'], provider),
    validated_score: position(['A', 'B', 'C', 'D'], validated),
  }));
}

function itemRows({ items }: TestService) {
  const names = performanceIndicators.map(({ name }) => name);
  return items.map(({ indicator, from, to, item, value }) => ({
    indicator: position(names, indicator),
    period_start: from,
    period_end: to,
    item: position(['A', 'B', 'C'], item),
    value,
  }));
}

function resultRows({ authority, serviceId, outcomes }: TestService) {
  const codes = outcomeIndicators.map(({ code }) => code);
  return outcomes.map(({ term, day, code, needed, achieved }) => ({
    authority_id: authority.id,
    kind: `outcomes-${term}`,
    data_date: day,
    service_id: serviceId,
    indicator: position(codes, code),
    needed,
    achieved,
  }));
}

/** The same numbers at every run: a small linear congruential generator, from 0 up to 1. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}
