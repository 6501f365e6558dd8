import { type Day, daysBetween } from '../../rules/days.ts';
import { londonDayOf } from '../../rules/london-time.ts';
import { acknowledgeComplaintBy } from '../../rules/other-clocks.ts';
import type { IsWorkingDay } from '../../rules/working-days.ts';
import type { ComplaintStep, Outcome } from '../specification/steps.ts';

export interface ComplaintFacts {
  receivedAt: Date;
  investigatorId: number | null;
  acknowledgedAt: Date | null;
  outcome: Outcome | null;
  closedAt: Date | null;
}

export type ComplaintState =
  | { kind: 'closed' }
  /** Acknowledged, and being looked into. */
  | { kind: 'acknowledged' }
  /** To be acknowledged, or answered, by the end of a day. */
  | { kind: 'waiting'; by: Day; urgency: 'overdue' | 'due soon' | 'in time' };

const SOON_DAYS = 7;

/**
 * How a complaint stands: it is acknowledged by the 30th day after its arrival; an outcome before then needs no separate
 * acknowledgement (L15; P110, P111).
 */
export function complaintState(
  facts: ComplaintFacts,
  today: Day,
  isWorkingDay: IsWorkingDay,
): ComplaintState {
  if (facts.closedAt !== null || facts.outcome !== null) return { kind: 'closed' };
  if (facts.acknowledgedAt !== null) return { kind: 'acknowledged' };
  const by = acknowledgeComplaintBy(londonDayOf(facts.receivedAt), isWorkingDay);
  if (today > by) return { kind: 'waiting', by, urgency: 'overdue' };
  return { kind: 'waiting', by, urgency: daysBetween(today, by) <= SOON_DAYS ? 'due soon' : 'in time' };
}

/** What is open: enquiries start at once, so there is no outcome before somebody investigates. */
export function stepsOpen({
  investigatorId,
  acknowledgedAt,
  outcome,
  closedAt,
}: ComplaintFacts): ComplaintStep[] {
  if (closedAt !== null || outcome !== null) return [];
  return [
    'assigned',
    ...(acknowledgedAt === null ? (['acknowledged'] as const) : (['informed'] as const)),
    ...(investigatorId === null ? [] : (['outcome'] as const)),
  ];
}
