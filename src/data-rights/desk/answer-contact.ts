import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Desk } from '../contact.ts';
import { addNote, lockContact, setClosed } from '../store.ts';
import type { NoteCommand } from './forms.ts';

export interface AnswerParts {
  db: Knex;
  clock: Clock;
}

export interface AnswerCommand extends NoteCommand {
  desk: Desk;
  reference: string;
  userId: number;
}

export type AnswerResult = { kind: 'noted' } | { kind: 'not-found' } | { kind: 'too-late' };

/**
 * Adds an entry to the contact log and, when that is asked, closes what it is about or opens it again; `too-late`:
 * somebody else has done so already.
 */
export async function answerContact(
  { db, clock }: AnswerParts,
  { desk, reference, userId, ...note }: AnswerCommand,
  actor: Actor,
): Promise<AnswerResult> {
  return db.transaction(async (trx): Promise<AnswerResult> => {
    const contact = await lockContact(trx, desk, reference);
    if (!contact) return { kind: 'not-found' };
    const { way, makes } = note;
    if (makes === (contact.closedAt === null ? 'open' : 'closed')) return { kind: 'too-late' };
    const at = clock();
    await addNote(trx, desk, contact.id, { ...note, writtenBy: userId, writtenAt: at });
    if (makes !== null) await setClosed(trx, desk, contact.id, makes === 'closed' ? at : null);
    await recordEvent(trx, actor, { type: desk, id: reference }, { way, makes });
    return { kind: 'noted' };
  });
}
