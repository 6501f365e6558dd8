import type { Knex } from 'knex';
import type { AnswerWay, Right } from '../contact.ts';
import type { Day } from '../rules/days.ts';
import { type IsWorkingDay, workingDays } from '../rules/working-days.ts';
import type { Channel, IdentityCheck, RequestCase, RequestEvent } from './request-case.ts';

interface CaseRow {
  id: number;
  reference: string;
  received_on: Day;
  received_at: Date;
  channel: Channel;
  closed_at: Date | null;
  name: string;
  email: string | null;
  phone: string | null;
  address: string | null;
  message: string;
  wanted_right: Right;
  acts_for: string | null;
  answer_by: AnswerWay | null;
  adjustments: string | null;
  user_id: number | null;
  subject_id: number | null;
  linked_at: Date | null;
  assignee_id: number | null;
}

/** What came by the form came on the day of its sending, in England. */
const RECEIVED_ON = `coalesce(received_on, (received_at at time zone 'Europe/London')::date) as received_on`;

function cases(db: Knex): Knex.QueryBuilder<object, CaseRow[]> {
  return db<object, CaseRow[]>('rights_requests').select<CaseRow[]>('rights_requests.*', db.raw(RECEIVED_ON));
}

function caseFrom(row: CaseRow): RequestCase {
  const { name, email, phone, address } = row;
  return {
    ...{ id: row.id, reference: row.reference, channel: row.channel, message: row.message },
    ...{ receivedOn: row.received_on, receivedAt: row.received_at, closedAt: row.closed_at },
    ...{ right: row.wanted_right, actsFor: row.acts_for, answerBy: row.answer_by },
    sender: { name, email, phone, address },
    ...{ adjustments: row.adjustments, assigneeId: row.assignee_id },
    ...{ requesterId: row.user_id, subjectId: row.subject_id, isLinked: row.linked_at !== null },
  };
}

/** In a transaction its row stays locked. */
export async function requestBy(db: Knex, reference: string): Promise<RequestCase | null> {
  const query = cases(db).where({ reference });
  const [row] = await (db.isTransaction ? query.forUpdate() : query);
  return row ? caseFrom(row) : null;
}

export async function openRequests(db: Knex): Promise<RequestCase[]> {
  return (await cases(db).whereNull('closed_at').orderBy('id')).map(caseFrom);
}

/** The one closed last comes first. */
export async function closedRequests(
  db: Knex,
  { limit, offset }: { limit: number; offset: number },
): Promise<RequestCase[]> {
  const rows = await cases(db)
    .whereNotNull('closed_at')
    .orderBy('closed_at', 'desc')
    .limit(limit)
    .offset(offset);
  return rows.map(caseFrom);
}

export async function closedCount(db: Knex): Promise<number> {
  const row = await db('rights_requests')
    .whereNotNull('closed_at')
    .count<{ count: number }[]>('* as count')
    .first();
  return row?.count ?? 0;
}

/** Those that a person sent, or that are about them. */
export async function requestsOf(db: Knex, userId: number): Promise<RequestCase[]> {
  const rows = await cases(db)
    .where((own) => void own.where({ user_id: userId }).orWhere({ subject_id: userId, acts_for: null }))
    .orderBy('id', 'desc');
  return rows.map(caseFrom);
}

/** For removal, about somebody who is still there: open ones, and closed ones whose person was told that it has to wait. */
export async function erasureRequests(db: Knex): Promise<(RequestCase & { subjectId: number })[]> {
  const rows = await cases(db)
    .join('users', 'users.id', 'subject_id')
    .where({ wanted_right: 'erase' })
    .whereNull('users.removed_at')
    .whereRaw(
      `(rights_requests.closed_at is null or exists (select from request_letters
        where rights_request_id = rights_requests.id and request_letters.kind = 'held' and sent_at is not null))`,
    )
    .orderBy('rights_requests.id');
  return rows.map(caseFrom).flatMap((one) => {
    return one.subjectId === null ? [] : [{ ...one, subjectId: one.subjectId }];
  });
}

interface EventRow {
  rights_request_id: number;
  kind: RequestEvent['kind'];
  happened_on: Day;
  choice: string | null;
  note: string | null;
  pence: number | null;
}

