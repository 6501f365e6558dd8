import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Pool } from 'pg';
import type { Clock } from './clock.ts';

/** How fast failures slow somebody down. Times in milliseconds. */
export interface DelayRule {
  /** Begins the keys of this rule's counters. */
  name: string;
  /** Failures that cost nothing yet. */
  free: number;
  /** The pause after the first failure beyond those; each further one doubles it. */
  first: number;
  most: number;
  /** A counter begins anew this long after its last failure; a day at most. */
  forgottenAfter: number;
}

export type Admission = { kind: 'go-on'; failures: number } | { kind: 'wait'; seconds: number };

export interface Delays {
  /** Counts an attempt as failed before it is looked at, so that many at once get no further than one by one. */
  count: (rule: DelayRule, whose: string) => Promise<Admission>;
  /** Takes one attempt back, since it did not fail. */
  takeBack: (rule: DelayRule, whose: string) => Promise<void>;
  forget: (rule: DelayRule, whose: string) => Promise<void>;
}

const DAY_MS = 24 * 60 * 60 * 1000;

// While a pause lasts nothing is counted, so that hammering makes no pause longer. $3 free, $4 first, $5 most, $6 forgotten.
const countAttempt = `
  insert into delays as had (key, failures, last_at) values ($1, 1, $2)
  on conflict (key) do update set
    failures = case when had.last_at <= $2 - $6::interval then 1 else had.failures + 1 end,
    last_at = $2
  where had.failures <= $3
    or had.last_at <= $2 - least($5::interval, $4::interval * power(2, least(had.failures - $3 - 1, 30)))
    or had.last_at <= $2 - $6::interval
  returning failures`;

/**
 * Counters in the database, which a restart does not clear and whose keys do not say whose they are: past the free ones
 * each failure doubles the pause before the next attempt is looked at. Nobody is locked out for good (security D11).
 */
export function delaysIn(pool: Pool, pepper: Buffer, clock: Clock): Delays {
  const keyOf = ({ name }: DelayRule, whose: string): string =>
    `${name}:${createHmac('sha256', pepper).update(whose).digest('base64url')}`;
  return {
    async count(rule, whose) {
      const key = keyOf(rule, whose);
      const now = clock();
      const times = [rule.first, rule.most, rule.forgottenAfter].map((ms) => `${ms} milliseconds`);
      const { rows } = await pool.query<{ failures: number }>(countAttempt, [key, now, rule.free, ...times]);
      const failures = rows[0]?.failures;
      if (failures === undefined) return { kind: 'wait', seconds: await secondsLeft(pool, rule, key, now) };
      if (failures === 1) await clearAway(pool, now);
      return { kind: 'go-on', failures };
    },
    async takeBack(rule, whose) {
      await pool.query('update delays set failures = failures - 1 where key = $1 and failures > 0', [
        keyOf(rule, whose),
      ]);
    },
    async forget(rule, whose) {
      await pool.query('delete from delays where key = $1', [keyOf(rule, whose)]);
    },
  };
}

async function secondsLeft(pool: Pool, rule: DelayRule, key: string, now: Date): Promise<number> {
  const { rows } = await pool.query<{ failures: number; last_at: Date }>(
    'select failures, last_at from delays where key = $1',
    [key],
  );
  const [row] = rows;
  if (!row) return 1;
  const pause = Math.min(rule.most, rule.first * 2 ** (row.failures - rule.free - 1));
  return Math.max(1, Math.ceil((row.last_at.getTime() + pause - now.getTime()) / 1000));
}

async function clearAway(pool: Pool, now: Date): Promise<void> {
  await pool.query('delete from delays where last_at < $1', [new Date(now.getTime() - DAY_MS)]);
}

/** An IPv6 subscriber has a whole /64 to write from; it counts as one address. */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address.replace(/^::ffff:/i, '');
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after];
  return groups.slice(0, 4).join(':');
}
