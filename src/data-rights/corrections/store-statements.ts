import type { Knex } from 'knex';

export interface NewStatement {
  userId: number;
  requestId: number | null;
  field: string;
  statement: string;
  /** Who at OCC typed it in; null where the person did. */
  enteredBy: number | null;
  at: Date;
}

export async function insertStatement(trx: Knex.Transaction, statement: NewStatement): Promise<number> {
  const { userId, requestId, field, enteredBy, at } = statement;
  const [row] = await trx('disagreements')
    .insert({
      ...{ user_id: userId, rights_request_id: requestId, field, statement: statement.statement },
      ...{ written_at: at, entered_by: enteredBy },
    })
    .returning<{ id: number }[]>('id');
  if (!row) throw new Error('No statement was added.');
  return row.id;
}

/** False where there is none of this person's that still stands. */
export async function setWithdrawn(
  trx: Knex.Transaction,
  { id, userId, at }: { id: number; userId: number; at: Date },
): Promise<boolean> {
  const changed = await trx('disagreements')
    .where({ id, user_id: userId, withdrawn_at: null })
    .update({ withdrawn_at: at });
  return changed === 1;
}
