import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { addChoice } from '../../accounts/index.ts';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { newReference } from '../reference.ts';
import { lockPeople } from '../removals/store-plan.ts';
import { requestBy } from '../requests/store.ts';
import { personBy, type Person } from '../requests/store-people.ts';
import { mayAct } from '../rules/own-case.ts';
import { addContact } from '../store.ts';
import type { Use } from './specification/uses.ts';
import { insertObjection, isObjectedTo } from './store.ts';

export interface ObjectionParts {
  db: Knex;
  clock: Clock;
  secrets: Pick<Secrets, 'pepper' | 'originals' | 'originalsKeyId'>;
}

export type RaiseResult =
  | { kind: 'raised'; id: number; reference: string | null }
  | { kind: 'there-already' | 'not-found' | 'own-case' };

export interface RaiseCommand {
  userId: number;
  use: Use;
  reasons: string | null;
  requestId: number | null;
  /** Who at OCC writes it down. */
  enteredBy: number;
}

/** Writes down what somebody said to OCC: a use that rests on consent stops at once, any other while it is checked (P81). */
export async function recordObjection(
  parts: ObjectionParts,
  command: RaiseCommand,
  actor: Actor,
): Promise<RaiseResult> {
  const { userId, enteredBy } = command;
  if (!mayAct(enteredBy, [userId])) return { kind: 'own-case' };
  return parts.db.transaction((trx) => raise(trx, parts, { ...command, reference: null }, actor));
}

/** The person's own objection from their account: what is to be checked becomes a request with its clock (P76). */
export async function raiseOwnObjection(
  parts: ObjectionParts,
  { userId, use, reasons }: Pick<RaiseCommand, 'userId' | 'use' | 'reasons'>,
  actor: Actor,
): Promise<RaiseResult> {
  return parts.db.transaction(async (trx): Promise<RaiseResult> => {
    await lockPeople(trx, [userId]);
    const person = await personBy(trx, userId);
    if (!person) return { kind: 'not-found' };
    if (await isObjectedTo(trx, userId, use.id)) return { kind: 'there-already' };
    const request = use.effect === 'at-once' ? null : await openRequest(trx, parts, { person, use, reasons });
    const own = { userId, use, reasons, requestId: request?.id ?? null, enteredBy: null };
    return raise(trx, parts, { ...own, reference: request?.reference ?? null }, actor);
  });
}

async function openRequest(
  trx: Knex.Transaction,
  { clock }: ObjectionParts,
  { person, use, reasons }: { person: Person; use: Use; reasons: string | null },
): Promise<{ id: number; reference: string } | null> {
  const receivedAt = clock();
  const contact = {
    ...{ reference: newReference('data-request'), receivedAt, userId: person.id },
    sender: { name: person.name, email: person.email, phone: null, address: null },
    message: [`I object to: ${use.name}`, ...(reasons === null ? [] : [reasons])].join('\n\n'),
    details: { kind: 'data-request', right: 'object', actsFor: null, answerBy: null } as const,
  };
  const once = createHash('sha256')
    .update(JSON.stringify([person.id, use.id, receivedAt]))
    .digest();
  const { reference } = await addContact(trx, contact, once);
  return requestBy(trx, reference);
}

async function raise(
  trx: Knex.Transaction,
  { clock, secrets }: ObjectionParts,
  command: Omit<RaiseCommand, 'enteredBy'> & { enteredBy: number | null; reference: string | null },
  actor: Actor,
): Promise<RaiseResult> {
  const { userId, use, reasons, requestId, enteredBy, reference } = command;
  const at = clock();
  await lockPeople(trx, [userId]);
  if (await isObjectedTo(trx, userId, use.id)) return { kind: 'there-already' };
  if (use.consent !== undefined) {
    const means = { channel: enteredBy === null ? 'web' : 'post', recordedBy: enteredBy } as const;
    await addChoice(trx, secrets, { userId, purpose: use.consent, ways: [], at }, means, actor);
  }
  const state = use.effect === 'at-once' ? 'at-once' : 'checking';
  const objection = { userId, requestId, purpose: use.id, reasons, state, enteredBy, at } as const;
  const id = await insertObjection(trx, objection);
  await recordEvent(trx, actor, { type: 'user', id: userId }, { objection: id, use: use.id, state });
  return { kind: 'raised', id, reference };
}
