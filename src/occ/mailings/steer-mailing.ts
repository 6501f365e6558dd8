import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { addJob } from '../../platform/jobs.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import { mailingLetter } from './letters.ts';
import type { OccParts } from '../occ-parts.ts';
import { canBeStarted, type Mailing } from './mailing.ts';
import { mailingOf, setStarted, setState } from './store.ts';

/** The job that sends a mailing. */
export const SEND_MAILING = 'send-mailing';

export type SteerResult = { kind: 'done' | 'not-found' | 'too-late' };

/** Starts a mailing, or goes on with one that was stopped for a while. */
export async function startMailing(
  db: Knex,
  command: { id: number; userId: number; at: Date },
  actor: Actor,
): Promise<SteerResult> {
  return steer(db, command.id, actor, async (trx, mailing) => {
    if (!canBeStarted(mailing)) return false;
    await setStarted(trx, mailing.id, command);
    const key = `${SEND_MAILING} ${mailing.id}`;
    await addJob(trx, { task: SEND_MAILING, payload: { mailingId: mailing.id }, queue: 'mailings', key });
    return true;
  });
}

/** No more letters are written until somebody goes on; those in the outbox still leave. */
export async function pauseMailing(db: Knex, id: number, actor: Actor): Promise<SteerResult> {
  return steer(db, id, actor, async (trx, mailing) => {
    if (mailing.state !== 'sending') return false;
    await setState(trx, mailing.id, 'paused');
    return true;
  });
}

/** Sends the letter to whoever asks, and to nobody else: it is no part of the mailing. */
export async function sendTest(
  { db, secrets, audience }: Pick<OccParts, 'db' | 'secrets' | 'audience'>,
  { id, to }: { id: number; to: { id: number; name: string; email: string } },
  actor: Actor,
): Promise<SteerResult> {
  return steer(db, id, actor, async (trx, mailing) => {
    const letter = mailingLetter(audience, mailing, { userId: to.id, name: to.name, email: to.email });
    const marked = { ...letter, subject: `Test: ${letter.subject}` };
    await queueMail(trx, secrets, { to: to.email, userId: to.id, about: 'mailing-test', letter: marked });
    return true;
  });
}

async function steer(
  db: Knex,
  id: number,
  actor: Actor,
  change: (trx: Knex.Transaction, mailing: Mailing) => Promise<boolean>,
): Promise<SteerResult> {
  return db.transaction(async (trx): Promise<SteerResult> => {
    const mailing = await mailingOf(trx, id);
    if (!mailing) return { kind: 'not-found' };
    if (!(await change(trx, mailing))) return { kind: 'too-late' };
    await recordEvent(trx, actor, { type: 'mailing', id }, { state: mailing.state });
    return { kind: 'done' };
  });
}
