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
