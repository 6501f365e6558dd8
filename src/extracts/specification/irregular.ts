/** When a valid value is probably wrong (data requirements, section 7). */
export const irregularRules = {
  /** Interquartile ranges beyond a quartile of live services of the same service type and client group. */
  usualRanges: 3,
  /** Fewer services than this say nothing of what is usual. */
  usualServices: 10,
  /** Times, or one over times, the same service's value in the live extract. */
  change: 3,
  hoursInWeek: 168,
} as const;

/** The numbers of a service that are compared with what is usual and with the last extract: columns of `services`. */
export const comparedColumns = [
  'given_units',
  'given_hours',
  'given_managers',
  'given_frontline_staff',
  'given_unit_cost',
  'given_contract_next',
  'given_contract_previous',
  'given_subsidy_next',
  'given_subsidy_previous',
] as const;

export type ComparedColumn = (typeof comparedColumns)[number];
