import type { Pool } from 'pg';
import type { Clock } from '../../platform/clock.ts';
import { type Admission, type DelayRule, delaysIn, networkOf } from '../../platform/delays.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * By account, by network address, from which a whole office may write, and in all, where the pause is short: a flood must
 * not keep everybody out.
 */
function rules(about: string, free: { account: number; address: number; all: number }) {
  const { account, address, all } = free;
  return {
    account: {
      name: `${about}-account`,
      free: account,
      first: SECOND_MS,
      most: 15 * MINUTE_MS,
      forgottenAfter: 24 * HOUR_MS,
    },
    address: {
      name: `${about}-address`,
      free: address,
      first: SECOND_MS,
      most: MINUTE_MS,
      forgottenAfter: HOUR_MS,
    },
    all: {
      name: `${about}-all`,
      free: all,
      first: SECOND_MS / 10,
      most: SECOND_MS,
      forgottenAfter: HOUR_MS,
    },
  } satisfies Record<string, DelayRule>;
}

const passwordRules = rules('sign-in', { account: 5, address: 50, all: 2000 });
const codeRules = rules('code', { account: 5, address: 50, all: 2000 });
const resetRules = rules('reset', { account: 3, address: 20, all: 500 });

export interface ThrottleParts {
  pool: Pool;
  secrets: { pepper: Buffer };
  clock: Clock;
}

export interface Attempt {
  /** What stands for the account: the e-mail address that was typed, known or not, or the person's number. */
  account: string;
  /** IP address of the browser. */
  address: string;
}

export interface Throttle {
  /** Counts an attempt as failed before it is looked at. `failures` are those of the account. */
  count(attempt: Attempt): Promise<Admission>;
  /** Takes the attempt back, since only failures count, and forgets the account's earlier ones. */
  forgive(attempt: Attempt): Promise<void>;
}

/** For passwords, at sign-in and where a page asks for one again. */
export function signInThrottle(parts: ThrottleParts): Throttle {
  return throttle(parts, passwordRules);
}

/** For codes of the second factor. */
export function codeThrottle(parts: ThrottleParts): Throttle {
  return throttle(parts, codeRules);
}

/** For asking for a link to choose a new password. */
export function resetThrottle(parts: ThrottleParts): Throttle {
  return throttle(parts, resetRules);
}

function throttle(
  { pool, secrets, clock }: ThrottleParts,
  { all, address, account }: ReturnType<typeof rules>,
): Throttle {
  const delays = delaysIn(pool, secrets.pepper, clock);
  return {
    async count(attempt) {
      for (const [rule, whose] of [
        [all, ''],
        [address, networkOf(attempt.address)],
      ] as const) {
        const admission = await delays.count(rule, whose);
        if (admission.kind === 'wait') return admission;
      }
      return delays.count(account, attempt.account.toLowerCase());
    },
    async forgive(attempt) {
      await Promise.all([
        delays.forget(account, attempt.account.toLowerCase()),
        delays.takeBack(address, networkOf(attempt.address)),
        delays.takeBack(all, ''),
      ]);
    },
  };
}
