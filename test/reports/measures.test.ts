import { expect } from 'chai';
import { costMeasures, findMeasure, measures, whyUnavailable } from '../../src/reports/measures.ts';

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

  it('have the seven slugs of the contract, and no others', () => {
    expect(measures.map(({ slug }) => slug)).to.deep.equal([
      'weekly-unit-cost',
      'cost-per-support-hour',
      'support-hours-per-unit',
      'contract-value-next-year',
      'contract-value-previous-year',
      'subsidy-value-next-year',
      'subsidy-value-previous-year',
    ]);
    expect(measures.map(({ column }) => column)).to.have.members(Object.keys(costMeasures(given)));
    expect(findMeasure('cost', 'weekly-unit-cost')?.column).to.equal('weekly_unit_cost');
    expect(findMeasure('quality', 'weekly-unit-cost')).to.be.undefined;
    expect(findMeasure('cost', 'toString')).to.be.undefined;
  });

  it('say why they are not available', () => {
    const perHour = findMeasure('cost', 'cost-per-support-hour')!;
    expect(whyUnavailable(perHour, { ...given, weekly_unit_cost: null })).to.equal('no-value');
    expect(whyUnavailable(perHour, { ...given, hours: 0 })).to.equal('zero-divisor');
  });
});
