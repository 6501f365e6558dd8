import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { createUser } from '../create-user.ts';
import { writeSources } from '../your-account/store.ts';
import type { AccountRequest } from './account-request.ts';
import { declinedLetter, invitationLetter, issuedLetter } from './letters.ts';
import { holdWaitingRequest, requestOf, setDecision } from './store.ts';

export interface DecisionParts {
  db: Knex;
  clock: Clock;
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>;
}

export type IssueResult =
  { kind: 'issued'; userId: number } | { kind: 'not-found' | 'decided-already' | 'email-taken' };

/** Opens the account that a lead officer asked for: the new person is invited, the lead officer is told. */
export async function issueAccount(
  { db, clock, secrets }: DecisionParts,
  { requestId, decidedBy }: { requestId: number; decidedBy: number },
  actor: Actor,
): Promise<IssueResult> {
  return db.transaction(async (trx): Promise<IssueResult> => {
    const request = await heldRequest(trx, requestId);
    if ('kind' in request) return request;
    const { name, email, role, authority, requestedBy } = request;
    const command = { name, email, role, authorityCode: authority.code };
    const opening = { userId: decidedBy, action: 'user.created' };
    const created = await createUser(trx, command, { clock, actor: opening });
    if (created.kind === 'email-taken') return { kind: 'email-taken' };
    if (created.kind !== 'created')
      throw new Error(`A waiting request asks for what cannot be: ${created.kind}`);
    const { userId, invitation } = created;
    await writeSources(trx, { userId, fields: ['name', 'email'], source: 'lead', at: clock() });
    await setDecision(trx, requestId, { state: 'issued', decidedBy, decidedAt: clock(), userId });
    await recordEvent(trx, actor, { type: 'account-request', id: requestId }, { user: userId });
    const letter = invitationLetter({
      name,
      authority: authority.name,
      askedBy: requestedBy.name,
      invitation,
    });
    await queueMail(trx, secrets, { to: email, userId, about: 'invitation', letter });
    await tellLead(trx, secrets, request, issuedLetter(requestedBy.name, name));
    return { kind: 'issued', userId };
  });
}

export type DeclineResult = { kind: 'declined' | 'not-found' | 'decided-already' };

/** Says no to a request, and why, to the lead officer who asked. */
export async function declineRequest(
  { db, clock, secrets }: DecisionParts,
  { requestId, decidedBy, reason }: { requestId: number; decidedBy: number; reason: string },
  actor: Actor,
): Promise<DeclineResult> {
  return db.transaction(async (trx): Promise<DeclineResult> => {
    const request = await heldRequest(trx, requestId);
    if ('kind' in request) return request;
    const decision = { state: 'declined', decidedBy, decidedAt: clock(), declineReason: reason } as const;
    await setDecision(trx, requestId, decision);
    await recordEvent(trx, actor, { type: 'account-request', id: requestId });
    const letter = declinedLetter(request.requestedBy.name, request.name, reason);
    await tellLead(trx, secrets, request, letter);
    return { kind: 'declined' };
  });
}

/** The request, if it waits for a decision; two who decide at once come one after the other. */
async function heldRequest(
  trx: Knex.Transaction,
  id: number,
): Promise<AccountRequest | { kind: 'not-found' | 'decided-already' }> {
  const isWaiting = await holdWaitingRequest(trx, id);
  const request = await requestOf(trx, id);
  if (!request) return { kind: 'not-found' };
  return isWaiting ? request : { kind: 'decided-already' };
}

/** Nobody is written to whose account was closed meanwhile. */
async function tellLead(
  trx: Knex.Transaction,
  secrets: DecisionParts['secrets'],
  { requestedBy }: AccountRequest,
  letter: ReturnType<typeof issuedLetter>,
): Promise<void> {
  if (requestedBy.isClosed || requestedBy.email === '') return;
  const { id, email } = requestedBy;
  await queueMail(trx, secrets, { to: email, userId: id, about: 'account-request-decided', letter });
}
