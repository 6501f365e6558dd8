import {
  ALL_STANDARDS,
  authoritiesIn,
  FIGURES,
  metOrNothing,
  partOf,
  standards,
  sumOf,
  type Part,
  type Tally,
} from './parts.ts';
import { rowsWith, tally, type Column, type Table } from './table.ts';

/** A filter in force, or the comparison group, which is a filter on who is a member. */
export interface FilterInForce extends Column {
  /** 1 for each label that was chosen. */
  taken: Uint8Array;
  /** Does it choose authorities, rather than services of theirs? */
  ofAuthorities: boolean;
}

/** A report, as a question to a table of all peers. */
export interface Question {
  table: Table;
  filters: readonly FilterInForce[];
  /** By row, a bit for each filter that it passes. */
  passes: Uint16Array;
  /** The authorities chosen, and the other sets that a reader could choose: by place, 1 for those in it. */
  chosen: Uint8Array;
  rivals: readonly Uint8Array[];
  mayShow: boolean;
}

/** Bits of standards. `met` never has more than `narrowest`: what the services within all filters meet by themselves. */
export interface Judgement {
  narrowest: number;
  met: number;
}

/** All rules about the rows given, as though these were all the peers there are. */
export function judge(question: Question, rows: Uint32Array): Judgement {
  const { table, filters, passes } = question;
  const everyFilter = 2 ** filters.length - 1;
  const byPasses = tally(table, rows, passes, everyFilter + 1);
  const { met: narrowest } = partOf(byPasses, [everyFilter]);
  let met = question.mayShow ? narrowest : 0;
  for (let part = 0; part < everyFilter; part += 1) met &= metOrNothing(partOf(byPasses, [part]));
  for (const { within, kept } of widerReports(question, rows)) {
    if (!(met & FIGURES)) break;
    filters.forEach((filter, bit) => {
      if (!(kept & (1 << bit)))
        met &= uncut(tally(table, within, filter.at, filter.labels.length), filter.taken, met);
    });
    met &= besideRivals(question, kept, within);
  }
  return { narrowest, met };
}

/** The report itself, and one for each way to keep some of its filters and drop the others. */
export function* widerReports(
  { filters, passes }: Question,
  rows: Uint32Array,
): Generator<{ within: Uint32Array; kept: number }> {
  for (let kept = 0; kept < 2 ** filters.length; kept += 1)
    yield { kept, within: kept === 0 ? rows : rowsWith(rows, passes, kept, kept) };
}

/** Of the standards asked about, those under which the labels taken are all there are, or none is held together with another. */
function uncut(groups: Tally, taken: Uint8Array, asked: number): number {
  const { there, held } = heldTogether(groups, asked);
  if (there.every((label) => taken[label])) return ALL_STANDARDS;
  return there.reduce(
    (bits, label) => (taken[label] ? bits & ~(held[label] as number) : bits),
    ALL_STANDARDS,
  );
}

/**
 * By label, the standards under which it may not be told from some others: those that do not meet the standard and,
 * until what they make together does, the smallest of the rest; all there are where even that is too little.
 * @param asked the standards that are looked at: a page asks this thousands of times, mostly about what is left of them
 */
export function heldTogether(groups: Tally, asked = ALL_STANDARDS): { there: number[]; held: Uint8Array } {
  const there: number[] = [];
  const parts: Part[] = [];
  let metByAll = asked;
  for (let label = 0; label < groups.labels; label += 1) {
    const part = partOf(groups, [label]);
    parts.push(part);
    if (part.services === 0) continue;
    there.push(label);
    metByAll &= part.met;
  }
  const held = new Uint8Array(groups.labels);
  const missed = asked & ~metByAll;
  if (there.length > 1 && missed !== 0) holdTogether(groups, { there, parts, held, missed });
  return { there, held };
}

function holdTogether(
  groups: Tally,
  {
    there,
    parts,
    held,
    missed,
  }: { there: readonly number[]; parts: readonly Part[]; held: Uint8Array; missed: number },
): void {
  const partAt = (label: number): Part => parts[label] as Part;
  const smallestFirst = there.toSorted((a, b) => partAt(a).services - partAt(b).services || a - b);
  for (const standard of standards) {
    if (!(missed & standard)) continue;
    const together = there.filter((label) => !(partAt(label).met & standard));
    const sum = sumOf(groups);
    for (const label of together) sum.add(label);
    for (const label of smallestFirst) {
      if (!(partAt(label).met & standard)) continue;
      if (sum.part().met & standard) break;
      together.push(label);
      sum.add(label);
    }
    for (const label of together) held[label] = (held[label] as number) | standard;
  }
}

/** Which standards what lies between the authorities chosen and each of their rivals meets, where one holds the other. */
function besideRivals(
  { table, filters, chosen, rivals }: Question,
  kept: number,
  within: Uint32Array,
): number {
  const place = filters.findIndex(({ ofAuthorities }) => ofAuthorities);
  const [filter] = filters.slice(place);
  const choosesAuthorities = filters.some(({ ofAuthorities }, bit) => ofAuthorities && kept & (1 << bit));
  if (rivals.length === 0 || !filter || choosesAuthorities) return ALL_STANDARDS;
  const groups = tally(table, within, filter.at, filter.labels.length);
  const labels = [...filter.labels.keys()];
  const isHere = authoritiesIn(groups);
  let met = ALL_STANDARDS;
  for (const rival of rivals) {
    const between = differenceOf(chosen, rival, isHere);
    if (between) met &= metOrNothing(partOf(groups, labels, between));
  }
  return met;
}

/** Where one of two sets holds the other, among those that are here: 1 for each that only one has. */
function differenceOf(one: Uint8Array, other: Uint8Array, isHere: Uint8Array): Uint8Array | null {
  const between = new Uint8Array(one.length);
  let onlyInOne = false;
  let onlyInOther = false;
  for (let authority = 0; authority < one.length; authority += 1) {
    if (!isHere[authority] || one[authority] === other[authority]) continue;
    if (one[authority]) onlyInOne = true;
    else onlyInOther = true;
    if (onlyInOne && onlyInOther) return null;
    between[authority] = 1;
  }
  return between;
}
