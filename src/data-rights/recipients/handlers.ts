import type { Request, RequestHandler } from 'express';
import type { Knex } from 'knex';
import { actorOf, parseId, signedInUser } from '../../accounts/index.ts';
import { type Clock, today } from '../../platform/clock.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { renderPage } from '../../web/render.ts';
import { typedIn } from '../registers/forms.ts';
import { readFields } from '../registers/rules/read-fields.ts';
import * as present from './presenters.ts';
import type { Recipient, RecipientOutcome, ToldOf } from './recipient.ts';
import { faultsOfSettling } from './rules/faults.ts';
import { addRecipient, type RecipientResult, settleRecipient } from './settle-recipient.ts';
import { recipientFields, settleFields } from './specification/recipient-fields.ts';
import { recipientsOf } from './store.ts';

export interface RecipientParts {
  db: Knex;
  clock: Clock;
}

/** What the address names; throws where there is none, or it is the reader's own. */
export type Asked = (req: Request) => Promise<ToldOf>;

export function showRecipient({ db, clock }: RecipientParts, asked: Asked): RequestHandler {
  return async (req, res) => {
    const of = await asked(req);
    const recipient = await recipientAsked(db, of, req);
    renderPage(req, res, present.settlePage(of, recipient, { settledOn: today(clock) }));
  };
}

export function settle({ db, clock }: RecipientParts, asked: Asked): RequestHandler {
  return async (req, res) => {
    const of = await asked(req);
    const recipient = await recipientAsked(db, of, req);
    const typed = typedIn(settleFields, req.body);
    const read = readFields(settleFields, typed, clock());
    const faults = read.kind === 'faults' ? read.faults : faultsOfSettling(read.values);
    if (read.kind === 'faults' || faults.length > 0) {
      renderPage(req, res, present.settlePage(of, recipient, typed, faults), 422);
      return;
    }
    const { outcome, settledOn, reason } = read.values;
    const command = {
      ...{ id: recipient.id, by: signedInUser(req).id, outcome: outcome as RecipientOutcome },
      ...{ on: String(settledOn), reason: outcome === 'told' ? null : String(reason) },
    };
    refuseUnlessDone(of, await settleRecipient(db, of, command, actorOf(req)));
    res.redirect(303, present.toldPaths[of.kind].page(of.id));
  };
}

export function showNewRecipient(asked: Asked): RequestHandler {
  return async (req, res) => renderPage(req, res, present.addPage(await asked(req), {}));
}

export function createRecipient({ db, clock }: RecipientParts, asked: Asked): RequestHandler {
  return async (req, res) => {
    const of = await asked(req);
    const fields = recipientFields(of.kind);
    const typed = typedIn(fields, req.body);
    const read = readFields(fields, typed, clock());
    if (read.kind === 'faults') {
      renderPage(req, res, present.addPage(of, typed, read.faults), 422);
      return;
    }
    const command = { recipient: String(read.values.recipient), by: signedInUser(req).id };
    refuseUnlessDone(of, await addRecipient(db, of, command, actorOf(req)));
    res.redirect(303, present.toldPaths[of.kind].page(of.id));
  };
}

function refuseUnlessDone(of: ToldOf, { kind }: RecipientResult): void {
  if (kind === 'too-late') throw tooLate(of);
  if (kind === 'own-case') throw new Refusal('own-case');
  if (kind !== 'done') throw new NotFound();
}

async function recipientAsked(db: Knex, of: ToldOf, req: Request): Promise<Recipient> {
  const id = parseId(req.params.recipient);
  const recipient = (await recipientsOf(db, of.kind, [of.id])).find((one) => one.id === id);
  if (!recipient) throw new NotFound();
  if (recipient.outcome !== null) throw tooLate(of);
  return recipient;
}

const tooLate = ({ kind, id }: ToldOf): Refusal =>
  new Refusal('too-late', { href: present.toldPaths[kind].page(id), text: 'See how it stands now' });
