import type { Knex } from 'knex';
import { addJob } from '../jobs.ts';
import { openText, sealText } from '../sealing.ts';
import type { Secrets } from '../secrets.ts';
import { isOneAddress, isOneLine } from './address.ts';
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
  /** The mailing that the letter belongs to; without one it is a service message, which nobody's preferences stop (P41). */
  mailingId?: number;
}

/**
 * Puts a letter, as a rule a service message (P41), into the outbox in the caller's transaction: it is sent if, and only if, what it tells of
 * is done. Returns its number. Throws when the address is not one address, or what goes into a header is not one line:
 * forms refuse such things long before (D21).
 */
export async function queueMail(
  trx: Knex.Transaction,
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>,
  { to, userId, about, letter, mailingId }: Mail,
): Promise<number> {
  if (!isOneAddress(to)) throw new Error('A letter goes to one e-mail address.');
  if (!isOneLine(letter.subject) || !isOneLine(letter.name ?? ''))
    throw new Error('The subject and the name of a letter are one line each.');
  const content = sealText(secrets, OUTBOX_CONTENT, JSON.stringify({ to, letter }));
  const [row] = await trx<{ id: number }>('outbox')
    .insert({ user_id: userId, about, content, mailing_id: mailingId ?? null } as object)
    .returning('id');
  if (!row) throw new Error('The outbox took nothing.');
  await addSendingJob(trx, row.id);
  return row.id;
}

/** The content of a letter in the outbox; throws when its key is missing or it was changed. */
export function openContent(
  secrets: Pick<Secrets, 'originals'>,
  content: Buffer,
): Pick<Mail, 'to' | 'letter'> {
  return JSON.parse(openText(secrets, OUTBOX_CONTENT, content)) as Pick<Mail, 'to' | 'letter'>;
}

/** One job a letter, however often it is asked for. @param runAt not before this time; else at once */
export async function addSendingJob(trx: Knex.Transaction, mailId: number, runAt?: Date): Promise<void> {
  await addJob(trx, {
    ...{ task: SEND_MAIL, payload: { mailId }, queue: 'mail', key: `${SEND_MAIL} ${mailId}` },
    ...(runAt && { runAt }),
  });
}
