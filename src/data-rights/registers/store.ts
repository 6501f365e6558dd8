import type { Knex } from 'knex';
import type { Values } from './specification/field.ts';
import type { RegisterKind } from './specification/registers.ts';

export interface EntryVersion {
  number: number;
  values: Values;
  savedAt: Date;
  savedBy: string;
}

export interface RegisterEntry {
  id: number;
  /** Whose training it is. */
  person: { id: number; name: string; email: string } | null;
  /** YYYY-MM-DD; null while it is in force. */
  endedOn: string | null;
  /** YYYY-MM-DD */
  reviewOn: string;
  latest: EntryVersion;
}

export async function addEntry(
  trx: Knex.Transaction,
  { kind, userId }: { kind: RegisterKind; userId: number | null },
): Promise<number> {
  const [row] = await trx('register_entries')
    .insert({ register: kind, user_id: userId })
    .returning<{ id: number }[]>('id');
  if (!row) throw new Error('The entry was not kept.');
  return row.id;
}

export async function addVersion(
  trx: Knex.Transaction,
  version: { entryId: number; number: number; values: Values; savedAt: Date; savedBy: number },
): Promise<void> {
  await trx('register_versions').insert({
    ...{ entry_id: version.entryId, number: version.number, facts: JSON.stringify(version.values) },
    ...{ review_on: version.values.reviewOn, saved_at: version.savedAt, saved_by: version.savedBy },
  });
}

/** The number of the last version of an entry in force, which stays locked; null where there is none. */
export async function lockEntry(
  trx: Knex.Transaction,
  kind: RegisterKind,
  id: number,
): Promise<number | null> {
  const entry = await trx('register_entries')
    .where({ id, register: kind })
    .whereNull('ended_on')
    .forUpdate()
    .first<{ id: number } | undefined>('id');
  if (!entry) return null;
  const last = await trx('register_versions').where({ entry_id: id }).max({ number: 'number' }).first();
  return Number(last?.number ?? 0);
}

export async function endEntry(trx: Knex.Transaction, id: number, day: string): Promise<void> {
  await trx('register_entries').where({ id }).update({ ended_on: day });
}

interface EntryRow {
  id: number;
  user_id: number | null;
  name: string | null;
  email: string | null;
  ended_day: string | null;
  review_day: string;
  number: number;
  facts: Values;
  saved_at: Date;
  saver: string | null;
}

/** Those in force, what is due first; then those that have ended. */
export async function entriesOf(
  db: Knex,
  kind: RegisterKind,
  { limit, offset }: { limit: number; offset: number },
): Promise<RegisterEntry[]> {
  const rows = (await entries(db)
    .where('register_entries.register', kind)
    .orderByRaw(
      'register_entries.ended_on desc nulls first, register_versions.review_on, register_entries.id',
    )
    .limit(limit)
    .offset(offset)) as EntryRow[];
  return rows.map(entryFrom);
}

export async function entryOf(db: Knex, kind: RegisterKind, id: number): Promise<RegisterEntry | null> {
  const row = (await entries(db)
    .where({ 'register_entries.register': kind, 'register_entries.id': id })
    .first()) as EntryRow | undefined;
  return row ? entryFrom(row) : null;
}

export interface RegisterCounts {
  inForce: number;
  ended: number;
  /** In force, and to be looked at again by this day or before. */
  due: number;
  /** YYYY-MM-DD of the one that has been due longest. */
  oldest: string | null;
}

/** @param today YYYY-MM-DD */
export async function registerCounts(
  db: Knex,
  today: string,
): Promise<Readonly<Partial<Record<RegisterKind, RegisterCounts>>>> {
  const rows = await db('register_entries')
    .joinRaw(
      `join register_versions on register_versions.entry_id = register_entries.id and number = (
      select max(number) from register_versions where entry_id = register_entries.id)`,
    )
    .groupBy('register')
    .select<(RegisterCounts & { register: RegisterKind })[]>(
      'register',
      db.raw('count(*) filter (where ended_on is null) as "inForce"'),
      db.raw('count(*) filter (where ended_on is not null) as ended'),
      db.raw('count(*) filter (where ended_on is null and review_on <= ?) as due', [today]),
      db.raw('(min(review_on) filter (where ended_on is null and review_on <= ?))::text as oldest', [today]),
    );
  return Object.fromEntries(rows.map(({ register, ...counts }) => [register, counts]));
}

/** Every version, the newest first. */
export async function versionsOf(db: Knex, entryId: number): Promise<EntryVersion[]> {
  const rows = await db('register_versions')
    .join('users', 'users.id', 'register_versions.saved_by')
    .where({ entry_id: entryId })
    .orderBy('number', 'desc')
    .select<Pick<EntryRow, 'number' | 'facts' | 'saved_at' | 'saver'>[]>('register_versions.*', {
      saver: 'users.name',
    });
  return rows.map(versionFrom);
}

/** Whose account at OCC has the address; null where nobody's has. */
export async function colleagueAt(db: Knex, email: string): Promise<number | null> {
  const row = await db('users')
    .whereRaw('lower(email) = lower(?) and authority_id is null', [email])
    .first<{ id: number } | undefined>('id');
  return row?.id ?? null;
}

/** Until when a person is trained, by the trainings in force: the day that comes first; null where there is none. */
export async function trainedUntil(db: Knex, userId: number): Promise<string | null> {
  const row = await db('register_entries')
    .join('register_versions', 'register_versions.entry_id', 'register_entries.id')
    .where({ 'register_entries.user_id': userId, register: 'training' })
    .whereNull('ended_on')
    .whereRaw('number = (select max(number) from register_versions where entry_id = register_entries.id)')
    .first<{ day: string | null }>(db.raw('min(review_on)::text as day'));
  return row.day;
}

function entries(db: Knex): Knex.QueryBuilder {
  return db('register_entries')
    .joinRaw(
      `join register_versions on register_versions.entry_id = register_entries.id and number = (
        select max(number) from register_versions where entry_id = register_entries.id)`,
    )
    .join({ savers: 'users' }, 'savers.id', 'register_versions.saved_by')
    .leftJoin('users', 'users.id', 'register_entries.user_id')
    .select('register_entries.id', 'register_entries.user_id', 'users.name', 'users.email')
    .select('number', 'facts', 'saved_at', { saver: 'savers.name' })
    .select(db.raw('ended_on::text as ended_day, review_on::text as review_day'));
}

function entryFrom(row: EntryRow): RegisterEntry {
  const { id, user_id, name, email } = row;
  return {
    ...{ id, endedOn: row.ended_day, reviewOn: row.review_day, latest: versionFrom(row) },
    person:
      user_id === null ? null : { id: user_id, name: name ?? 'somebody since removed', email: email ?? '' },
  };
}

function versionFrom({
  number,
  facts,
  saved_at,
  saver,
}: Pick<EntryRow, 'number' | 'facts' | 'saved_at' | 'saver'>): EntryVersion {
  return { number, values: facts, savedAt: saved_at, savedBy: saver ?? 'somebody since removed' };
}
