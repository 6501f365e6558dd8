import type { Dimension, Filters } from '../dimensions.ts';
import { FIGURES, MEAN, metOrNothing, partOf, restsOf, SPREAD, UNIT_WEIGHTED_MEAN } from './parts.ts';
import { questionsOf, SAYS_WHO, type PeerGroup } from './questions.ts';
import { heldTogether, judge, widerReports, type Judgement, type Question } from './rules.ts';
import { inForce, EVERY_BIT, rowsWith, tableOf, tally, type Cell, type Column, type Table } from './table.ts';

/**
 * Which figures about peers may be shown (sp-bench.md sections 1 and 2 [D]). A filter in force is one of which some
 * labels were chosen; the comparison group is one more, on who is a member. The rules, each beside those before it:
 *
 *  1. Minimums. What is shown rests on services of at least 3 other authorities and on at least 5 services.
 *  2. Left out. The filters in force cut all peers into parts, one for each way to pass some and to fail the others.
 *     Each part is nothing or meets the minimums: sums and differences of the wider reports tell them all.
 *  3. Held together. Among the groups of one list, those too small must, taken together, meet the minimums, or else
 *     the total less the groups shown would give them away; until they do, the smallest of the others join them.
 *  4. A filter is a grouping of which some groups were chosen. It may take none of what is held together, or all the
 *     groups there are, both in the report asked for and in any wider one (one or more of the filters dropped).
 *  5. Rivals. Where one of two sets of authorities that a reader can choose lies within the other, among what passes
 *     the other filters and in any wider report, what is between them is nothing or meets the minimums.
 *
 * So wherever all choices of one report lie within those of another, what is left when the one is taken from the other
 * is nothing or meets the minimums itself. `spread` is the same judgement by the greater minimums.
 *
 * A mean times its count is a sum, which can be subtracted like a count. So `mean` is the same judgement again, with
 * "no authority makes up more than 60 % of the sum" for the minimums: of what is shown, of all parts (2), of each group
 * and of those held together (3, so also of the total less all groups whose means are shown), of what is between
 * rivals (5). `unitWeightedMean` asks it of both sums that make it, and at least 3 authorities that have units.
 *
 * What remains possible: several subtractions chained across reports that each narrow different choices; for means,
 * two reports that differ in more than one choice widened; knowledge from outside, and of earlier days.
 */
export type Verdict =
  { kind: Withheld } | { kind: 'shown'; spread: boolean; mean: boolean; unitWeightedMean: boolean };
export type Withheld = 'too-few' | 'would-unmask';

export { minimums, MOST_OF_A_SUM, type Minimums } from './parts.ts';
export type { PeerGroup } from './questions.ts';
export type { Cell } from './table.ts';
export { toThreeFigures } from './three-figures.ts';

/** May the figures of all peers within the filters be shown? `cells` are all peers, filtered by nothing. */
export function judgeReport(cells: readonly Cell[], filters: Filters, group: PeerGroup | null): Verdict {
  return judgeReportOn(tableOf(cells, namesFor(filters, null)), filters, group);
}

/** The same for each group of a report: a group is a filter that takes in one label, instead of the one there is. */
export function judgeGroups(
  cells: readonly Cell[],
  filters: Filters,
  groupBy: Dimension,
  group: PeerGroup | null,
): Map<string, Verdict> {
  return judgeGroupsOn(tableOf(cells, namesFor(filters, groupBy)), filters, groupBy, group);
}

/** For peers that are columns already. @param table has a column for each of `namesFor` */
export function judgeReportOn(table: Table, filters: Filters, group: PeerGroup | null): Verdict {
  return verdictOf(judgeTable(table, filters, group));
}

