import { expect } from 'chai';
import { costMeasures } from '../../../src/reports/measures/cost-measures.ts';
import { families, whyUnavailable } from '../../../src/reports/measures/measure.ts';
import { findMeasure, measures, measuresByFamily } from '../../../src/reports/measures/measures.ts';
import { startReports, type TestReports } from '../figures/figures-reader.ts';

const given = {
  units: 10,
  hours: 37.5,
  managers: 0.5,
  frontline_staff: 3.5,
  weekly_unit_cost: 120,
  contract_value_next_year: 62400,
  contract_value_previous_year: 60000,
  subsidy_value_next_year: 50000,
  subsidy_value_previous_year: 0,
};

describe('cost measures', () => {
  it('follow the formulas of section 5', () => {
    expect(costMeasures(given)).to.deep.equal({
      weekly_unit_cost: 120,
      cost_per_support_hour: 8,
      support_hours_per_unit: 15,
      contract_value_next_year: 62400,
      contract_value_previous_year: 60000,
      subsidy_value_next_year: 50000,
      subsidy_value_previous_year: 0,
    });
  });

  it('are not available where a divisor is zero', () => {
    expect(costMeasures({ ...given, hours: 0 })).to.include({
      cost_per_support_hour: null,
      support_hours_per_unit: 0,
    });
    expect(costMeasures({ ...given, managers: 0, frontline_staff: 0 }).cost_per_support_hour).to.be.null;
    expect(costMeasures({ ...given, units: 0 })).to.include({
      cost_per_support_hour: 0,
      support_hours_per_unit: null,
    });
  });

  it('are not available where a value is missing or excluded', () => {
    for (const key of ['units', 'hours', 'managers', 'frontline_staff'] as const) {
      expect(costMeasures({ ...given, [key]: null }), key).to.include({
        weekly_unit_cost: 120,
        cost_per_support_hour: null,
        support_hours_per_unit: null,
      });
    }
    expect(costMeasures({ ...given, weekly_unit_cost: null })).to.include({
      weekly_unit_cost: null,
      cost_per_support_hour: null,
      support_hours_per_unit: 15,
    });
    expect(costMeasures({ ...given, contract_value_next_year: null }).contract_value_next_year).to.be.null;
  });

  it('are never infinite or not a number', () => {
    const values = [null, 0, 1, 99999.99];
    for (const units of values)
      for (const hours of values)
        for (const weekly_unit_cost of values)
          for (const managers of values)
            for (const value of Object.values(
              costMeasures({ ...given, units, hours, weekly_unit_cost, managers }),
            ))
              expect(value === null || Number.isFinite(value)).to.be.true;
  });
});

/** The slugs of the contract, by which pages, downloads and other programs know the measures. */
const slugs = {
  cost:
    'weekly-unit-cost cost-per-support-hour support-hours-per-unit contract-value-next-year ' +
    'contract-value-previous-year subsidy-value-next-year subsidy-value-previous-year',
  quality:
    'provider-overall provider-c1-1 provider-c1-2 provider-c1-3 provider-c1-4 provider-c1-5 provider-c1-6 ' +
    'validated-overall validated-c1-1 validated-c1-2 validated-c1-3 validated-c1-4 validated-c1-5 validated-c1-6',
  performance: 'kpi1 kpi2 spi1 spi2 spi3 spi4 hiakpi1',
  outcomes: '1a 1b 1c 2a 2b 2c 2d 3a 3b 3c 3d 4a 4b 4c 4d 5a',
};

describe('the measures', () => {
  it('have the slugs of the contract, family by family, and no others', () => {
    const found = measuresByFamily.map(({ family, measures: some }) => [
      family,
      some.map(({ slug }) => slug).join(' '),
    ]);
    expect(Object.fromEntries(found)).to.deep.equal(slugs);
    expect(measuresByFamily.flatMap((one) => one.measures)).to.deep.equal(measures);
    expect(families).to.deep.equal(Object.keys(slugs));
  });

  it('are found by family and slug alone', () => {
    expect(findMeasure('cost', 'weekly-unit-cost')?.column).to.equal('weekly_unit_cost');
    for (const [family, slug] of [
      ['quality', 'weekly-unit-cost'],
      ['cost', 'toString'],
      ['constructor', 'kpi1'],
      ['cost', undefined],
    ])
      expect(findMeasure(family, slug), `${family}/${slug}`).to.be.undefined;
  });

  it('say what they are, how they are worked out, of what, and which way is better', () => {
    for (const { slug, name, definition, formula, source, direction, unit, decimals } of measures) {
      expect(name, slug).to.match(/\w/);
      expect(definition, slug).to.match(/^[A-Z].*\.$/);
      expect(formula, slug).to.match(/.\.$/);
      expect(source.table, slug).to.match(/SupportService\w*\.csv|Outcomes workbooks/);
      expect(source.fields, slug).not.to.be.empty;
      expect(source.period, slug).to.match(/\w/);
      expect(direction, slug).to.be.oneOf(['lower', 'higher', 'neither']);
      expect(unit, slug).to.match(/^(pounds|hours) an? \w+$|^grade points$|^percent$/);
      expect(decimals, slug).to.be.within(0, 2);
    }
    expect(new Set(measures.map(({ name }) => name)).size).to.equal(measures.length);
    expect(new Set(measures.map(({ column }) => column)).size).to.equal(measures.length);
  });

  it('count a part of a whole where they are a percentage, and only there', () => {
    for (const { slug, unit, parts, needs } of measures) {
      expect(parts !== null, slug).to.equal(unit === 'percent');
      if (parts) expect(needs, slug).to.deep.equal([parts.part.column, parts.whole.column]);
    }
  });

  it('say why they are not available', () => {
    const perHour = findMeasure('cost', 'cost-per-support-hour')!;
    expect(whyUnavailable(perHour, { ...given, weekly_unit_cost: null })).to.equal('no-value');
    expect(whyUnavailable(perHour, { ...given, hours: 0 })).to.equal('zero-divisor');
    const moves = findMeasure('performance', 'kpi2')!;
    expect(whyUnavailable(moves, { kpi2_part: 0, kpi2_whole: 0 })).to.equal('zero-divisor');
    expect(whyUnavailable(moves, { kpi2_part: null, kpi2_whole: null })).to.equal('no-value');
    expect(whyUnavailable(findMeasure('quality', 'provider-overall')!, {})).to.equal('no-value');
  });
});

describe('the measures in the database', () => {
  let reports: TestReports;
  before(async () => (reports = await startReports()));
  after(() => reports.close());

  const columnsOf = async (view: string): Promise<string[]> => {
    const { rows } = await reports.database.knex.raw<{ rows: { name: string }[] }>(
      `select attname as name from pg_attribute where attrelid = ?::regclass and attnum > 0`,
      [view],
    );
    return rows.map(({ name }) => name);
  };

  it('are columns of what is known of own services, with what they need', async () => {
    const columns = await columnsOf('public.measured_services');
    for (const { column, needs } of measures) expect(columns).to.include.members([column, ...needs]);
  });

  it('are columns of what is known of peers, now and before', async () => {
    for (const view of ['benchmark.services', 'benchmark.history'])
      expect(await columnsOf(view), view).to.include.members(measures.map(({ column }) => column));
  });
});
