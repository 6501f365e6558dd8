import type { Knex } from 'knex';
import type { Day } from '../rules/days.ts';

export interface Holiday {
  day: Day;
  name: string;
}

/** The latest first. */
export async function holidaysEntered(db: Knex): Promise<Holiday[]> {
  return db('bank_holidays').orderBy('day', 'desc').select<Holiday[]>('day', 'name');
}

/** False where the day is there already. */
export async function addHoliday(
  trx: Knex.Transaction,
  { day, name }: Holiday,
  by: { userId: number; at: Date },
): Promise<boolean> {
  const added = await trx('bank_holidays')
    .insert({ day, name, added_by: by.userId, added_at: by.at })
    .onConflict('day')
    .ignore()
    .returning<{ day: Day }[]>('day');
  return added.length > 0;
}

/** False where it was not there. */
export async function deleteHoliday(trx: Knex.Transaction, day: Day): Promise<boolean> {
  return (await trx('bank_holidays').where({ day }).delete()) > 0;
}
