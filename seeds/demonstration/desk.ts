import type { Knex } from 'knex';
import type { SealingSecrets } from '../../src/accounts/index.ts';
import type { Actor } from '../../src/audit/index.ts';
import type { RequestParts } from '../../src/data-rights/index.ts';
import { systemClock, today } from '../../src/platform/clock.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Those of the demonstration's people who work on cases, or whom one is about, by their numbers. */
export interface Staff {
  graham: number;
  amina: number;
  sofia: number;
  helen: number;
}

export interface Desk {
  db: Knex;
  secrets: SealingSecrets;
  staff: Staff;
}

export const hoursAgo = (hours: number): Date => new Date(systemClock().getTime() - hours * HOUR_MS);

export const daysAgo = (days: number): Date => hoursAgo(24 * days);

/** The day that it was in England so many days ago, or will be. */
export const dayAgo = (days: number): string => today(() => daysAgo(days));

/** The parts of a use case as they stood so many days ago: what is done now was then done then. */
export const then = ({ db, secrets }: Desk, days: number): RequestParts => ({
  ...{ db, secrets, clock: () => daysAgo(days) },
});

export const by = (userId: number, what: string): Actor => ({ userId, action: `demonstration.${what}` });

/** What a use case gave, when it is what was wanted. Throws otherwise: the demonstration tells no case half. */
export function given<Result extends { kind: string }, Kind extends Result['kind']>(
  result: Result,
  kind: Kind,
): Extract<Result, { kind: Kind }> {
  if (result.kind !== kind)
    throw new Error(`The demonstration wanted ${kind} and got ${JSON.stringify(result)}.`);
  return result as Extract<Result, { kind: Kind }>;
}
