import type { Knex } from 'knex';
import { paths } from '../paths.ts';
import { type Clock, today } from '../platform/clock.ts';
import { stateTag } from './breaches/presenters.ts';
import { dutiesOf } from './breaches/rules/duties.ts';
import { breachesOf } from './breaches/store.ts';
import { tagOf } from './complaints/presenters.ts';
import { complaintState } from './complaints/rules/complaint.ts';
import { complaintsOf } from './complaints/store.ts';
import { dueAt, dueOn } from './presenters-due.ts';
import { rightName, whoseWords } from './presenters-words.ts';
import type { Day } from './rules/days.ts';
import { londonDayOf } from './rules/london-time.ts';
import { mayAct } from './rules/own-case.ts';
import { removalsToResume } from './removals/removals-held.ts';
import { dayInWords } from './requests/day-words.ts';
import { removalFor } from './requests/presenters-case-rights.ts';
import { standingTags } from './requests/presenters-words.ts';
import { concernedBy } from './requests/request-case.ts';
import { workingDaysOf } from './requests/store.ts';
import { officersOf } from './requests/store-people.ts';
import { openCases } from './requests/work-list.ts';

/** A case of which something is owed by a day or a moment, with neither who nor what. */
export interface UrgentCase {
  reference: string;
  title: string;
  href: string;
  /** Permission without which it is not shown. */
  needs: string;
  tag: { text: string; colour: string };
  /** "Due 4 January 2027, in 5 days" */
  due: string;
  /** The day by which it is owed, by which cases are sorted. */
  day: Day;
  whose: string;
}

export interface UrgentParts {
  db: Knex;
  clock: Clock;
}

const MOST_OF_A_DESK = 100;

/** Requests, complaints and breaches of which something is owed, the most urgent first; never the reader's own (P133). */
export async function urgentCases(parts: UrgentParts, readerId: number): Promise<UrgentCase[]> {
  const found = await Promise.all([
    ...([requests(parts, readerId), complaints(parts, readerId)] as const),
    ...([breaches(parts), removals(parts, readerId)] as const),
  ]);
  return found.flat().sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

async function requests({ db, clock }: UrgentParts, readerId: number): Promise<UrgentCase[]> {
  const [open, officers] = await Promise.all([openCases({ db, clock }), officersOf(db)]);
  return open.flatMap(({ request, clock: running, standing, today: day }): UrgentCase[] => {
    if (running.kind !== 'running' || standing === 'answered') return [];
    if (!mayAct(readerId, concernedBy(request))) return [];
    const { reference, right, assigneeId } = request;
    const assignee = officers.find(({ id }) => id === assigneeId);
    return [
      {
        ...{ reference, title: `Request: ${rightName(right)}`, href: paths.dataRequest(reference) },
        ...{ needs: 'requests:manage', tag: standingTags[standing], due: dueOn(running.limit, day) },
        ...{ day: running.limit, whose: whoseWords(assigneeId, readerId, assignee?.name) },
      },
    ];
  });
}

/** What a legal hold kept waiting is owed again from the day on which the hold ends (C22). */
async function removals({ db }: UrgentParts, readerId: number): Promise<UrgentCase[]> {
  const [resumed, officers] = await Promise.all([removalsToResume(db, readerId), officersOf(db)]);
  return resumed.map(({ reference, userId, endedOn, removal, assigneeId }): UrgentCase => {
    const assignee = officers.find(({ id }) => id === assigneeId);
    return {
      ...{ reference, title: 'Removal to be taken up again' },
      href: removal === null ? removalFor(userId, reference) : paths.removal(removal),
      ...{ needs: 'removals:manage', tag: { text: 'Hold ended', colour: 'orange' }, day: endedOn },
      ...{ due: `Since the hold ended, ${dayInWords(endedOn)}` },
      whose: whoseWords(assigneeId, readerId, assignee?.name),
    };
  });
}

async function complaints({ db, clock }: UrgentParts, readerId: number): Promise<UrgentCase[]> {
  const page = { limit: MOST_OF_A_DESK, offset: 0 };
  const [open, isWorkingDay] = await Promise.all([complaintsOf(db, true, page), workingDaysOf(db)]);
  const day = today(clock);
  return open.flatMap((complaint): UrgentCase[] => {
    const state = complaintState(complaint, day, isWorkingDay);
    if (state.kind !== 'waiting' || !mayAct(readerId, [complaint.userId])) return [];
    const { reference, investigatorId, investigator } = complaint;
    return [
      {
        ...{ reference, title: 'Complaint to acknowledge', href: paths.complaint(reference) },
        ...{ needs: 'complaints:manage', tag: tagOf(state), due: dueOn(state.by, day), day: state.by },
        whose: whoseWords(investigatorId, readerId, investigator),
      },
    ];
  });
}

async function breaches({ db, clock }: UrgentParts): Promise<UrgentCase[]> {
  const now = clock();
  const open = await breachesOf(db, true, { limit: MOST_OF_A_DESK, offset: 0 });
  return open.flatMap((breach): UrgentCase[] => {
    const owed = dutiesOf(breach, now).find(
      ({ state, by }) => by !== null && (state === 'due' || state === 'overdue'),
    );
    if (!owed?.by) return [];
    const { reference } = breach;
    return [
      {
        ...{ reference, title: 'Breach of personal data', href: paths.breach(reference) },
        ...{ needs: 'breaches:manage', tag: stateTag(breach, now), due: dueAt(owed.by, now) },
        ...{ day: londonDayOf(owed.by), whose: 'Everybody’s' },
      },
    ];
  });
}
