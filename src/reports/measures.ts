/** The values of one service that its cost measures rest on; null is empty, or excluded by the officer. */
export interface GivenValues {
  /** Household units available. */
  units: number | null;
  /** Standard hours a week of one full-time member of staff. */
  hours: number | null;
  /** Paid managers, full-time equivalents. */
  managers: number | null;
  /** Paid frontline staff, full-time equivalents. */
  frontline_staff: number | null;
  /** Weekly cost of one unit, pounds. */
  weekly_unit_cost: number | null;
  contract_value_next_year: number | null;
  contract_value_previous_year: number | null;
  subsidy_value_next_year: number | null;
  subsidy_value_previous_year: number | null;
}

/** The seven cost measures of one service, by their column in `services`; null is "not available". */
export type CostMeasures = {
  weekly_unit_cost: number | null;
  cost_per_support_hour: number | null;
  support_hours_per_unit: number | null;
  contract_value_next_year: number | null;
  contract_value_previous_year: number | null;
  subsidy_value_next_year: number | null;
  subsidy_value_previous_year: number | null;
};

/** Section 5 [V]. A zero or missing divisor gives null, never 0 or infinity. */
export function costMeasures(given: GivenValues): CostMeasures {
  const supportHours = supportHoursOf(given);
  return {
    weekly_unit_cost: given.weekly_unit_cost,
    cost_per_support_hour: costPerSupportHour(given, supportHours),
    support_hours_per_unit: supportHoursPerUnit(given, supportHours),
    contract_value_next_year: given.contract_value_next_year,
    contract_value_previous_year: given.contract_value_previous_year,
    subsidy_value_next_year: given.subsidy_value_next_year,
    subsidy_value_previous_year: given.subsidy_value_previous_year,
  };
}

/** Hours of support a week: standard hours × (paid managers + paid frontline staff), section 5 [V]. */
function supportHoursOf(given: GivenValues): number | null {
  if (given.hours === null || given.managers === null || given.frontline_staff === null) return null;
  return given.hours * (given.managers + given.frontline_staff);
}

/** Pounds an hour: (weekly unit cost × units) / support hours, section 5 [V]. */
function costPerSupportHour(given: GivenValues, supportHours: number | null): number | null {
  if (given.weekly_unit_cost === null || given.units === null || supportHours === null || supportHours === 0)
    return null;
  return (given.weekly_unit_cost * given.units) / supportHours;
}

/** Hours a week for one unit: support hours / units, section 5 [V]. */
function supportHoursPerUnit(given: GivenValues, supportHours: number | null): number | null {
  if (supportHours === null || given.units === null || given.units === 0) return null;
  return supportHours / given.units;
}

export type CostColumn = keyof CostMeasures;
export type Unit = 'pounds a week' | 'pounds an hour' | 'hours a week' | 'pounds a year';

/** What a measure is, for its page, its downloads and its query. */
export interface Measure {
  family: 'cost';
  slug: string;
  column: CostColumn;
  name: string;
  unit: Unit;
  /** One sentence: what it says about a service. */
  definition: string;
  /** How it is worked out, in words. */
  formula: string;
  /** The values that it needs. */
  needs: readonly (keyof GivenValues)[];
  /** Which way is better. Cost alone says neither: a dear service may be the better one. */
  direction: 'lower' | 'higher' | 'neither';
  /** Decimals on the page. */
  decimals: number;
}

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

export const measures: readonly Measure[] = [
  {
    family: 'cost',
    slug: 'weekly-unit-cost',
    column: 'weekly_unit_cost',
    name: 'Weekly unit cost',
    unit: 'pounds a week',
    definition: 'What one household unit of the service costs a week.',
    formula: 'The weekly unit cost as given in the extract.',
    needs: ['weekly_unit_cost'],
    direction: 'neither',
    decimals: 2,
  },
  {
    family: 'cost',
    slug: 'cost-per-support-hour',
    column: 'cost_per_support_hour',
    name: 'Cost per support hour',
    unit: 'pounds an hour',
    definition: 'What one hour of paid support costs.',
    formula:
      '(weekly unit cost × household units) ÷ (standard hours a week × (paid managers + paid frontline staff)).',
    needs: ['weekly_unit_cost', 'units', 'hours', 'managers', 'frontline_staff'],
    direction: 'neither',
    decimals: 2,
  },
  {
    family: 'cost',
    slug: 'support-hours-per-unit',
    column: 'support_hours_per_unit',
    name: 'Support hours per unit',
    unit: 'hours a week',
    definition: 'How many hours of paid support a week there are for each household unit.',
    formula: '(standard hours a week × (paid managers + paid frontline staff)) ÷ household units.',
    needs: ['hours', 'managers', 'frontline_staff', 'units'],
    direction: 'neither',
    decimals: 2,
  },
  yearly('contract', 'next', 'contract_value_next_year'),
  yearly('contract', 'previous', 'contract_value_previous_year'),
  yearly('subsidy', 'next', 'subsidy_value_next_year'),
  yearly('subsidy', 'previous', 'subsidy_value_previous_year'),
];

function yearly(money: 'contract' | 'subsidy', year: 'next' | 'previous', needs: keyof GivenValues): Measure {
  return {
    family: 'cost',
    slug: `${money}-value-${year}-year`,
    column: `${money}_value_${year}_year`,
    name: `${money === 'contract' ? 'Contract' : 'Subsidy'} value ${year} year`,
    unit: 'pounds a year',
    definition: `The value of the service’s ${money} for the ${year} financial year.`,
    formula: `The ${money} value for the ${year} year as given in the extract.`,
    needs: [needs],
    direction: 'neither',
    decimals: 0,
  };
}

/** The measure at an address, or undefined where there is none. */
export function findMeasure(family: unknown, slug: unknown): Measure | undefined {
  return measures.find((measure) => measure.family === family && measure.slug === slug);
}

/** Why a measure is not available: a value that it needs is empty or excluded, or a divisor is zero. */
export type Unavailable = 'no-value' | 'zero-divisor';

export function whyUnavailable(measure: Measure, given: GivenValues): Unavailable {
  return measure.needs.some((key) => given[key] === null) ? 'no-value' : 'zero-divisor';
}
