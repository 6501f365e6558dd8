import { comparedColumns, irregularRules, type ComparedColumn } from '../specification/irregular.ts';
import { fault, type Fault } from '../../tables/index.ts';

/** Quartiles of what live services of one service type and client group hold, a pair a compared column. */
export interface UsualRange {
  lower: number;
  upper: number;
}

/** What is usual, by `usualKey`, a range (or null) a compared column. */
export type UsualRanges = ReadonlyMap<number, readonly (UsualRange | null)[]>;

/**
 * What is usual among other authorities' live services, now or at a moment: handed in by wiring, reports know what may be
 * told of others.
 */
export type UsualRangesOf = (authorityId: number, asOf: Date | null) => Promise<UsualRanges>;

/** The live extract's numbers of each service, by its id, in the order of comparedColumns. */
export type PreviousNumbers = ReadonlyMap<string, readonly (number | null)[]>;

/** One number for a service type and a client group, which are positions in short lists. */
export function usualKey(serviceType: number, clientGroup: number): number {
  return serviceType * 1000 + clientGroup;
}

/** Given numbers have two decimals at most: what differs by less than this is at the border, not beyond it. */
const HAIR = 0.001;

const columnIndex = Object.fromEntries(comparedColumns.map((column, index) => [column, index])) as Record<
  ComparedColumn,
  number
>;
const HOURS = columnIndex.hours;
const COST = columnIndex.weekly_unit_cost;
const MANAGERS = columnIndex.managers;
const FRONTLINE = columnIndex.frontline_staff;

/**
 * Why a valid number is probably wrong, or null (data requirements, section 7). One reason a number: nothing there
 * at all, then more than a week holds, then unlike its peers, then unlike its last extract.
 * @param at index into comparedColumns
 * @param numbers the service's numbers in that order; NaN where there is none
 */
export function oddity(
  at: number,
  numbers: Float64Array,
  usual: readonly (UsualRange | null)[] | undefined,
  previous: readonly (number | null)[] | undefined,
): Fault | null {
  const value = numbers[at] ?? NaN;
  if (Number.isNaN(value)) return null;
  return (
    isNothing(at, value, numbers) ??
    tooLong(at, value) ??
    unlikePeers(value, usual?.[at]) ??
    unlikeBefore(value, previous?.[at])
  );
}

function isNothing(at: number, value: number, numbers: Float64Array): Fault | null {
  if (value !== 0) return null;
  if (at === COST) return fault('irregular.zero-cost');
  if (at === HOURS) return fault('irregular.zero-hours');
  return at === FRONTLINE && numbers[MANAGERS] === 0 ? fault('irregular.zero-staff') : null;
}

function tooLong(at: number, value: number): Fault | null {
  return at === HOURS && value > irregularRules.hoursInWeek
    ? fault('irregular.week', { most: irregularRules.hoursInWeek })
    : null;
}

/** A range without width says nothing of how far is far. */
function unlikePeers(value: number, usual: UsualRange | null | undefined): Fault | null {
  if (!usual || usual.upper <= usual.lower) return null;
  const reach = irregularRules.usualRanges * (usual.upper - usual.lower);
  if (value > usual.upper + reach + HAIR) return fault('irregular.high');
  return value < usual.lower - reach - HAIR ? fault('irregular.low') : null;
}

function unlikeBefore(value: number, before: number | null | undefined): Fault | null {
  if (before === null || before === undefined || before === 0) return null;
  if (value > before * irregularRules.change + HAIR) return fault('irregular.rise', { before });
  return value * irregularRules.change < before - HAIR ? fault('irregular.fall', { before }) : null;
}
