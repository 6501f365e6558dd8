import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { AnswerWay, Right, Sender } from '../contact.ts';
import { newReference } from '../reference.ts';
import type { Day } from '../rules/days.ts';
import type { RequestParts } from './act-on-case.ts';
import type { Channel } from './request-case.ts';

/** A request that came otherwise than by the form, typed in by whoever took it (P62). */
export interface TakenRequest {
  channel: Exclude<Channel, 'web'>;
  receivedOn: Day;
  right: Right;
  message: string;
  sender: Sender;
  actsFor: string | null;
  answerBy: AnswerWay | null;
  adjustments: string | null;
}

/** The row and the record, or neither; its reference. */
export async function takeRequest(
  { db, clock }: RequestParts,
  { request, userId }: { request: TakenRequest; userId: number },
  actor: Actor,
): Promise<string> {
  const reference = newReference('data-request');
  await db.transaction(async (trx: Knex.Transaction) => {
    const { channel, receivedOn, right, message, sender, actsFor, answerBy, adjustments } = request;
    await trx('rights_requests').insert({
      ...{ reference, received_at: clock(), received_on: receivedOn, channel, message, adjustments },
      ...{ wanted_right: right, acts_for: actsFor, answer_by: answerBy, entered_by: userId },
      ...sender,
    });
    await recordEvent(trx, actor, { type: 'requests', id: reference }, { channel, on: receivedOn });
  });
  return reference;
}