export function judgeGroupsOn(
  table: Table,
  filters: Filters,
  groupBy: Dimension,
  group: PeerGroup | null,
  isAsked: (label: string) => boolean = () => true,
): Map<string, Verdict> {
  const others = { ...filters, [groupBy]: undefined };
  const grouping = table.columns.get(groupBy) ?? { labels: [], at: new Uint16Array() };
  const judgements = SAYS_WHO.includes(groupBy)
    ? grouping.labels.map((label) =>
        isAsked(label) ? judgeTable(table, { ...others, [groupBy]: [label] }, group) : NOT_SHOWN,
      )
    : questionsOf(table, others, group)
        .map((question) => judgeEach(question, grouping, isAsked))
        .reduce((ones, others) => ones.map((one, place) => both(one, others[place] ?? one)));
  return new Map(judgements.map((judgement, place) => [grouping.labels[place] ?? '', verdictOf(judgement)]));
}

function judgeTable(table: Table, filters: Filters, group: PeerGroup | null): Judgement {
  return questionsOf(table, filters, group)
    .map((question) => judge(question, table.rows))
    .reduce(both);
}

/** Of a label that is not asked about. */
const NOT_SHOWN: Judgement = { narrowest: 0, met: 0 };

function both(one: Judgement, other: Judgement): Judgement {
  return { narrowest: one.narrowest & other.narrowest, met: one.met & other.met };
}

function verdictOf({ narrowest, met }: Judgement): Verdict {
  if (!(narrowest & FIGURES)) return { kind: 'too-few' };
  if (!(met & FIGURES)) return { kind: 'would-unmask' };
  return {
    kind: 'shown',
    spread: (met & SPREAD) !== 0,
    mean: (met & MEAN) !== 0,
    unitWeightedMean: (met & UNIT_WEIGHTED_MEAN) !== 0,
  };
}

/** Dimensions that are looked at. Whichever says who the peers are, region and type of authority both are. */
export function namesFor(filters: Filters, groupBy: Dimension | null): Dimension[] {
  const names = inForce(groupBy === null ? filters : { ...filters, [groupBy]: ['any'] });
  return names.some((name) => SAYS_WHO.includes(name)) ? [...names, ...SAYS_WHO] : names;
}

/** What judging one filter after the other would give, with what is common to all labels worked out once. */
function judgeEach(question: Question, grouping: Column, isAsked: (label: string) => boolean): Judgement[] {
  const { table } = question;
  const ungrouped = judge(question, table.rows);
  const held = heldInAny(question, grouping, ungrouped.met);
  const rest = restOfParts(question, grouping);
  return grouping.labels.map((name, label) => {
    if (!isAsked(name)) return NOT_SHOWN;
    const group = rowsWith(table.rows, grouping.at, EVERY_BIT, label);
    const { narrowest, met } = judge(question, group);
    return { narrowest, met: met & ungrouped.met & ~(held[label] ?? 0) & (rest[label] ?? 0) };
  });
}

/** By label, the standards of those asked about under which it is held together with others in the report or a wider one. */
function heldInAny(question: Question, grouping: Column, asked: number): Uint8Array {
  const inAny = new Uint8Array(grouping.labels.length);
  for (const { within } of widerReports(question, question.table.rows)) {
    const { held } = heldTogether(groupsOf(question.table, within, grouping), asked);
    held.forEach((bits, label) => (inAny[label] = (inAny[label] ?? 0) | bits));
  }
  return inAny;
}

/** By label, the standards that all other labels together meet in each part that the filters cut the peers into. */
function restOfParts({ table, filters, passes }: Question, grouping: Column): Uint8Array {
  const met = new Uint8Array(grouping.labels.length).fill(-1);
  for (let part = 0; part < 2 ** filters.length; part += 1) {
    const rows = rowsWith(table.rows, passes, EVERY_BIT, part);
    if (rows.length === 0) continue;
    const groups = groupsOf(table, rows, grouping);
    const { there } = heldTogether(groups);
    const all = partOf(groups, there);
    const rests = new Map(restsOf(groups, there).map((rest, place) => [there[place], rest]));
    for (const label of grouping.labels.keys())
      met[label] = (met[label] ?? 0) & metOrNothing(rests.get(label) ?? all);
  }
  return met;
}

function groupsOf(table: Table, rows: Uint32Array, { at, labels }: Column) {
  return tally(table, rows, at, labels.length);
}
