import type { Knex } from 'knex';
import type { AuthorityFacts } from './neighbours.ts';
import type { SavedGroup } from './peer-groups.ts';

/** All authorities, by name. */
export async function authoritiesOf(db: Knex): Promise<AuthorityFacts[]> {
  return db('authorities')
    .orderBy('name')
    .select<AuthorityFacts[]>('id', 'code', 'name', 'region', { type: 'authority_type' }, 'population');
}

/** Every group that the authority has ever saved, the oldest first, with those that have ended. */
export async function savedGroupsOf(db: Knex, authorityId: number): Promise<SavedGroup[]> {
  return (await groups(db, authorityId)) as SavedGroup[];
}

/** A group with what its own page says of it. */
export interface GroupRecord extends SavedGroup {
  createdAt: Date;
  createdBy: string;
  endedBy: string | null;
}

/** A group of this authority, ended or not; undefined for any other's. */
export async function savedGroupOf(
  db: Knex,
  authorityId: number,
  id: number,
): Promise<GroupRecord | undefined> {
  return groups(db, authorityId)
    .where('peer_groups.id', id)
    .select(
      'peer_groups.created_at as createdAt',
      db.raw(`shown_name(peer_groups.created_by, 'work') as "createdBy"`),
      db.raw(`shown_name(peer_groups.ended_by, 'work') as "endedBy"`),
    )
    .first<GroupRecord | undefined>();
}

function groups(db: Knex, authorityId: number): Knex.QueryBuilder {
  const members = db.raw(`array(
    select authority_id::integer from peer_group_members where group_id = peer_groups.id order by authority_id
  ) as members`);
  return db('peer_groups')
    .where('peer_groups.authority_id', authorityId)
    .orderBy('peer_groups.id')
    .select('peer_groups.id', 'peer_groups.name', 'peer_groups.ended_at as endedAt', members);
}

/** Lets one transaction at a time change an authority's groups: each is judged by all that were there before it. */
export async function lockGroups(trx: Knex.Transaction, authorityId: number): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock(hashtext(?), ?)', ['peer groups', authorityId]);
}

/** Whether a group that has not ended is called so, in capitals or not: asked in SQL, whose index is to agree. */
export async function isNameTaken(
  trx: Knex.Transaction,
  authorityId: number,
  name: string,
): Promise<boolean> {
  const row = await trx('peer_groups')
    .where('authority_id', authorityId)
    .whereNull('ended_at')
    .whereRaw('lower(name) = lower(?)', [name])
    .first<{ id: number } | undefined>('id');
  return row !== undefined;
}

export interface NewGroup {
  authorityId: number;
  userId: number;
  name: string;
  /** Ids of authorities, each once. */
  members: readonly number[];
}

export async function addGroup(trx: Knex.Transaction, group: NewGroup): Promise<number> {
  const [row] = await trx('peer_groups')
    .insert({ authority_id: group.authorityId, name: group.name, created_by: group.userId })
    .returning<{ id: number }[]>('id');
  if (!row) throw new Error('A comparison group was not added');
  await trx('peer_group_members').insert(
    group.members.map((member) => ({ group_id: row.id, authority_id: member })),
  );
  return row.id;
}

export async function setEnded(trx: Knex.Transaction, id: number, userId: number): Promise<void> {
  await trx('peer_groups').where({ id }).update({ ended_at: trx.fn.now(), ended_by: userId });
}
