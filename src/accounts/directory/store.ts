import type { Knex } from 'knex';
import { LATEST_CONSENTS } from '../consents/store.ts';
import type { StatementField } from '../your-account/statement.ts';
import type { SeenBy } from '../your-account/own-data.ts';
import type { DirectoryEntry, DirectoryFilter } from './entry.ts';

const MOST_VIEWS = 1000;

/**
 * Everybody whose last word on sharing is yes, with just what they share; read anew each time, so that a change counts at
 * once (P33). Whoever shares only a detail that they have since taken back is not there, nor is anybody whose data must
 * not be used for it (P74, P76).
 */
function sharingPeople(db: Knex): Knex.QueryBuilder {
  const shared = (way: string, column: string): Knex.Raw =>
    db.raw(`case when ? = any (sharing.ways) then ${column} end`, [way]);
  return db
    .from(
      db
        .select(
          ...['users.id', 'users.name', 'users.role', 'authorities.region', 'authorities.code'],
          { authority: 'authorities.name' },
          { disputed: db.raw('disputed_details(users.id)') },
          { email: shared('email', 'users.email') },
          { telephone: shared('telephone', 'users.telephone') },
          { postalAddress: shared('post', 'users.postal_address') },
        )
        .from(db.raw(`(${LATEST_CONSENTS}) as sharing`, ['sharing']))
        .join(db.raw('usable_people(?) as users', ['directory']), 'users.id', 'sharing.user_id')
        .join('authorities', 'authorities.id', 'users.authority_id')
        .where('sharing.given', true)
        .whereNull('users.closed_at')
        .as('people'),
    )
    .whereRaw('coalesce(email, telephone, "postalAddress") is not null');
}

const entryColumns = ['id', 'name', 'authority', 'region', 'role', 'email', 'telephone', 'postalAddress'];

export async function directoryEntryOf(db: Knex, id: number): Promise<DirectoryEntry | undefined> {
  return sharingPeople(db).where({ id }).first<DirectoryEntry | undefined>(entryColumns);
}

/** By name; without contact details, which are shown one person at a time. */
export type ListedPerson = Pick<DirectoryEntry, 'id' | 'name' | 'authority' | 'region' | 'role'> & {
  disputed: readonly StatementField[];
};

export async function countPeople(db: Knex, filter: DirectoryFilter): Promise<number> {
  const row = await found(db, filter).count<{ count: number }[]>('* as count').first();
  return row?.count ?? 0;
}

export async function peopleFound(
  db: Knex,
  filter: DirectoryFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<ListedPerson[]> {
  return found(db, filter)
    .orderByRaw('lower(name), id')
    .limit(limit)
    .offset(offset)
    .select<ListedPerson[]>('id', 'name', 'authority', 'region', 'role', 'disputed');
}

function found(db: Knex, { name, authority, region }: DirectoryFilter): Knex.QueryBuilder {
  const query = sharingPeople(db);
  for (const word of name.split(' ').filter((part) => part !== ''))
    void query.whereRaw(`name ilike ? escape '\\'`, [`%${word.replace(/[\\%_]/g, '\\$&')}%`]);
  if (authority) void query.where({ code: authority });
  if (region) void query.where({ region });
  return query;
}

export async function insertView(
  trx: Knex.Transaction,
  { seenId, viewerId, at }: { seenId: number; viewerId: number; at: Date },
): Promise<void> {
  await trx('directory_views').insert({ seen_id: seenId, viewer_id: viewerId, viewed_at: at });
}

/** Who has opened a person's entry, by authority, the newest first; a thousand at most. */
export async function viewsOf(db: Knex, userId: number): Promise<SeenBy[]> {
  return db('directory_views')
    .join('users', 'users.id', 'directory_views.viewer_id')
    .join('authorities', 'authorities.id', 'users.authority_id')
    .where({ seen_id: userId })
    .orderBy('directory_views.id', 'desc')
    .limit(MOST_VIEWS)
    .select<SeenBy[]>({ at: 'directory_views.viewed_at', authority: 'authorities.name' });
}

/** The authorities to choose from, by name. */
export async function authorityChoices(db: Knex): Promise<{ code: string; name: string; region: string }[]> {
  return db('authorities').orderBy('name').select('code', 'name', 'region');
}
