import type { Knex } from 'knex';
import { knownBy } from '../../accounts/index.ts';

/** A person as they stand in a list of people to choose from. */
export interface Person {
  id: number;
  name: string;
  /** The name as it is shown: with a mark where they dispute it (P67). Letters go by the name alone. */
  shownAs: string;
  email: string;
  /** null for OCC's own people. */
  authority: string | null;
}

function people(db: Knex): Knex.QueryBuilder<object, Person[]> {
  const query: unknown = db('users')
    .leftJoin('authorities', 'authorities.id', 'users.authority_id')
    .whereNotNull('users.email')
    .select({
      ...{ id: 'users.id', name: 'users.name', email: 'users.email', authority: 'authorities.name' },
      shownAs: db.raw('marked_name(users.id)'),
    });
  return query as Knex.QueryBuilder<object, Person[]>;
}

const MOST_FOUND = 20;

/** Accounts that are known by each of the words: names, addresses and authorities, present and former. */
export async function peopleMatching(db: Knex, words: string): Promise<Person[]> {
  const query = people(db).orderByRaw('lower(users.name), users.id').limit(MOST_FOUND);
  knownBy(query, words);
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
