import { paths } from '../paths.ts';
import { dimensions, labelsOf, type Choices, type Dimension, type Filters } from './dimensions.ts';
import type { Measure } from './measures/measure.ts';
import {
  allPeers,
  peersLabel,
  peersOffered,
  peersText,
  type PeersChoice,
} from './comparison-groups/peer-groups.ts';
import type { Report } from './read-report.ts';

/** The choices as fields of an address or of a form, in the order of the form. */
export function queryFields({ filters, groupBy, peers, show }: Choices): { name: string; value: string }[] {
  const filtered = dimensions.flatMap(({ name }) => (filters[name] ?? []).map((value) => ({ name, value })));
  return [
    ...filtered,
    ...(groupBy === null ? [] : [{ name: 'groupBy', value: groupBy }]),
    ...(peers.kind === 'all' ? [] : [{ name: 'peers', value: peersText(peers) }]),
    ...(show === null ? [] : [{ name: 'show', value: showText(show) }]),
  ];
}

/** The address that reproduces a report: its choices, and what only one kind of page asks. */
export function query(
  choices: Choices,
  { page, ...others }: { page?: number | 'all' } & Record<string, string | number | undefined> = {},
): string {
  const params = new URLSearchParams(
    queryFields(choices).map(({ name, value }): [string, string] => [name, value]),
  );
  for (const [name, value] of Object.entries(others))
    if (value !== undefined) params.set(name, String(value));
  if (page !== undefined && page !== 1) params.set('page', String(page));
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** Filters in force, a label each. */
export function filtersInWords({ filters }: Pick<Choices, 'filters'>): string[] {
  return dimensions.flatMap(({ name, label }) => (filters[name] ?? []).map((value) => `${label} ${value}`));
}

/** Whom and what figures are of, for a file that no page is around. */
export function scopeInWords({ choices, comparedWith }: Pick<Report, 'choices' | 'comparedWith'>): string {
  const filters = filtersInWords(choices);
  const only = filters.length === 0 ? '' : ` Only services of: ${filters.join('; ')}.`;
  return `Compared with: ${comparedWith}.${only}`;
}

export function reportAddress(measure: Measure, choices: Choices, page: number | 'all' = 1): string {
  return paths.report(measure.family, measure.slug) + query(choices, { page });
}

/** Someone must be named to be shown: here all others have a word too. */
function showText(choice: PeersChoice): string {
  return choice.kind === 'all' ? 'all' : peersText(choice);
}

/** The address of another page with the same choices. */
export type AddressOf = (choices: Choices) => string;

/** A choice that only one kind of page has. */
export interface OwnSelect {
  name: string;
  label: string;
  items: { value: string; text: string; selected: boolean }[];
}

/**
 * The form of choices, and those in force, each with the address that is without it.
 * @param options.grouped whether the page groups services and draws single ones; another keeps what it was told of it
 * @param options.others choices that are made elsewhere on the page
 */
export function filtersView(
  { choices, places, groups, comparedWith }: Report,
  action: string,
  addressOf: AddressOf,
  {
    grouped = true,
    selects = [],
    others = {},
  }: { grouped?: boolean; selects?: OwnSelect[]; others?: Readonly<Record<string, string>> } = {},
) {
  const chosen = dimensions.flatMap(({ name, label }) =>
    (choices.filters[name] ?? []).map((value) => ({
      text: `${label}: ${value}`,
      clearHref: addressOf({ ...choices, filters: without(choices.filters, name, value) }),
    })),
  );
  const { own, saved } = groups;
  const offered = peersOffered(saved);
  const option = (choice: PeersChoice, value: string, selected: boolean) => ({
    value,
    text: peersLabel(choice, own, saved),
    selected,
  });
  const isSame = (one: PeersChoice, other: PeersChoice | null) =>
    other !== null && showText(one) === showText(other);
  return {
    action,
    chosen,
    clearHref: addressOf({ ...choices, filters: {} }),
    comparedWith,
    grouped,
    selects,
    hidden: [
      ...(grouped ? [] : queryFields({ ...choices, filters: {}, peers: allPeers })),
      ...Object.entries(others).map(([name, value]) => ({ name, value })),
    ],
    groupsHref: paths.peerGroups,
    peers: offered.map((choice) => option(choice, peersText(choice), isSame(choice, choices.peers))),
    show: [
      { value: '', text: 'Your own services only', selected: choices.show === null },
      ...offered.map((choice) => option(choice, showText(choice), isSame(choice, choices.show))),
    ],
    groupBy: [
      { value: '', text: 'No grouping', selected: choices.groupBy === null },
      ...dimensions.map(({ name, label }) => ({
        value: name,
        text: label,
        selected: choices.groupBy === name,
      })),
    ],
    fields: dimensions.map(({ name, label, of }) => ({
      name,
      label,
      hint: of === 'authority' ? 'Narrows the peers, never your own services.' : '',
      chosen: choices.filters[name]?.length ?? 0,
      items: labelsOf(name, places).map((value) => ({
        value,
        text: value,
        checked: choices.filters[name]?.includes(value) ?? false,
      })),
    })),
  };
}

function without(filters: Filters, name: Dimension, value: string): Filters {
  return { ...filters, [name]: filters[name]?.filter((label) => label !== value) };
}
