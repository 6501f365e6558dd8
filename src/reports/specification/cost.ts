import type { GivenValues } from '../measures/cost-measures.ts';
import type { Measure, Unit } from '../measures/measure.ts';

/** Where each value comes from: the field of the extract. */
export const fieldNames: Readonly<Record<keyof GivenValues, string>> = {
  units: 'HouseholdUnitsAvailable',
  hours: 'StandardHoursPerWeek',
  managers: 'NumberPaidManagers',
  frontline_staff: 'NumberPaidFrontlineStaff',
  weekly_unit_cost: 'WeeklyUnitCost',
  contract_value_next_year: 'ContractValueNextYear',
  contract_value_previous_year: 'ContractValuePreviousYear',
  subsidy_value_next_year: 'SubsidyValueNextYear',
  subsidy_value_previous_year: 'SubsidyValuePreviousYear',
};

const funding = 'SupportServiceSPFunding.csv';
const both = `SupportService.csv and ${funding}`;

interface CostFacts {
  slug: string;
  name: string;
  unit: Unit;
  definition: string;
  formula: string;
  table: string;
  needs: readonly (keyof GivenValues)[];
  decimals?: number;
}

/** Cost alone says neither way which is better: a dear service may be the better one. */
function cost({ slug, table, needs, decimals = 2, ...facts }: CostFacts): Measure {
  const source = {
    table,
    fields: needs.map((need) => fieldNames[need]),
    period: 'the day of the live extract',
  };
  const column = slug.replaceAll('-', '_');
  return {
    ...facts,
    slug,
    column,
    family: 'cost',
    direction: 'neither',
    decimals,
    source,
    needs,
    parts: null,
  };
}

/** The cost measures (data requirements, section 5), straight from the extract. */
export const costMeasureList: readonly Measure[] = [
  cost({
    slug: 'weekly-unit-cost',
    name: 'Weekly unit cost',
    unit: 'pounds a week',
    definition: 'What one household unit of the service costs a week.',
    formula: 'The weekly unit cost as given in the extract.',
    table: funding,
    needs: ['weekly_unit_cost'],
  }),
  cost({
    slug: 'cost-per-support-hour',
    name: 'Cost per support hour',
    unit: 'pounds an hour',
    definition: 'What one hour of paid support costs.',
    formula:
      '(weekly unit cost × household units) ÷ (standard hours a week × (paid managers + paid frontline staff)).',
    table: both,
    needs: ['weekly_unit_cost', 'units', 'hours', 'managers', 'frontline_staff'],
  }),
  cost({
    slug: 'support-hours-per-unit',
    name: 'Support hours per unit',
    unit: 'hours a week',
    definition: 'How many hours of paid support a week there are for each household unit.',
    formula: '(standard hours a week × (paid managers + paid frontline staff)) ÷ household units.',
    table: 'SupportService.csv',
    needs: ['hours', 'managers', 'frontline_staff', 'units'],
  }),
  yearly('contract', 'next', 'contract_value_next_year'),
  yearly('contract', 'previous', 'contract_value_previous_year'),
  yearly('subsidy', 'next', 'subsidy_value_next_year'),
  yearly('subsidy', 'previous', 'subsidy_value_previous_year'),
];

function yearly(money: 'contract' | 'subsidy', year: 'next' | 'previous', needs: keyof GivenValues): Measure {
  return cost({
    slug: `${money}-value-${year}-year`,
    name: `${money === 'contract' ? 'Contract' : 'Subsidy'} value ${year} year`,
    unit: 'pounds a year',
    definition: `The value of the service’s ${money} for the ${year} financial year.`,
    formula: `The ${money} value for the ${year} year as given in the extract.`,
    table: funding,
    needs: [needs],
    decimals: 0,
  });
}
