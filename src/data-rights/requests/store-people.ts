import type { Knex } from 'knex';

/** A person as they stand in a list of people to choose from. */
export interface Person {
  id: number;
  name: string;
  email: string;
  /** null for OCC's own people. */
  authority: string | null;
}

function people(db: Knex): Knex.QueryBuilder<object, Person[]> {
  const query: unknown = db('users')
    .leftJoin('authorities', 'authorities.id', 'users.authority_id')
    .whereNotNull('users.email')
    .select<Person[]>({
      ...{ id: 'users.id', name: 'users.name', email: 'users.email', authority: 'authorities.name' },
    });
  return query as Knex.QueryBuilder<object, Person[]>;
}

const MOST_FOUND = 20;

/** Accounts in whose name or address, present or former, each of the words stands. */
export async function peopleMatching(db: Knex, words: string): Promise<Person[]> {
  const query = people(db).orderByRaw('lower(users.name), users.id').limit(MOST_FOUND);
  for (const word of words.split(/\s+/).filter(Boolean))
    void query.whereRaw(
      `(strpos(lower(users.name || ' ' || users.email), lower(:word)) > 0 or exists (select from former_names
        where user_id = users.id and strpos(lower(value), lower(:word)) > 0))`,
      { word },
    );
  return query;
}

export async function personBy(db: Knex, id: number): Promise<Person | null> {
  const [person] = await people(db).where('users.id', id);
  return person ?? null;
}

/** One of those who work on requests. */
export interface Officer extends Person {
  role: 'compliance' | 'admin';
}

/** Those who work on requests, whose accounts are open; compliance officers before administrators. */
export async function officersOf(db: Knex): Promise<Officer[]> {
  return people(db)
    .select<Officer[]>('users.role')
    .whereIn('users.role', ['compliance', 'admin'])
    .whereNull('users.closed_at')
    .whereNotNull('users.password_hash')
    .orderByRaw(`users.role = 'admin', lower(users.name), users.id`);
}
