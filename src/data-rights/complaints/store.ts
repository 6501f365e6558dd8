import type { Knex } from 'knex';
import type { Sender } from '../contact.ts';
import type { Values } from '../registers/specification/field.ts';
import type { ComplaintFacts } from './rules/complaint.ts';
import type { ComplaintStep, Outcome } from './specification/steps.ts';

export type Channel = 'web' | 'email' | 'phone' | 'post' | 'in-person';

export interface Complaint extends ComplaintFacts {
  id: number;
  reference: string;
  channel: Channel;
  /** Account of whoever was signed in when complaining. */
  userId: number | null;
  sender: Sender;
  message: string;
  wanted: string | null;
  outcomeAt: Date | null;
  investigator: string | null;
  /** Who typed it in; null for what came by the form. */
  recordedBy: string | null;
}

export interface ComplaintEvent {
  kind: ComplaintStep;
  happenedAt: Date;
  recordedBy: string;
  facts: Values;
  letter: string | null;
}

interface ComplaintRow extends Sender {
  id: number;
  reference: string;
  channel: Channel;
  received_at: Date;
  user_id: number | null;
  message: string;
  wanted: string | null;
  investigator_id: number | null;
  acknowledged_at: Date | null;
  outcome: Outcome | null;
  outcome_at: Date | null;
  closed_at: Date | null;
  investigator: string | null;
  recorder: string | null;
}

export async function addComplaint(
  trx: Knex.Transaction,
  complaint: Pick<Complaint, 'reference' | 'channel' | 'receivedAt' | 'sender' | 'message' | 'wanted'> & {
    recordedBy: number;
  },
): Promise<void> {
  const { reference, channel, receivedAt, sender, message, wanted, recordedBy } = complaint;
  await trx('complaints').insert({
    ...{ reference, channel, received_at: receivedAt, ...sender, message, wanted, recorded_by: recordedBy },
  });
}

/** In a transaction its row stays locked until the end. */
export async function complaintBy(db: Knex | Knex.Transaction, reference: string): Promise<Complaint | null> {
  const query = complaints(db).where('complaints.reference', reference).first();
  const row = (await (db.isTransaction ? query.forUpdate('complaints') : query)) as ComplaintRow | undefined;
  return row ? complaintFrom(row) : null;
}

/** Which of the open ones: all, one's own to investigate, nobody's, those to be acknowledged. */
export const complaintFilters = ['', 'mine', 'nobodys', 'waiting'] as const;
export type ComplaintFilter = (typeof complaintFilters)[number];

export interface ComplaintCounts {
  open: number;
  closed: number;
  mine: number;
  nobodys: number;
  waiting: number;
}

const filters: Readonly<Record<ComplaintFilter, string>> = {
  ...{ '': 'true', mine: 'investigator_id = :readerId', nobodys: 'investigator_id is null' },
  waiting: 'acknowledged_at is null',
};

export async function complaintCounts(db: Knex, readerId: number): Promise<ComplaintCounts> {
  const open = (filter: ComplaintFilter, alias: string): Knex.Raw =>
    db.raw(`count(*) filter (where closed_at is null and ${filters[filter]}) as ${alias}`, { readerId });
  return db('complaints').first<ComplaintCounts>(
    ...[open('', 'open'), open('mine', 'mine'), open('nobodys', 'nobodys'), open('waiting', 'waiting')],
    db.raw('count(*) filter (where closed_at is not null) as closed'),
  );
}

/** The most urgent first: not acknowledged, then the oldest; of the closed ones the newest. */
export async function complaintsOf(
  db: Knex,
  isOpen: boolean,
  { limit, offset }: { limit: number; offset: number },
  { readerId, whose }: { readerId: number; whose: ComplaintFilter } = { readerId: 0, whose: '' },
): Promise<Complaint[]> {
  const query = complaints(db).limit(limit).offset(offset);
  const rows: unknown = await (isOpen
    ? query
        .whereNull('complaints.closed_at')
        .whereRaw(filters[whose], { readerId })
        .orderByRaw('acknowledged_at is not null, received_at, complaints.id')
    : query.whereNotNull('complaints.closed_at').orderByRaw('complaints.closed_at desc, complaints.id desc'));
  return (rows as ComplaintRow[]).map(complaintFrom);
}

export async function addComplaintEvent(
  trx: Knex.Transaction,
  complaintId: number,
  event: Omit<ComplaintEvent, 'recordedBy'> & { recordedBy: number },
): Promise<void> {
  await trx('complaint_events').insert({
    ...{ complaint_id: complaintId, kind: event.kind, facts: JSON.stringify(event.facts) },
    ...{ happened_at: event.happenedAt, recorded_at: event.happenedAt, recorded_by: event.recordedBy },
    letter: event.letter,
  });
}

export async function setComplaint(
  trx: Knex.Transaction,
  id: number,
  to: { investigatorId: number } | { acknowledgedAt: Date } | { outcome: Outcome; at: Date },
): Promise<void> {
  const columns =
    'investigatorId' in to
      ? { investigator_id: to.investigatorId }
      : 'acknowledgedAt' in to
        ? { acknowledged_at: to.acknowledgedAt }
        : { outcome: to.outcome, outcome_at: to.at, closed_at: to.at };
  await trx('complaints').where({ id }).update(columns);
}

export async function eventsOf(db: Knex, complaintId: number): Promise<ComplaintEvent[]> {
  const rows = await db('complaint_events')
    .join('users', 'users.id', 'complaint_events.recorded_by')
    .where({ complaint_id: complaintId })
    .orderBy('complaint_events.id')
    .select<
      { kind: ComplaintStep; happened_at: Date; facts: Values; letter: string | null; name: string | null }[]
    >('complaint_events.*', 'users.name');
  return rows.map(({ kind, happened_at, facts, letter, name }) => ({
    ...{ kind, happenedAt: happened_at, facts, letter, recordedBy: name ?? 'somebody since removed' },
  }));
}

/** Who may investigate: those who look after complaints and can sign in. */
export async function investigators(db: Knex): Promise<{ id: number; name: string }[]> {
  return db('users')
    .whereIn('role', ['compliance', 'admin'])
    .whereNull('closed_at')
    .whereNotNull('email')
    .orderBy('name')
    .select<{ id: number; name: string }[]>('id', 'name');
}

function complaints(db: Knex): Knex.QueryBuilder {
  return db('complaints')
    .leftJoin({ investigators: 'users' }, 'investigators.id', 'complaints.investigator_id')
    .leftJoin({ recorders: 'users' }, 'recorders.id', 'complaints.recorded_by')
    .select('complaints.*', { investigator: 'investigators.name', recorder: 'recorders.name' });
}

function complaintFrom(row: ComplaintRow): Complaint {
  const { id, reference, channel, message, wanted, outcome, investigator } = row;
  const { name, email, phone, address } = row;
  return {
    ...{ id, reference, channel, message, wanted, outcome, investigator },
    ...{ receivedAt: row.received_at, userId: row.user_id, closedAt: row.closed_at },
    ...{
      investigatorId: row.investigator_id,
      acknowledgedAt: row.acknowledged_at,
      outcomeAt: row.outcome_at,
    },
    ...{ sender: { name, email, phone, address }, recordedBy: row.recorder },
  };
}
