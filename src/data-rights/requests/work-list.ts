import { today } from '../../platform/clock.ts';
import type { RequestParts } from './act-on-case.ts';
import type { CaseFilter } from './forms-list.ts';
import type { RequestCase } from './request-case.ts';
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
