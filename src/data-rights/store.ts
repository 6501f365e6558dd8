import type { Knex } from 'knex';
import type { AnswerWay, Contact, ContactNote, Desk, Details, NoteWay, Right, Turn } from './contact.ts';
import { deskOf } from './contact.ts';

const tables = {
  enquiries: { table: 'enquiries', noteColumn: 'enquiry_id' },
  complaints: { table: 'complaints', noteColumn: 'complaint_id' },
  requests: { table: 'rights_requests', noteColumn: 'rights_request_id' },
} as const satisfies Record<Desk, { table: string; noteColumn: string }>;

interface ContactRow {
  id: number;
  reference: string;
  received_at: Date;
  user_id: number | null;
  name: string;
  email: string | null;
  phone: string | null;
  address: string | null;
  message: string;
  closed_at: Date | null;
  kind: 'question' | 'suggestion' | 'problem';
  page: string | null;
  wanted: string | null;
  wanted_right: Right;
  acts_for: string | null;
  answer_by: AnswerWay | null;
}

/**
 * Adds what came in by a form. @param sentHash of the form's token and content
 * Returns its reference, or the one that the same form sent twice has got already.
 */
export async function addContact(
  trx: Knex.Transaction,
  contact: Omit<Contact, 'closedAt'>,
  sentHash: Buffer,
): Promise<{ reference: string; isNew: boolean }> {
  const { table } = tables[deskOf[contact.details.kind]];
  const { reference, receivedAt, userId, sender, message, details } = contact;
  const row = {
    ...{ reference, received_at: receivedAt, user_id: userId, message, sent_hash: sentHash },
    ...sender,
    ...columnsOf(details),
    ...linkOf(contact),
  };
  const added = await trx(table).insert(row).onConflict('sent_hash').ignore().returning('reference');
  if (added.length > 0) return { reference, isNew: true };
  const earlier = await trx(table).where({ sent_hash: sentHash }).first<{ reference: string }>('reference');
  return { reference: earlier.reference, isNew: false };
}

/** Whoever is signed in and asks for themselves needs nobody to say whose data it is. */
function linkOf({
  details,
  userId,
  receivedAt,
}: Pick<Contact, 'details' | 'userId' | 'receivedAt'>): Record<string, number | Date> {
  const isOwn = details.kind === 'data-request' && details.actsFor === null && userId !== null;
  return isOwn ? { subject_id: userId, linked_at: receivedAt } : {};
}

function columnsOf(details: Details): Record<string, string | null> {
  if (details.kind === 'enquiry') return { kind: details.topic };
  if (details.kind === 'problem') return { kind: 'problem', page: details.page };
  if (details.kind === 'complaint') return { wanted: details.wanted };
  return { wanted_right: details.right, acts_for: details.actsFor, answer_by: details.answerBy };
}

function detailsOf(desk: Desk, row: ContactRow): Details {
  if (desk === 'complaints') return { kind: 'complaint', wanted: row.wanted };
  if (desk === 'requests')
    return {
      ...{ kind: 'data-request', right: row.wanted_right },
      ...{ actsFor: row.acts_for, answerBy: row.answer_by },
    };
  return row.kind === 'problem' ? { kind: 'problem', page: row.page } : { kind: 'enquiry', topic: row.kind };
}

function contactOf(desk: Desk, row: ContactRow): Contact {
  const { name, email, phone, address, reference, message } = row;
  return {
    ...{ reference, message, receivedAt: row.received_at, userId: row.user_id, closedAt: row.closed_at },
    sender: { name, email, phone, address },
    details: detailsOf(desk, row),
  };
}

export async function contactBy(db: Knex, desk: Desk, reference: string): Promise<Contact | null> {
  const row = await db(tables[desk].table).where({ reference }).first<ContactRow | undefined>();
  return row ? contactOf(desk, row) : null;
}

/** What of it stands in a list: never who wrote, or what. */
export interface ListedContact {
  reference: string;
  details: Details;
  receivedAt: Date;
  closedAt: Date | null;
}

/** The newest first. */
export async function contactsOf(
  db: Knex,
  desk: Desk,
  isOpen: boolean,
  { limit, offset }: { limit: number; offset: number },
): Promise<ListedContact[]> {
  const rows = await stateOf(db, desk, isOpen)
    .orderBy([
      { column: 'received_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
    .offset(offset)
    .select<ContactRow[]>('*');
  return rows.map((row) => {
    const { reference, details, receivedAt, closedAt } = contactOf(desk, row);
    return { reference, details, receivedAt, closedAt };
  });
}

export interface DeskCounts {
  open: number;
  closed: number;
  /** When the open one that has waited longest came in. */
  oldest: Date | null;
}

export async function deskCounts(db: Knex, desk: Desk): Promise<DeskCounts> {
  return db(tables[desk].table).first<DeskCounts>(
    db.raw('count(*) filter (where closed_at is null) as open'),
    db.raw('count(*) filter (where closed_at is not null) as closed'),
    db.raw('min(received_at) filter (where closed_at is null) as oldest'),
  );
}

/** Locks it until the transaction ends. */
export async function lockContact(
  trx: Knex.Transaction,
  desk: Desk,
  reference: string,
): Promise<{ id: number; closedAt: Date | null } | null> {
  const row = await trx(tables[desk].table)
    .where({ reference })
    .forUpdate()
    .first<Pick<ContactRow, 'id' | 'closed_at'> | undefined>('id', 'closed_at');
  return row ? { id: row.id, closedAt: row.closed_at } : null;
}

export interface NewNote {
  writtenBy: number;
  writtenAt: Date;
  way: NoteWay;
  note: string;
  makes: Turn | null;
}

export async function addNote(
  trx: Knex.Transaction,
  desk: Desk,
  contactId: number,
  note: NewNote,
): Promise<void> {
  await trx('contact_notes').insert({
    [tables[desk].noteColumn]: contactId,
    ...{ written_by: note.writtenBy, written_at: note.writtenAt },
    ...{ way: note.way, note: note.note, makes: note.makes },
  });
}

/** @param closedAt null opens it again */
export async function setClosed(
  trx: Knex.Transaction,
  desk: Desk,
  id: number,
  closedAt: Date | null,
): Promise<void> {
  await trx(tables[desk].table).where({ id }).update({ closed_at: closedAt });
}

/** The log of one contact, the oldest entry first. */
export async function notesOf(db: Knex, desk: Desk, reference: string): Promise<ContactNote[]> {
  const { table, noteColumn } = tables[desk];
  return db('contact_notes')
    .join(table, `${table}.id`, `contact_notes.${noteColumn}`)
    .join('users', 'users.id', 'contact_notes.written_by')
    .where(`${table}.reference`, reference)
    .orderBy('contact_notes.id')
    .select<ContactNote[]>(
      ...['contact_notes.written_at as writtenAt', 'contact_notes.way', 'contact_notes.note'],
      'contact_notes.makes',
      db.raw(`coalesce(users.name, 'Somebody whose account was removed') as "writtenBy"`),
    );
}

function stateOf(db: Knex, desk: Desk, isOpen: boolean): Knex.QueryBuilder {
  const query = db(tables[desk].table);
  return isOpen ? query.whereNull('closed_at') : query.whereNotNull('closed_at');
}
