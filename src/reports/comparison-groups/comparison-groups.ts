import type { Choices, Filters } from '../dimensions.ts';
import type { PeerGroup } from '../disclosure/disclosure.ts';
import { nearestUnions } from '../disclosure/groups.ts';
import type { AuthorityFacts } from './neighbours.ts';
import { membersOf, type PeersChoice, type SavedGroup } from './peer-groups.ts';

/** What the comparison groups of a reader are made from. */
export interface ReaderGroups {
  own: AuthorityFacts;
  all: readonly AuthorityFacts[];
  /** All that the authority has ever saved, those that have ended too: each was shown once. */
  saved: readonly SavedGroup[];
}

interface Given {
  choices: Pick<Choices, 'filters' | 'groupBy'>;
  groups: ReaderGroups;
}

/**
 * A comparison group as a question to the peers. The own region and type are filters like any other, so that they are
 * judged as such; any other group is a set of authorities, judged beside every set that the reader could hold it against.
 */
export function comparedWith(
  { choices: { filters, groupBy }, groups }: Given,
  peers: PeersChoice,
): { choices: { filters: Filters; groupBy: Choices['groupBy'] }; group: PeerGroup | null } {
  const { own } = groups;
  if (peers.kind === 'region')
    return { choices: { filters: narrowed(filters, 'region', own.region), groupBy }, group: null };
  if (peers.kind === 'type')
    return { choices: { filters: narrowed(filters, 'authorityType', own.type), groupBy }, group: null };
  return { choices: { filters, groupBy }, group: peerGroup(groups, peers) };
}

/** A filter on another region leaves nothing of the own one: no label is like the empty one. */
function narrowed(filters: Filters, name: 'region' | 'authorityType', label: string): Filters {
  const chosen = filters[name];
  return { ...filters, [name]: !chosen?.length || chosen.includes(label) ? [label] : [''] };
}

function peerGroup({ own, all, saved }: ReaderGroups, peers: PeersChoice): PeerGroup | null {
  const members = membersOf(peers, own, all, saved);
  if (members === null) return null;
  const others = all.filter(({ id }) => id !== own.id);
  const nearest = membersOf({ kind: 'nearest' }, own, all, saved);
  const rivals = [...saved.map((group) => new Set(group.members)), ...(nearest ? [nearest] : [])];
  return { members, rivals: [...rivals, ...nearestUnions(members, others)] };
}
