import type { Knex } from 'knex';
import { addJob } from '../jobs.ts';
import { sealText } from '../sealing.ts';
import type { Secrets } from '../secrets.ts';
import type { Letter } from './letter.ts';

/** The job that sends one piece of mail. */
export const SEND_MAIL = 'send-mail';

export const OUTBOX_CONTENT = 'outbox.content';

export interface Mail {
  /** An e-mail address; it and the letter are sealed while they wait and wiped once they are sent. */
  to: string;
  /** Whose account it is about; null for somebody without one. */
  userId: number | null;
  /** What occasions it, in a word or two that name nobody: `password-reset`. */
  about: string;
  letter: Letter;
}

/**
 * Puts a service message (P41) into the outbox in the caller's transaction: it is sent if, and only if, what it tells of
 * is done. Returns its number.
 */
export async function queueMail(
  trx: Knex.Transaction,
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>,
  { to, userId, about, letter }: Mail,
): Promise<number> {
  const content = sealText(secrets, OUTBOX_CONTENT, JSON.stringify({ to, letter }));
  const [row] = await trx<{ id: number }>('outbox')
    .insert({ user_id: userId, about, content } as object)
    .returning('id');
  if (!row) throw new Error('The outbox took nothing.');
  await addJob(trx, { task: SEND_MAIL, payload: { mailId: row.id }, queue: 'mail' });
  return row.id;
}
