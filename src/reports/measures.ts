/** The values of one service that its cost measures rest on; null is empty, or excluded by the officer. */
export interface GivenValues {
  /** Household units available. */
  units: number | null;
  /** Standard hours a week of one full-time member of staff. */
  hours: number | null;
  /** Paid managers, full-time equivalents. */
  managers: number | null;
  /** Paid frontline staff, full-time equivalents. */
  frontlineStaff: number | null;
  /** Weekly cost of one unit, pounds. */
  unitCost: number | null;
  contractNext: number | null;
  contractPrevious: number | null;
  subsidyNext: number | null;
  subsidyPrevious: number | null;
}

/** The seven cost measures of one service, by their column in `services`; null is "not available". */
export interface CostMeasures {
  weekly_unit_cost: number | null;
  cost_per_support_hour: number | null;
  support_hours_per_unit: number | null;
  contract_value_next_year: number | null;
  contract_value_previous_year: number | null;
  subsidy_value_next_year: number | null;
  subsidy_value_previous_year: number | null;
}

/** Section 5 [V]. A zero or missing divisor gives null, never 0 or infinity. */
export function costMeasures(given: GivenValues): CostMeasures {
  const supportHours = supportHoursOf(given);
  return {
    weekly_unit_cost: given.unitCost,
    cost_per_support_hour: costPerSupportHour(given, supportHours),
    support_hours_per_unit: supportHoursPerUnit(given, supportHours),
    contract_value_next_year: given.contractNext,
    contract_value_previous_year: given.contractPrevious,
    subsidy_value_next_year: given.subsidyNext,
    subsidy_value_previous_year: given.subsidyPrevious,
  };
}

/** Hours of support a week: standard hours × (paid managers + paid frontline staff), section 5 [V]. */
function supportHoursOf(given: GivenValues): number | null {
  if (given.hours === null || given.managers === null || given.frontlineStaff === null) return null;
  return given.hours * (given.managers + given.frontlineStaff);
}

/** Pounds an hour: (weekly unit cost × units) / support hours, section 5 [V]. */
function costPerSupportHour(given: GivenValues, supportHours: number | null): number | null {
  if (given.unitCost === null || given.units === null || supportHours === null || supportHours === 0)
    return null;
  return (given.unitCost * given.units) / supportHours;
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
  frontlineStaff: 'NumberPaidFrontlineStaff',
  unitCost: 'WeeklyUnitCost',
  contractNext: 'ContractValueNextYear',
  contractPrevious: 'ContractValuePreviousYear',
  subsidyNext: 'SubsidyValueNextYear',
  subsidyPrevious: 'SubsidyValuePreviousYear',
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
    needs: ['unitCost'],
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
    needs: ['unitCost', 'units', 'hours', 'managers', 'frontlineStaff'],
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
    needs: ['hours', 'managers', 'frontlineStaff', 'units'],
    direction: 'neither',
    decimals: 2,
  },
  yearly('contract', 'next', 'contractNext'),
  yearly('contract', 'previous', 'contractPrevious'),
  yearly('subsidy', 'next', 'subsidyNext'),
  yearly('subsidy', 'previous', 'subsidyPrevious'),
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

/** Why a measure is not available: a value was not given, a divisor is zero, or the officer excluded a value. */
export type Unavailable = 'not-given' | 'zero-divisor' | 'excluded';

/** `given` are the values as the file has them, before any was excluded. */
export function whyUnavailable(measure: Measure, given: GivenValues): Unavailable {
  if (measure.needs.some((key) => given[key] === null)) return 'not-given';
  return costMeasures(given)[measure.column] === null ? 'zero-divisor' : 'excluded';
}