/** What happened to each of these cases, in the order in which it was recorded. */
export async function eventsOf(db: Knex, ids: readonly number[]): Promise<Map<number, RequestEvent[]>> {
  const rows = await db('request_events')
    .whereIn('rights_request_id', [...ids])
    .orderBy('id')
    .select<EventRow[]>('*');
  const events = new Map<number, RequestEvent[]>(ids.map((id) => [id, []]));
  for (const { rights_request_id, kind, happened_on, choice, note, pence } of rows)
    events.get(rights_request_id)?.push({ kind, on: happened_on, choice, note, pence });
  return events;
}

export interface LoggedEvent extends RequestEvent {
  recordedBy: string;
  recordedAt: Date;
}

/** The history of a case for those who read it, with who recorded what. */
export async function historyOf(db: Knex, id: number): Promise<LoggedEvent[]> {
  return db('request_events')
    .join('users', 'users.id', 'request_events.recorded_by')
    .where({ rights_request_id: id })
    .orderBy('request_events.id')
    .select<LoggedEvent[]>(
      {
        kind: 'kind',
        on: 'happened_on',
        choice: 'choice',
        note: 'note',
        pence: 'pence',
        recordedAt: 'recorded_at',
      },
      nameAs(db, 'recordedBy'),
    );
}

export async function addEvent(
  trx: Knex.Transaction,
  id: number,
  event: Pick<RequestEvent, 'kind' | 'on'> & Partial<RequestEvent>,
  by: { userId: number; at: Date },
): Promise<void> {
  const { kind, on, choice = null, note = null, pence = null } = event;
  await trx('request_events').insert({
    ...{ rights_request_id: id, kind, happened_on: on, choice, note, pence },
    ...{ recorded_by: by.userId, recorded_at: by.at },
  });
}

export async function checksOf(db: Knex, id: number): Promise<IdentityCheck[]> {
  return db('identity_checks')
    .join('users', 'users.id', 'identity_checks.checked_by')
    .where({ rights_request_id: id })
    .orderBy('identity_checks.id')
    .select<IdentityCheck[]>(
      {
        ...{ checkedAt: 'checked_at', seen: 'seen', way: 'way', copies: 'copies', note: 'note' },
        ...{ isConfirmed: 'is_confirmed', confirmsEmail: 'confirms_email' },
      },
      nameAs(db, 'checkedBy'),
    );
}

export async function addCheck(
  trx: Knex.Transaction,
  id: number,
  check: Omit<IdentityCheck, 'checkedBy' | 'checkedAt'>,
  by: { userId: number; at: Date },
): Promise<void> {
  const { seen, way, copies, isConfirmed, confirmsEmail, note } = check;
  await trx('identity_checks').insert({
    ...{ rights_request_id: id, seen, way, copies, note },
    ...{ is_confirmed: isConfirmed, confirms_email: confirmsEmail },
    ...{ checked_by: by.userId, checked_at: by.at },
  });
}

/** @param subjectId null where nothing is held on whoever asks */
export async function setSubject(
  trx: Knex.Transaction,
  id: number,
  { subjectId, at }: { subjectId: number | null; at: Date },
): Promise<void> {
  await trx('rights_requests').where({ id }).update({ subject_id: subjectId, linked_at: at });
}

export async function setAssignee(
  trx: Knex.Transaction,
  id: number,
  assigneeId: number | null,
): Promise<void> {
  await trx('rights_requests').where({ id }).update({ assignee_id: assigneeId });
}

/** @param closedAt null opens it again */
export async function setRequestClosed(
  trx: Knex.Transaction,
  id: number,
  closedAt: Date | null,
): Promise<void> {
  await trx('rights_requests').where({ id }).update({ closed_at: closedAt });
}

/** Whoever worked on it, under the name that they still have. */
const nameAs = (db: Knex, alias: string): Knex.Raw =>
  db.raw(`coalesce(users.name, 'Somebody whose account was removed') as "${alias}"`);

/** Working days with the bank holidays that were proclaimed and entered (L23). */
export async function workingDaysOf(db: Knex): Promise<IsWorkingDay> {
  return workingDays(await db('bank_holidays').pluck<Day[]>('day'));
}
