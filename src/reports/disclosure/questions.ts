import type { Dimension, Filters } from '../dimensions.ts';
import type { FilterInForce, Question } from './rules.ts';
import { inForce, type Column, type Table } from './table.ts';

/**
 * The comparison group: authorities' ids that the peers are narrowed to (own saved group, nearest neighbours). `rivals`
 * are the other sets which the reader could compare with, see disclosure-groups.ts.
 */
export interface PeerGroup {
  members: ReadonlySet<number>;
  rivals: readonly ReadonlySet<number>[];
}

/** Dimensions that choose authorities, not services of theirs: what they choose, everybody knows. */
export const SAYS_WHO: readonly Dimension[] = ['region', 'authorityType'];

/**
 * A report as the rules see it, in one or two ways. Everybody knows which types there are in a region. So where a type
 * was chosen that the regions chosen do not have, the report is judged without that choice as well: it changes nothing
 * in what is shown, but would hide how little the filter leaves out.
 */
export function questionsOf(table: Table, filters: Filters, group: PeerGroup | null): Question[] {
  const names = inForce(filters);
  const saysWho = names.filter((name) => SAYS_WHO.includes(name));
  const chosen = chosenAuthorities(table, filters, saysWho, group);
  const asked = names.map((name) => filterNamed(table, name, filters[name] ?? []));
  const known = asked.map((filter) =>
    filter.ofAuthorities ? { ...filter, taken: labelsOf(table, chosen, filter) } : filter,
  );
  const isSame = known.every(({ taken }, place) => String(taken) === String(asked[place]?.taken));
  const rivals = group
    ? group.rivals.map((ids) => placesOf(table, ids))
    : knownRivals(table, saysWho, chosen);
  // Were both in force, a part of one group could be held against another group whole.
  const mayShow = group === null || saysWho.length === 0;
  return (isSame ? [asked] : [asked, known]).map((ways) => {
    const all = group ? [...ways, memberFilter(table, chosen)] : ways;
    return { table, filters: all, passes: passesOf(table, all), chosen, rivals, mayShow };
  });
}

function filterNamed(table: Table, name: Dimension, chosen: readonly string[]): FilterInForce {
  const column = columnNamed(table, name);
  const taken = Uint8Array.from(column.labels, (label) => (chosen.includes(label) ? 1 : 0));
  return { ...column, taken, ofAuthorities: SAYS_WHO.includes(name) };
}

function chosenAuthorities(
  table: Table,
  filters: Filters,
  saysWho: readonly Dimension[],
  group: PeerGroup | null,
): Uint8Array {
  const chosen = group ? placesOf(table, group.members) : new Uint8Array(table.authorities.length).fill(1);
  for (const name of saysWho) {
    const column = columnNamed(table, name);
    authorityLabels(table, column).forEach((label, authority) => {
      if (!filters[name]?.includes(column.labels[label] ?? '')) chosen[authority] = 0;
    });
  }
  return chosen;
}

/** 1 for each label that any of these authorities has. */
function labelsOf(table: Table, chosen: Uint8Array, column: Column): Uint8Array {
  const labelAt = authorityLabels(table, column);
  const labels = new Uint8Array(column.labels.length);
  chosen.forEach((is, authority) => {
    if (is) labels[labelAt[authority] as number] = 1;
  });
  return labels;
}

/** With a filter on region or on type alone, all that there are of the other one of the same authorities. */
function knownRivals(table: Table, saysWho: readonly Dimension[], chosen: Uint8Array): Uint8Array[] {
  const others = saysWho.length === 1 ? SAYS_WHO.filter((name) => !saysWho.includes(name)) : [];
  return others.map((name) => {
    const column = columnNamed(table, name);
    const labels = labelsOf(table, chosen, column);
    return Uint8Array.from(authorityLabels(table, column), (label) => labels[label] as number);
  });
}

function memberFilter(table: Table, chosen: Uint8Array): FilterInForce {
  const at = table.authorityAt.map((authority) => chosen[authority] as number);
  return { labels: ['other', 'member'], at, taken: Uint8Array.of(0, 1), ofAuthorities: true };
}

function passesOf(table: Table, filters: readonly FilterInForce[]): Uint16Array {
  const passes = new Uint16Array(table.rows.length);
  filters.forEach(({ at, taken }, bit) => {
    for (let row = 0; row < passes.length; row += 1)
      if (taken[at[row] as number]) passes[row] = (passes[row] as number) | (1 << bit);
  });
  return passes;
}

/** By authority, the place of its label. */
function authorityLabels(table: Table, { at }: Column): Uint16Array {
  const labels = new Uint16Array(table.authorities.length);
  table.authorityAt.forEach((authority, row) => (labels[authority] = at[row] as number));
  return labels;
}

function placesOf(table: Table, ids: ReadonlySet<number>): Uint8Array {
  return Uint8Array.from(table.authorities, (id) => (ids.has(id) ? 1 : 0));
}

function columnNamed(table: Table, name: Dimension): Column {
  const column = table.columns.get(name);
  if (!column) throw new Error(`No column ${name}`);
  return column;
}
