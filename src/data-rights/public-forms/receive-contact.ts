import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { newReference } from '../reference.ts';
import { addContact } from '../store.ts';
import type { Filled } from './forms.ts';
import type { FormThrottle } from './form-throttle.ts';
import { confirmationLetter } from './letters.ts';

export interface ReceiveParts {
  db: Knex;
  clock: Clock;
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>;
  throttle: FormThrottle;
}

export interface SentForm {
  filled: Filled;
  /** Somebody who was signed in. */
  userId: number | null;
  /** The token of the very page that the form was on: the same one with the same content is the same form. */
  token: string;
  /** IP address of the browser; it is counted, not kept. */
  address: string;
}

export type ReceiveResult = { kind: 'received'; reference: string } | { kind: 'wait'; seconds: number };

/**
 * Takes a form in: the row, the record and, where there is an e-mail address, the confirmation, or none of them. A form
 * that is sent twice has one reference and one confirmation.
 */
export async function receiveContact(
  parts: ReceiveParts,
  sent: SentForm,
  actor: Actor,
): Promise<ReceiveResult> {
  const admission = await parts.throttle.count(sent.address);
  if (admission.kind === 'wait') return admission;
  const { filled, userId } = sent;
  const { email } = filled.sender;
  const reference = await parts.db.transaction(async (trx) => {
    const contact = {
      ...filled,
      reference: newReference(filled.details.kind),
      receivedAt: parts.clock(),
      userId,
    };
    const added = await addContact(trx, contact, hashOf(sent));
    if (!added.isNew) return added.reference;
    await recordEvent(trx, actor, { type: filled.details.kind, id: added.reference }, { channel: 'web' });
    if (email !== null && (await parts.throttle.mayConfirm(email)))
      await queueMail(trx, parts.secrets, {
        ...{ to: email, userId, about: `${filled.details.kind}-received` },
        letter: confirmationLetter(filled.details.kind, added.reference),
      });
    return added.reference;
  });
  return { kind: 'received', reference };
}

function hashOf({ token, filled, userId }: SentForm): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([token, filled, userId]))
    .digest();
}
