import type { Dimension, Filters } from './dimensions.ts';

/**
 * Which groups of peers may be shown (sp-bench.md section 2 [D]). Three rules, each stricter than the one before:
 *
 *  1. Minimums. A group is shown only if it holds services of at least 3 other authorities and at least 5 services.
 *  2. Held together. Among the groups of one list, those too small must, taken together, meet the minimums, or else
 *     the total less the groups shown would give them away; until they do, the smallest of the others join them.
 *  3. A filter is a grouping of which some groups were chosen. It may not cut through groups that are held together,
 *     neither in the report asked for nor in any wider one (one or more of the filters dropped).
 *
 * So wherever one report lies within another that asks for the same or drops or widens one choice, what is left when
 * the one is taken from the other is nothing or meets the minimums itself. What remains possible: chains of several
 * subtractions across reports that each narrow different choices, and knowledge from outside (that two choices
 * happen to hold the very same services).
 *
 * The rules see only counts. The place for dominance, rounding and the minimum and maximum is after these: a group
 * that they show may still lose some of its figures.
 */
export const MINIMUM_AUTHORITIES = 3;
export const MINIMUM_SERVICES = 5;

/** Peers' services that share one label in every dimension in use; only services where the measure has a value. */
export interface Cell {
  at: Readonly<Partial<Record<Dimension, string>>>;
  services: number;
  /** Ids of its authorities: all, or any three of them, which is all that the minimum asks. */
  authorities: readonly number[];
}

export type Verdict = 'shown' | 'too-few' | 'would-unmask';

/** May the figures of all peers within the filters be shown? `cells` are all peers, filtered by nothing. */
export function judgeReport(cells: readonly Cell[], filters: Filters): Verdict {
  const reports = widerReports(cells, filters);
  if (!meetsMinimums(reports.narrowest)) return 'too-few';
  return reports.wider.some(({ within, dropped }) => dropped.some((name) => cuts(within, name, filters)))
    ? 'would-unmask'
    : 'shown';
}

/** The same for each group of a report: a group is a filter that takes in one label. */
export function judgeGroups(
  cells: readonly Cell[],
  filters: Filters,
  groupBy: Dimension,
): Map<string, Verdict> {
  const others = { ...filters, [groupBy]: undefined };
  const wider = widerReports(cells, others).wider;
  const heldTogether = new Set(wider.flatMap(({ within }) => [...labelsHeldTogether(within, groupBy)]));
  const ungrouped = judgeReport(cells, others);
  const verdictOn = (label: string, group: readonly Cell[]): Verdict => {
    const alone = judgeReport(group, others);
    return alone === 'shown' && (ungrouped !== 'shown' || heldTogether.has(label)) ? 'would-unmask' : alone;
  };
  return new Map([...cellsByLabel(cells, groupBy)].map(([label, group]) => [label, verdictOn(label, group)]));
}

export function meetsMinimums(cells: readonly Cell[]): boolean {
  let services = 0;
  const authorities = new Set<number>();
  for (const cell of cells) {
    services += cell.services;
    for (const authority of cell.authorities) authorities.add(authority);
    if (services >= MINIMUM_SERVICES && authorities.size >= MINIMUM_AUTHORITIES) return true;
  }
  return false;
}

interface WiderReport {
  /** The peers that pass the filters kept. */
  within: Cell[];
  dropped: Dimension[];
}

/** The report with all its filters in force, and one for each way to keep some of them and drop others. */
function widerReports(cells: readonly Cell[], filters: Filters): { narrowest: Cell[]; wider: WiderReport[] } {
  const inForce = (Object.keys(filters) as Dimension[]).filter((name) => filters[name]?.length);
  const passed = cells.map((cell) => passedFilters(cell, inForce, filters));
  const reports = Array.from({ length: 2 ** inForce.length }, (_, kept) => ({
    within: cells.filter((_cell, index) => ((passed[index] ?? 0) & kept) === kept),
    dropped: inForce.filter((_name, bit) => !(kept & (1 << bit))),
  }));
  return { narrowest: reports.at(-1)?.within ?? [], wider: reports };
}

/** One bit for each filter in force that the cell passes. */
function passedFilters(cell: Cell, inForce: readonly Dimension[], filters: Filters): number {
  let bits = 0;
  inForce.forEach((name, bit) => {
    if (filters[name]?.includes(cell.at[name] ?? '')) bits |= 1 << bit;
  });
  return bits;
}

/** Does the filter take in some, but not all, of what is held together among these peers? */
function cuts(cells: readonly Cell[], name: Dimension, filters: Filters): boolean {
  const held = [...labelsHeldTogether(cells, name)];
  const taken = held.filter((label) => filters[name]?.includes(label)).length;
  return taken > 0 && taken < held.length;
}

/** Rule 2. The labels that may not be told apart: none, or enough of them to meet the minimums, or all there are. */
function labelsHeldTogether(cells: readonly Cell[], name: Dimension): Set<string> {
  const groups = [...cellsByLabel(cells, name)].map(([label, group]) => ({ label, group }));
  const held = groups.filter(({ group }) => !meetsMinimums(group));
  const smallestFirst = groups
    .filter((group) => !held.includes(group))
    .sort((a, b) => servicesIn(a.group) - servicesIn(b.group) || (a.label < b.label ? -1 : 1));
  for (const next of smallestFirst) {
    if (held.length === 0 || meetsMinimums(held.flatMap(({ group }) => group))) break;
    held.push(next);
  }
  return new Set(held.map(({ label }) => label));
}

function cellsByLabel(cells: readonly Cell[], name: Dimension): Map<string, Cell[]> {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const label = cell.at[name] ?? '';
    const group = groups.get(label);
    if (group) group.push(cell);
    else groups.set(label, [cell]);
  }
  return groups;
}

function servicesIn(cells: readonly Cell[]): number {
  return cells.reduce((total, cell) => total + cell.services, 0);
}
