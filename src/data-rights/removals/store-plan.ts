import type { Knex } from 'knex';
import type { PlanLine, Subject } from './removal.ts';

export interface SubjectPerson {
  id: number;
  role: string | null;
  authorityId: number | null;
  isRemoved: boolean;
}

/** The accounts that a removal is of, by number. */
export async function peopleOf(db: Knex, { userId, authorityId }: Subject): Promise<SubjectPerson[]> {
  const query = db('users').orderBy('id');
  if (userId === null) query.where({ authority_id: authorityId });
  else query.where({ id: userId });
  return query.select<SubjectPerson[]>(
    ...['id', 'role', 'authority_id as authorityId'],
    db.raw('removed_at is not null as "isRemoved"'),
  );
}

/** Names the accounts in a condition of `theirRows`. */
export function ofPeople(people: readonly number[]): Record<string, Knex.RawBinding> {
  return { people } as unknown as Record<string, Knex.RawBinding>;
}

/** How many rows of a table a condition finds for these people that have anything in some columns; those that go with uploads apart. */
export async function rowsOf(
  db: Knex,
  {
    table,
    condition,
    columns,
    people,
  }: Pick<PlanLine, 'table' | 'columns'> & { condition: string; people: readonly number[] },
  apart: { column: string; ids: readonly number[] } | null,
): Promise<number> {
  const query = db(table).whereRaw(condition, ofPeople(people));
  if (columns.length > 0)
    query.whereRaw(`num_nonnulls(${columns.map(() => '??').join(', ')}) > 0`, [...columns]);
  if (apart) query.whereRaw('not (?? = any(?))', [apart.column, [...apart.ids]]);
  const row = await query.count<{ count: number }[]>().first();
  return row?.count ?? 0;
}

/** What an authority has beside people and uploads: its saved groups, and requests for accounts. */
export const departureTables = [
  { table: 'peer_group_members', of: 'group_id in (select id from peer_groups where authority_id = ?)' },
  { table: 'peer_groups', of: 'authority_id = ?' },
  { table: 'account_requests', of: 'authority_id = ?' },
] as const;

export async function departureRows(
  db: Knex,
  authorityId: number,
): Promise<{ table: string; rows: number }[]> {
  const counts: { table: string; rows: number }[] = [];
  for (const { table, of } of departureTables) {
    const row = await db(table).whereRaw(of, [authorityId]).count<{ count: number }[]>().first();
    counts.push({ table, rows: row?.count ?? 0 });
  }
  return counts;
}

/** @param before groups and requests that were made later are those of an authority that has come back */
export async function deleteDeparture(
  trx: Knex.Transaction,
  authorityId: number,
  before: Date,
): Promise<void> {
  const groups = trx('peer_groups')
    .where({ authority_id: authorityId })
    .where('created_at', '<=', before)
    .select('id');
  await trx('peer_group_members').whereIn('group_id', groups).delete();
  await trx('peer_groups').whereIn('id', groups.clone()).delete();
  await trx('account_requests')
    .where({ authority_id: authorityId })
    .where('requested_at', '<=', before)
    .delete();
}

/** Complaints and requests of these people that are not closed, but for the one that the removal answers. */
export async function openCases(
  db: Knex,
  people: readonly number[],
  caseReference: string | null,
): Promise<number> {
  let open = 0;
  for (const table of ['complaints', 'rights_requests']) {
    const row = await db(table)
      .whereRaw('user_id = any(?)', [[...people]])
      .whereNull('closed_at')
      .whereNot('reference', caseReference ?? '')
      .count<{ count: number }[]>()
      .first();
    open += row?.count ?? 0;
  }
  return open;
}

/** Whether somebody else has a role, in an authority or (null) at OCC, whose account is open. */
export async function isAnotherThere(
  db: Knex,
  { role, authorityId, but }: { role: string; authorityId: number | null; but: readonly number[] },
): Promise<boolean> {
  const row = await db('users')
    .where({ role, authority_id: authorityId, closed_at: null })
    .whereRaw('not (id = any(?))', [[...but]])
    .first<{ id: number } | undefined>('id');
  return row !== undefined;
}

/** Locks the accounts until the transaction ends: nobody does anything in their name meanwhile. */
export async function lockPeople(trx: Knex.Transaction, people: readonly number[]): Promise<void> {
  await trx('users')
    .whereRaw('id = any(?)', [[...people]])
    .orderBy('id')
    .forUpdate()
    .select('id');
}

/** Lets one transaction at a time take away the last of something. */
export async function lockLast(trx: Knex.Transaction): Promise<void> {
  await trx.raw(`select pg_advisory_xact_lock(hashtext('administrators'), 0)`);
  await trx.raw(`select pg_advisory_xact_lock(hashtext('spbench removals'))`);
}

/** Names of authorities by number. */
export async function authorityNames(db: Knex): Promise<ReadonlyMap<number, string>> {
  const rows = await db('authorities').select<{ id: number; name: string }[]>(
    'id',
    db.raw('marked_name(id) as name'),
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Names of colleagues; those whose own account is removed have none. */
export async function namesOfPeople(db: Knex, ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await db('users')
    .whereIn('id', [...ids])
    .whereNotNull('name')
    .select<{ id: number; name: string }[]>('id', 'name');
  return new Map(rows.map(({ id, name }) => [id, name]));
}
