import type { Request, RequestHandler } from 'express';
import { actorOf, signedInUser } from '../../accounts/index.ts';
import { recordEvent } from '../../audit/index.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { pageAsked } from '../../web/pagination.ts';
import { renderPage } from '../../web/render.ts';
import type { Contact, Desk } from '../contact.ts';
import { kindOfReference } from '../reference.ts';
import { mayAct } from '../rules/own-case.ts';
import { contactBy, contactsOf, deskCounts, notesOf } from '../store.ts';
import { answerContact, type AnswerParts } from './answer-contact.ts';
import { parseIsOpen, parseNote } from './forms.ts';
import * as present from './presenters.ts';

const CONTACTS_A_PAGE = 25;

export function listContacts({ db, clock }: AnswerParts, desk: Desk): RequestHandler {
  return async (req, res) => {
    const isOpen = parseIsOpen(req.query.state);
    const counts = await deskCounts(db, desk);
    const asked = pageAsked(req.query.page, CONTACTS_A_PAGE, isOpen ? counts.open : counts.closed);
    const contacts = await contactsOf(db, desk, isOpen, asked);
    renderPage(req, res, present.deskPage({ desk, isOpen, counts, asked, contacts, now: clock() }));
  };
}

/** What somebody wrote is personal: that it was opened is on record before it is shown. */
export function showContact({ db }: AnswerParts, desk: Desk): RequestHandler {
  return async (req, res) => {
    const contact = await contactAsked(req, { db }, desk);
    const notes = await notesOf(db, desk, contact.reference);
    await db.transaction((trx) => recordEvent(trx, actorOf(req), { type: desk, id: contact.reference }));
    renderPage(req, res, present.contactPage({ desk, contact, notes }));
  };
}

export function answer(parts: AnswerParts, desk: Desk): RequestHandler {
  return async (req, res) => {
    const contact = await contactAsked(req, parts, desk);
    const { reference } = contact;
    const parsed = parseNote(req.body);
    if (parsed.kind === 'faults') {
      const notes = await notesOf(parts.db, desk, reference);
      const { typed, faults } = parsed;
      renderPage(req, res, present.contactPage({ desk, contact, notes, typed, errors: faults }), 422);
      return;
    }
    const command = { ...parsed.command, desk, reference, userId: signedInUser(req).id };
    const result = await answerContact(parts, command, actorOf(req));
    const href = present.deskPaths[desk].one(reference);
    if (result.kind === 'not-found') throw new NotFound();
    if (result.kind === 'too-late') throw new Refusal('too-late', { href, text: 'See how it stands now' });
    res.redirect(303, href);
  };
}

/** Nobody answers what they have asked themselves: it is not there for them. */
async function contactAsked(req: Request, { db }: Pick<AnswerParts, 'db'>, desk: Desk): Promise<Contact> {
  const { reference } = req.params;
  const contact = kindOfReference(reference) ? await contactBy(db, desk, String(reference)) : null;
  if (!contact || !mayAct(signedInUser(req).id, [contact.userId])) throw new NotFound();
  return contact;
}
