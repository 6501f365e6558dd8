import { today } from '../../platform/clock.ts';
import { mayAct } from '../rules/own-case.ts';
import type { RequestParts } from './act-on-case.ts';
import type { CaseFilter } from './forms-list.ts';
import { concernedBy, type RequestCase } from './request-case.ts';
import { byUrgency, seenCase, type SeenCase, type Standing, standings } from './rules/case-facts.ts';
import { eventsOf, openRequests, workingDaysOf } from './store.ts';

/** Every open case as it stands today, the most urgent first. */
export async function openCases(parts: Pick<RequestParts, 'db' | 'clock'>): Promise<SeenCase[]> {
  return (await casesToday(parts, await openRequests(parts.db))).sort(byUrgency);
}

/** These cases as they stand today, in their order. */
export async function casesToday(
  { db, clock }: Pick<RequestParts, 'db' | 'clock'>,
  requests: readonly RequestCase[],
): Promise<SeenCase[]> {
  const ids = requests.map(({ id }) => id);
  const [events, isWorkingDay] = await Promise.all([eventsOf(db, ids), workingDaysOf(db)]);
  const day = today(clock);
  return requests.map((request) => seenCase(request, events.get(request.id) ?? [], day, isWorkingDay));
}

export function withFilter(
  open: readonly SeenCase[],
  { standing, right, assignee }: CaseFilter,
  readerId: number,
): SeenCase[] {
  return open.filter(
    ({ request, standing: own }) =>
      (standing === null || own === standing) &&
      (right === null || request.right === right) &&
      (assignee === '' || request.assigneeId === (assignee === 'me' ? readerId : null)),
  );
}

export function countsOf(open: readonly SeenCase[], closed: number): Record<Standing, number> {
  const counts = Object.fromEntries(
    standings.map((standing) => [standing, open.filter((one) => one.standing === standing).length]),
  ) as Record<Standing, number>;
  return { ...counts, closed };
}

/** How many of these are the reader's own work, and how many are nobody's. */
export function assignedIn(open: readonly SeenCase[], readerId: number): Record<'me' | 'nobody', number> {
  const of = (id: number | null): number => open.filter(({ request }) => request.assigneeId === id).length;
  return { me: of(readerId), nobody: of(null) };
}

/** Nothing is to be done for now: it is closed, or waits for somebody outside. */
export function isAtRest({ standing }: SeenCase): boolean {
  return standing === 'closed' || standing === 'waiting' || standing === 'paused';
}

/** The most urgent case beside this one that is the reader's, or nobody's yet; null when there is none. */
export async function nextCaseFor(
  parts: Pick<RequestParts, 'db' | 'clock'>,
  readerId: number,
  { request: present }: SeenCase,
): Promise<SeenCase | null> {
  const open = await openCases(parts);
  const next = open.find(
    (one) =>
      one.request.id !== present.id &&
      !isAtRest(one) &&
      mayAct(readerId, concernedBy(one.request)) &&
      (one.request.assigneeId === readerId || one.request.assigneeId === null),
  );
  return next ?? null;
}
