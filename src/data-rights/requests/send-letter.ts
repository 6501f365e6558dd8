import { type Actor, recordEvent } from '../../audit/index.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Knex } from 'knex';
import { actOnCase, done, type CaseResult, type OnCase, type RequestParts } from './act-on-case.ts';
import { letterInMail, letterWaits } from './letters.ts';
import { readerOf, type RequestLetter, type SendingWay, waysFor } from './request-letter.ts';
import type { RequestCase } from './request-case.ts';
import { checksOf } from './store.ts';
import { setSent } from './store-letters.ts';
import { personBy } from './store-people.ts';
import { newestVersion } from './write-letter.ts';

export interface SendCommand extends OnCase {
  number: number;
  /** The version that was looked at: another one is not sent by mistake. */
  version: number;
  way: SendingWay;
}

export type SendResult = CaseResult<
  { kind: 'done' } | { kind: 'sent-already' } | { kind: 'changed-meanwhile' } | { kind: 'not-this-way' }
>;

/**
 * Sends the newest version of a letter: puts it into the reader's account and says so by e-mail, or writes it as an
 * e-mail, or records that it went by post. What was sent does not change any more.
 */
export async function sendLetter(
  parts: RequestParts,
  command: SendCommand,
  actor: Actor,
): Promise<SendResult> {
  const { number, version, way } = command;
  return actOnCase(parts, command, async (trx, { request }, { userId, at }): Promise<SendResult> => {
    const letter = await newestVersion(trx, request.id, number);
    if (!letter) return { kind: 'not-found' };
    if (letter.sentAt) return { kind: 'sent-already' };
    if (letter.version !== version) return { kind: 'changed-meanwhile' };
    const checks = await checksOf(trx, request.id);
    if (!waysFor(letter.kind, request, checks).includes(way)) return { kind: 'not-this-way' };
    const readerId = way === 'account' ? readerOf(request) : null;
    await setSent(trx, letter.id, { way, readerId, userId, at });
    await tell(trx, parts, { request, letter, way, readerId });
    await recordEvent(
      trx,
      actor,
      { type: 'requests', id: request.reference },
      { letter: number, version, way },
    );
    return done;
  });
}

interface Told {
  request: RequestCase;
  letter: RequestLetter;
  way: SendingWay;
  readerId: number | null;
}

async function tell(
  trx: Knex.Transaction,
  { secrets }: RequestParts,
  { request, letter, way, readerId }: Told,
): Promise<void> {
  const { reference, sender, requesterId } = request;
  const about = 'request-letter';
  if (readerId !== null) {
    const reader = await personBy(trx, readerId);
    if (reader)
      await queueMail(trx, secrets, {
        ...{ to: reader.email, userId: readerId, about },
        letter: letterWaits(reader.name, reference, letter.id),
      });
  }
  if (way === 'email' && sender.email !== null)
    await queueMail(trx, secrets, {
      to: sender.email,
      userId: requesterId,
      about,
      letter: letterInMail(letter),
    });
}
