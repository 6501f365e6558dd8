import type { Knex } from 'knex';
import type { Statement } from './statement.ts';

/** What a person says of their details and has not taken back, the oldest first. */
export async function statementsOn(db: Knex, userId: number): Promise<Statement[]> {
  return db('disagreements')
    .where({ user_id: userId, withdrawn_at: null })
    .orderBy('id')
    .select<Statement[]>('id', 'field', 'statement', 'written_at as writtenAt');
}
