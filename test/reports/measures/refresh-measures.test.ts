import { expect } from 'chai';
import type { Knex } from 'knex';
import { refreshMeasures, refreshMissingMeasures } from '../../../src/reports/measures/refresh-measures.ts';
import { startReports, type TestReports } from '../figures/figures-reader.ts';
import {
  authorityOf,
  makeLive,
  service,
  type Grade,
  type Item,
  type Result,
  type TestAuthority,
} from '../world.ts';

const grade = (objective: string, on: string, provider: string, validated = ''): Grade => ({
  ...{ objective, on, provider, validated },
});
const result = (
  term: Result['term'],
  day: string,
  code: string,
  [achieved, needed]: [number, number],
): Result => ({
  ...{ term, day, code, needed, achieved },
});
const items = (indicator: string, from: string, ...values: number[]): Item[] =>
  values.map((value, at) => ({ indicator, from, to: from, item: 'ABC'.charAt(at), value }));

describe('the measures of a live extract', () => {
  let reports: TestReports;
  let db: Knex;
  let ealing: TestAuthority;
  let leeds: TestAuthority;
  beforeEach(async () => {
    reports = await startReports();
    db = reports.database.knex;
    [ealing, leeds] = [await authorityOf(db, '00AJ'), await authorityOf(db, '00DA')];
  });
  afterEach(() => reports.close());

  /** What is known of a service of the live extract, of these columns. */
  async function measured(columns: string, serviceId = 'S1', authority = ealing): Promise<(number | null)[]> {
    const row = await db('measured_services')
      .join('live_extracts', 'live_extracts.extract_id', 'measured_services.extract_id')
      .where({ authority_id: authority.id, service_id: serviceId })
      .first<Record<string, number | null>>(columns.split(' '));
    return columns.split(' ').map((column) => row[column] ?? null);
  }

  it('are worked out at start for what went live before there were any, once', async () => {
    await makeLive(db, [
      { ...service(ealing, 'S1'), grades: [grade('C1.1', '2004-01-01', 'A')] },
      service(leeds, 'S1'),
    ]);
    await db('service_measures').delete();
    await refreshMissingMeasures(db);
    expect(await measured('provider_overall')).to.deep.equal([4]);
    const revisions = () => db('extracts').orderBy('id').pluck<number[]>('revision');
    const before = await revisions();
    await refreshMissingMeasures(db);
    expect(await revisions()).to.deep.equal(before);
  });

  it('have a mean of the objectives graded on the latest day, each grader’s own', async () => {
    const grades = [
      grade('C1.1', '2003-05-01', 'D', 'D'),
      grade('C1.1', '2004-05-01', 'A', 'B'),
      grade('C1.2', '2004-05-01', 'B', ''),
      grade('C1.3', '2004-05-01', 'C', ''),
      // A day on which the provider graded nothing, and the authority one objective.
      grade('C1.4', '2004-08-01', '', 'D'),
    ];
    await makeLive(db, [service(ealing, 'S1', { grades })]);
    expect(await measured('provider_overall validated_overall')).to.deep.equal([3, 1]);
  });

  it('have the latest grade of each objective, however old', async () => {
    const grades = [
      grade('C1.1', '2002-05-01', 'A', 'A'),
      grade('C1.1', '2004-05-01', 'C', ''),
      grade('C1.2', '2003-05-01', 'D'),
      grade('C1.6', '2003-05-01', '', 'B'),
    ];
    await makeLive(db, [service(ealing, 'S1', { grades }), service(ealing, 'S2')]);
    expect(await measured('provider_c1_1 provider_c1_2 provider_c1_3 provider_c1_6')).to.deep.equal([
      2,
      1,
      null,
      null,
    ]);
    expect(await measured('validated_c1_1 validated_c1_2 validated_c1_6 validated_overall')).to.deep.equal([
      4,
      null,
      3,
      3,
    ]);
    expect(await measured('provider_overall validated_overall provider_c1_1', 'S2')).to.deep.equal([
      null,
      null,
      null,
    ]);
  });

  it('rest on the latest word on an assessment, and on those that earlier extracts gave', async () => {
    await makeLive(
      db,
      [
        service(ealing, 'S1', {
          grades: [grade('C1.1', '2004-05-01', 'A'), grade('C1.2', '2003-05-01', 'B')],
        }),
      ],
      '2004-06-30',
    );
    await makeLive(db, [service(ealing, 'S1', { grades: [grade('C1.1', '2004-05-01', 'D')] })]);
    expect(await measured('provider_overall provider_c1_1 provider_c1_2')).to.deep.equal([1, 1, 3]);
    const before = await db('service_measures').orderBy('extract_id').first<{ provider_overall: number }>();
    expect(before.provider_overall, 'what was known of the earlier one').to.equal(4);
  });

  it('add up the periods of an indicator before they divide', async () => {
    await makeLive(db, [
      service(ealing, 'S1', {
        items: [
          ...items('KPI1', '2004-01-01', 10, 5, 20),
          ...items('KPI1', '2004-04-01', 30, 5, 80),
          ...items('KPI2', '2004-01-01', 1, 4),
          ...items('SPI4', '2004-01-01', 30, 20),
          ...items('HIAKPI1', '2004-01-01', 3, 8),
        ],
      }),
    ]);
    expect(await measured('kpi1 kpi2 spi1 spi4 hiakpi1')).to.deep.equal([50, 25, null, 150, 37.5]);
    expect(await measured('kpi1_part kpi1_whole')).to.deep.equal([50, 100]);
  });

  it('are not available where an indicator divides by nothing; a period of nothing does no harm', async () => {
    await makeLive(db, [
      service(ealing, 'S1', {
        items: [
          ...items('SPI1', '2004-01-01', 0, 0),
          ...items('SPI2', '2004-01-01', 5, 0),
          ...items('SPI3', '2004-01-01', 0, 0),
          ...items('SPI3', '2004-04-01', 9, 12),
          ...items('SPI4', '2004-01-01', 0, 7),
        ],
      }),
    ]);
    expect(await measured('spi1 spi2 spi3 spi4')).to.deep.equal([null, null, 75, 0]);
  });

  it('count short-term and long-term clients together, of the latest workbook of each', async () => {
    const outcomes = [
      result('short', '2004-03-31', '1a', [9, 9]),
      result('short', '2004-06-30', '1a', [1, 4]),
      result('long', '2003-12-31', '1a', [2, 4]),
      result('long', '2003-12-31', '5a', [3, 3]),
    ];
    const earlier = [result('short', '2004-03-31', '1a', [1, 1])];
    await makeLive(db, [service(ealing, 'S1', { outcomes }), service(ealing, 'S2', { outcomes: earlier })]);
    expect(await measured('outcome_1a outcome_5a outcome_2a')).to.deep.equal([37.5, 100, null]);
    // The authority has sent a later workbook, in which nobody of this service had the need.
    expect(await measured('outcome_1a', 'S2')).to.deep.equal([null]);
  });

  it('are those of the latest live workbook, though nobody in it had a need', async () => {
    const outcomes = [
      result('short', '2004-03-31', '1a', [9, 9]),
      result('long', '2003-12-31', '1a', [2, 4]),
    ];
    await makeLive(db, [service(ealing, 'S1', { outcomes })]);
    expect(await measured('outcome_1a')).to.deep.equal([(100 * 11) / 13]);
    // A later workbook whose forms say no need: nothing of it is in outcome_results.
    await db(
      db.raw(
        'uploads (series, data_date, authority_id, uploaded_by, kind, file_name, file_size, sha256, state, live_from)',
      ),
    ).insert(
      db('uploads')
        .where({ kind: 'outcomes-short' })
        .select(
          db.raw(`'outcomes-short 2004-06-30' as series, date '2004-06-30' as data_date`),
          ...[
            'authority_id',
            'uploaded_by',
            'kind',
            'file_name',
            'file_size',
            'sha256',
            'state',
            'live_from',
          ],
        ),
    );
    await db.transaction((trx) => refreshMeasures(trx, ealing.id));
    expect(await measured('outcome_1a')).to.deep.equal([50]);
  });

  it('are each authority’s own, where two have a service of the same id', async () => {
    const facts = (points: string, value: number) => ({
      grades: [grade('C1.1', '2004-05-01', points)],
      items: items('KPI2', '2004-01-01', value, 4),
      outcomes: [result('short', value === 1 ? '2004-03-31' : '2004-06-30', '1a', [value, 4])],
    });
    await makeLive(db, [service(ealing, 'S1', facts('A', 1)), service(leeds, 'S1', facts('C', 3))]);
    expect(await measured('provider_overall kpi2 outcome_1a')).to.deep.equal([4, 25, 25]);
    expect(await measured('provider_overall kpi2 outcome_1a', 'S1', leeds)).to.deep.equal([2, 75, 75]);
  });

  it('are worked out anew as often as asked, under another revision each time, of nobody else', async () => {
    await makeLive(db, [
      service(ealing, 'S1', { items: items('KPI2', '2004-01-01', 1, 2) }),
      service(leeds, 'S1', { items: items('KPI2', '2004-01-01', 1, 2) }),
    ]);
    const revisions = () => db('extracts').orderBy('id').pluck<number[]>('revision');
    const [one, other] = await revisions();
    await db('performance_items').where('item', 2).update({ value: 4 });
    await db.transaction((trx) => refreshMeasures(trx, ealing.id));
    expect(await measured('kpi2')).to.deep.equal([25]);
    expect(await measured('kpi2', 'S1', leeds)).to.deep.equal([50]);
    const after = await revisions();
    expect(after[0]).to.be.above(Math.max(one!, other!));
    expect(after[1]).to.equal(other);
    expect(await db('service_measures').pluck<number[]>('row')).to.have.length(2);
  });

  it('are none where nothing is live', async () => {
    await db.transaction((trx) => refreshMeasures(trx, ealing.id));
    expect(await db('service_measures').pluck<number[]>('row')).to.be.empty;
  });
});
