import type { Knex } from 'knex';

export interface TrainedColleague {
  id: number;
  email: string;
  name: string;
  role: string;
  /** YYYY-MM-DD; null where no training in force is entered. */
  until: string | null;
}

/** Everybody at OCC who can sign in, with the day until which they are trained: the first of their trainings to run out. */
export async function staffTraining(db: Knex): Promise<TrainedColleague[]> {
  return db('users')
    .whereNull('authority_id')
    .whereNull('closed_at')
    .whereNotNull('password_hash')
    .orderBy('id')
    .select<TrainedColleague[]>(
      ...['id', 'email', 'name', 'role'],
      db.raw(
        `(select min(review_on)::text from register_entries
          join register_versions on entry_id = register_entries.id and number = (
            select max(number) from register_versions where entry_id = register_entries.id)
          where user_id = users.id and register = 'training' and ended_on is null) as until`,
      ),
    );
}
