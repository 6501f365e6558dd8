import type { Knex } from 'knex';
import { recordEvent } from '../../audit/index.ts';
import { today } from '../../platform/clock.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import { mayAct } from '../rules/own-case.ts';
import type { RequestParts } from './act-on-case.ts';
import { reminderLetter } from './letters.ts';
import { concernedBy } from './request-case.ts';
import { seenCase, type SeenCase } from './rules/case-facts.ts';
import { type Reminder, reminderDue } from './rules/reminders.ts';
import { eventsOf, openRequests, workingDaysOf } from './store.ts';
import { type Officer, officersOf } from './store-people.ts';

/** The job that reminds of requests, by the clock of Graphile Worker: each morning. */
export const REMIND_OF_REQUESTS = 'remind-of-requests';
export const remindOfRequestsCron = `10 6 * * * ${REMIND_OF_REQUESTS}`;

/** Every reminder that is due and was not sent, each in a transaction of its own; how many there were. */
export async function remindOfRequests(parts: RequestParts): Promise<number> {
  const { db, clock } = parts;
  const day = today(clock);
  const [requests, isWorkingDay, officers] = await Promise.all([
    openRequests(db),
    workingDaysOf(db),
    officersOf(db),
  ]);
  const events = await eventsOf(
    db,
    requests.map(({ id }) => id),
  );
  let sent = 0;
  for (const request of requests) {
    const seen = seenCase(request, events.get(request.id) ?? [], day, isWorkingDay);
    const reminder = seen.standing === 'answered' ? null : reminderDue(seen.clock, day);
    if (reminder && (await remind(parts, seen, reminder, officers))) sent += 1;
  }
  return sent;
}

/** False when it was sent before: a job that runs twice reminds once. */
async function remind(
  { db, clock, secrets }: RequestParts,
  { request, clock: running }: SeenCase,
  reminder: Reminder,
  officers: readonly Officer[],
): Promise<boolean> {
  const may = officers.filter(({ id }) => mayAct(id, concernedBy(request)));
  const assignee = may.find(({ id }) => id === request.assigneeId);
  const readers = assignee ? [assignee] : may.filter(({ role }) => role === 'compliance');
  const { reference } = request;
  const limit = running.kind === 'running' ? running.limit : request.receivedOn;
  return db.transaction(async (trx) => {
    if (!(await isNew(trx, request.id, reminder, clock()))) return false;
    for (const { id, name, email } of readers)
      await queueMail(trx, secrets, {
        ...{ to: email, userId: id, about: 'request-reminder' },
        letter: reminderLetter(name, { reference, limit, isAssigned: assignee !== undefined }, reminder),
      });
    const actor = { userId: null, action: 'data-request.reminded' };
    const details = { kind: reminder.kind, on: reminder.ofDay, letters: readers.length };
    await recordEvent(trx, actor, { type: 'requests', id: reference }, details);
    return true;
  });
}

async function isNew(
  trx: Knex.Transaction,
  requestId: number,
  { kind, ofDay }: Reminder,
  at: Date,
): Promise<boolean> {
  const added = await trx('request_reminders')
    .insert({ rights_request_id: requestId, kind, of_day: ofDay, sent_at: at })
    .onConflict()
    .ignore()
    .returning<{ kind: string }[]>('kind');
  return added.length > 0;
}
