import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Day } from '../rules/days.ts';
import type { RequestParts } from './act-on-case.ts';
import { addHoliday, deleteHoliday, type Holiday } from './store-holidays.ts';

export type HolidayCommand = { userId: number } & ({ add: Holiday } | { remove: Day });

/** Adds a bank holiday that was proclaimed, or takes one away: every clock that still runs goes by it at once (L23). */
export async function changeHolidays(
  { db, clock }: Pick<RequestParts, 'db' | 'clock'>,
  command: HolidayCommand,
  actor: Actor,
): Promise<{ kind: 'changed' | 'there-already' | 'not-found' }> {
  return db.transaction(async (trx) => {
    const by = { userId: command.userId, at: clock() };
    const isAdding = 'add' in command;
    const isChanged = isAdding
      ? await addHoliday(trx, command.add, by)
      : await deleteHoliday(trx, command.remove);
    if (!isChanged) return { kind: isAdding ? 'there-already' : 'not-found' };
    await recordEvent(trx, actor, { type: 'bank-holiday', id: isAdding ? command.add.day : command.remove });
    return { kind: 'changed' };
  });
}
