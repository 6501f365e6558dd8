/** When a valid value is probably wrong (data requirements, section 7). */
export const irregularRules = {
  /** Interquartile ranges beyond a quartile of live services of the same service type and client group. */
  usualRanges: 3,
  /** Fewer services than this say nothing of what is usual. */
  usualServices: 10,
  /** Nor do services of fewer authorities, or of which one authority has a larger part: they would tell of it. */
  usualAuthorities: 3,
  usualMostOfAll: 0.6,
  /** Times, or one over times, the same service's value in the live extract. */
  change: 3,
  hoursInWeek: 168,
} as const;

/** The numbers of a service that are compared with what is usual and with the last extract: columns of `services`. */
export const comparedColumns = [
  'units',
  'hours',
  'managers',
  'frontline_staff',
  'weekly_unit_cost',
  'contract_value_next_year',
  'contract_value_previous_year',
  'subsidy_value_next_year',
  'subsidy_value_previous_year',
] as const;

export type ComparedColumn = (typeof comparedColumns)[number];
