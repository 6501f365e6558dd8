import { NEIGHBOURS, nearestNeighbours, type AuthorityFacts } from './neighbours.ts';

/** Whom an authority is compared with. */
export type PeersChoice = { kind: 'all' | 'region' | 'type' | 'nearest' } | { kind: 'saved'; id: number };

/** A group that an authority has put together. An ended one is offered to nobody, yet disclosure control counts it. */
export interface SavedGroup {
  id: number;
  name: string;
  /** Ids of authorities, ascending. */
  members: number[];
  endedAt: Date | null;
}

export const MOST_GROUPS = 20;
/** Ended ones with it: every set that was ever used narrows what the next may be. */
export const MOST_GROUPS_EVER = 200;
export const LONGEST_NAME = 80;

export const allPeers: PeersChoice = { kind: 'all' };
export const readyMadeChoices: readonly PeersChoice[] = [
  allPeers,
  { kind: 'region' },
  { kind: 'type' },
  { kind: 'nearest' },
];

/** The choice of an address, all others without one; null for what is no choice. */
export function parsePeers(text: unknown): PeersChoice | null {
  if (text === undefined || text === '') return allPeers;
  if (text === 'region' || text === 'type' || text === 'nearest') return { kind: text };
  const id = typeof text === 'string' ? /^group-([1-9]\d{0,14})$/.exec(text)?.[1] : undefined;
  return id === undefined ? null : { kind: 'saved', id: Number(id) };
}

/** The same, but null too for a saved group that has ended or is not the authority's: `saved` are its own. */
export function usablePeers(text: unknown, saved: readonly SavedGroup[]): PeersChoice | null {
  const choice = parsePeers(text);
  return choice?.kind === 'saved' && !savedGroup(choice.id, saved) ? null : choice;
}

/** What stands after `peers=` in an address; empty for all others, who need no parameter. */
export function peersText(choice: PeersChoice): string {
  if (choice.kind === 'all') return '';
  return choice.kind === 'saved' ? `group-${choice.id}` : choice.kind;
}

/** The choices that a report offers: the ready-made ones, then the saved groups by name. */
export function peersOffered(saved: readonly SavedGroup[]): PeersChoice[] {
  const groups = saved.filter(({ endedAt }) => endedAt === null);
  const byName = groups.sort((a, b) => a.name.localeCompare(b.name, 'en'));
  return [...readyMadeChoices, ...byName.map(({ id }): PeersChoice => ({ kind: 'saved', id }))];
}

export function peersLabel(
  choice: PeersChoice,
  own: Pick<AuthorityFacts, 'region' | 'type'>,
  saved: readonly SavedGroup[],
): string {
  if (choice.kind === 'saved') return savedGroup(choice.id, saved)?.name ?? 'A group that is not there';
  return {
    all: 'All other authorities',
    region: `Same region (${own.region})`,
    type: `Same type (${own.type})`,
    nearest: `${NEIGHBOURS} nearest neighbours`,
  }[choice.kind];
}

/**
 * Ids of the authorities of a choice, never one's own; null for all others. Nobody for a saved group that is not among
 * `saved` or has ended: a report of nobody shows nothing, one of all would show what was not asked for.
 */
export function membersOf(
  choice: PeersChoice,
  own: AuthorityFacts,
  all: readonly AuthorityFacts[],
  saved: readonly SavedGroup[],
): ReadonlySet<number> | null {
  if (choice.kind === 'all') return null;
  const others = all.filter(({ id }) => id !== own.id);
  const members = {
    region: () => others.filter(({ region }) => region === own.region).map(({ id }) => id),
    type: () => others.filter(({ type }) => type === own.type).map(({ id }) => id),
    nearest: () => nearestNeighbours(own, all).map(({ id }) => id),
    saved: () => (choice.kind === 'saved' && savedGroup(choice.id, saved)?.members) || [],
  }[choice.kind]();
  return new Set(members.filter((id) => id !== own.id));
}

function savedGroup(id: number, saved: readonly SavedGroup[]): SavedGroup | undefined {
  return saved.find((group) => group.id === id && group.endedAt === null);
}

/** A set of peers by the name that an officer knows it under. */
export interface NamedSet {
  name: string;
  members: ReadonlySet<number>;
}

/** The sets that only this authority knows: all that it has ever saved, and its nearest neighbours. */
export function ownSets(
  own: AuthorityFacts,
  all: readonly AuthorityFacts[],
  saved: readonly SavedGroup[],
): NamedSet[] {
  return [
    ...saved.map(({ name, members, endedAt }) => ({
      name: endedAt === null ? `“${name}”` : `“${name}”, which was ended`,
      members: new Set(members),
    })),
    setOf(`your ${NEIGHBOURS} nearest neighbours`, nearestNeighbours(own, all)),
  ];
}

/** The sets that everybody has: each region, each type, and all of these authorities. */
export function commonSets(others: readonly AuthorityFacts[]): NamedSet[] {
  const regions = [...new Set(others.map(({ region }) => region))];
  const types = [...new Set(others.map(({ type }) => type))];
  return [
    ...regions.map((name) =>
      setOf(
        `the region ${name}`,
        others.filter(({ region }) => region === name),
      ),
    ),
    ...types.map((name) =>
      setOf(
        `the type ${name}`,
        others.filter(({ type }) => type === name),
      ),
    ),
    setOf('all other authorities', others),
  ];
}

function setOf(name: string, members: readonly AuthorityFacts[]): NamedSet {
  return { name, members: new Set(members.map(({ id }) => id)) };
}

/** The authorities that are in one of two sets alone, ascending. */
export function differenceOf(a: ReadonlySet<number>, b: ReadonlySet<number>): number[] {
  const only = (these: ReadonlySet<number>, those: ReadonlySet<number>) =>
    [...these].filter((id) => !those.has(id));
  return [...only(a, b), ...only(b, a)].sort((one, other) => one - other);
}
