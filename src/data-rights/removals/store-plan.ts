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

/** How many rows of a table are these people's and have anything in some columns; those that go with uploads apart. */
export async function rowsOf(
  db: Knex,
  {
    table,
    whose,
    columns,
    people,
  }: Pick<PlanLine, 'table' | 'whose' | 'columns'> & { people: readonly number[] },
  apart: { column: string; ids: readonly number[] } | null,
): Promise<number> {
  const query = db(table).whereRaw('?? = any(?)', [whose, [...people]]);
  if (columns.length > 0)
    query.whereRaw(`num_nonnulls(${columns.map(() => '??').join(', ')}) > 0`, [...columns]);
  if (apart) query.whereRaw('not (?? = any(?))', [apart.column, [...apart.ids]]);
  const row = await query.count<{ count: number }[]>().first();
  return row?.count ?? 0;
}

/** Rows that the database itself deletes along with others (ON DELETE CASCADE): notes with the enquiry they are about. */
export interface Cascade {
  table: string;
  column: string;
  /** What they go with, and by which of its columns. */
  parent: string;
  key: string;
}

export async function cascades(db: Knex): Promise<Cascade[]> {
  const { rows } = await db.raw<{ rows: Cascade[] }>(
    `select conrelid::regclass::text as "table", own.attname as "column", confrelid::regclass::text as parent,
       other.attname as key
     from pg_constraint
     join pg_attribute as own on own.attrelid = conrelid and own.attnum = conkey[1]
     join pg_attribute as other on other.attrelid = confrelid and other.attnum = confkey[1]
     where contype = 'f' and confdeltype = 'c' and conrelid <> confrelid order by 1, 2`,
  );
  return rows;
}

/** How many rows go along with the rows of a table that are these people's, by table, each row once. */
export async function rowsAlong(
  db: Knex,
  edges: readonly Cascade[],
  { table, whose, people }: { table: string; whose: string; people: readonly number[] },
): Promise<{ table: string; column: string; rows: number }[]> {
  const reached = [table];
  for (const parent of reached)
    for (const edge of edges)
      if (edge.parent === parent && !reached.includes(edge.table)) reached.push(edge.table);
  const above = (one: string): Cascade[] =>
    edges.filter((edge) => edge.table === one && reached.includes(edge.parent));
  const gone = (one: string): Knex.QueryBuilder =>
    one === table
      ? db(table).whereRaw('?? = any(?)', [whose, [...people]])
      : db(one).where((or) => {
          for (const { column, parent, key } of above(one))
            void or.orWhereIn(column, gone(parent).select(key));
        });
  const counts: { table: string; column: string; rows: number }[] = [];
  for (const one of reached.slice(1)) {
    const row = (await gone(one).count({ count: '*' }).first()) as { count: number } | undefined;
    counts.push({ table: one, column: above(one)[0]?.column ?? '', rows: row?.count ?? 0 });
  }
  return counts;
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
