import type { Knex } from 'knex';
import { recordEvent, type Actor } from '../../audit/index.ts';
import { judgeNewGroup, nearestUnions } from '../disclosure/groups.ts';
import type { AuthorityFacts } from './neighbours.ts';
import {
  commonSets,
  differenceOf,
  MOST_GROUPS,
  MOST_GROUPS_EVER,
  ownSets,
  type NamedSet,
  type SavedGroup,
} from './peer-groups.ts';
import {
  addGroup,
  authoritiesOf,
  isNameTaken,
  lockGroups,
  savedGroupsOf,
  type NewGroup,
} from './store-peer-groups.ts';

export type RefusedGroup =
  | { kind: 'name-taken' | 'too-many' | 'too-many-ever' | 'too-few' }
  /** To which set, and the names of the authorities that one of the two has alone. */
  | { kind: 'too-near'; to: string; differing: string[] };

export type SaveResult = { kind: 'saved'; id: number } | RefusedGroup;

/** Saves a group for all officers of its authority, unless figures of it would tell of one or two authorities. */
export async function savePeerGroup(db: Knex, group: NewGroup, actor: Actor): Promise<SaveResult> {
  return db.transaction(async (trx) => {
    await lockGroups(trx, group.authorityId);
    const saved = await savedGroupsOf(trx, group.authorityId);
    const refusal = (await refusedByHouse(trx, group, saved)) ?? (await refusedAsTelling(trx, group, saved));
    if (refusal) return refusal;
    const id = await addGroup(trx, group);
    await recordEvent(trx, actor, { type: 'peer-group', id }, { authorities: group.members.length });
    return { kind: 'saved', id };
  });
}

async function refusedByHouse(
  trx: Knex.Transaction,
  { authorityId, name }: NewGroup,
  saved: readonly SavedGroup[],
): Promise<RefusedGroup | null> {
  if (saved.length >= MOST_GROUPS_EVER) return { kind: 'too-many-ever' };
  if (saved.filter(({ endedAt }) => endedAt === null).length >= MOST_GROUPS) return { kind: 'too-many' };
  return (await isNameTaken(trx, authorityId, name)) ? { kind: 'name-taken' } : null;
}

async function refusedAsTelling(
  trx: Knex.Transaction,
  { authorityId, members }: NewGroup,
  saved: readonly SavedGroup[],
): Promise<RefusedGroup | null> {
  const all = await authoritiesOf(trx);
  const own = all.find(({ id }) => id === authorityId);
  if (!own) throw new Error(`No authority ${authorityId}`);
  // Without one's own: "all" and "same region" of a report leave it out too.
  const others = all.filter(({ id }) => id !== authorityId);
  const mine = ownSets(own, all, saved);
  const chosen = new Set(members);
  const verdict = judgeNewGroup(
    chosen,
    mine.map((set) => set.members),
    others,
  );
  if (verdict.kind === 'fine') return null;
  if (verdict.kind === 'too-few') return { kind: 'too-few' };
  const near = nearTo(chosen, [...mine, ...commonSets(others), ...unionsNear(chosen, others)]);
  const differing = new Set(differenceOf(chosen, near.members));
  const names = others.filter(({ id }) => differing.has(id)).map(({ name }) => name);
  return { kind: 'too-near', to: near.name, differing: names };
}

/** The set that a refusal is about: the first beside which the group is refused when there is no other. */
function nearTo(chosen: ReadonlySet<number>, sets: readonly NamedSet[]): NamedSet {
  const near = sets.find(({ members }) => judgeNewGroup(chosen, [members], []).kind === 'too-near');
  if (!near) throw new Error('A comparison group was refused as too near to no set');
  return near;
}

function unionsNear(chosen: ReadonlySet<number>, others: readonly AuthorityFacts[]): NamedSet[] {
  const name = 'a choice of regions and types in a report';
  return nearestUnions(chosen, others).map((members) => ({ name, members }));
}
