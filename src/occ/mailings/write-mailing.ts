import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { canBeChanged, type MailingText } from './mailing.ts';
import { insertMailing, mailingOf, updateText } from './store.ts';

/** Keeps a new mailing as a draft. */
export async function writeMailing(
  db: Knex,
  command: { text: MailingText; userId: number; at: Date },
  actor: Actor,
): Promise<number> {
  return db.transaction(async (trx) => {
    const id = await insertMailing(trx, command.text, command);
    await recordEvent(trx, actor, { type: 'mailing', id }, { purpose: command.text.purpose });
    return id;
  });
}

/** Changes a draft. What has been sent to anybody stays as it is. */
export async function changeMailing(
  db: Knex,
  { id, text }: { id: number; text: MailingText },
  actor: Actor,
): Promise<{ kind: 'changed' | 'not-found' | 'too-late' }> {
  return db.transaction(async (trx) => {
    const mailing = await mailingOf(trx, id);
    if (!mailing) return { kind: 'not-found' };
    if (!canBeChanged(mailing)) return { kind: 'too-late' };
    await updateText(trx, id, text);
    await recordEvent(trx, actor, { type: 'mailing', id }, { purpose: text.purpose });
    return { kind: 'changed' };
  });
}
