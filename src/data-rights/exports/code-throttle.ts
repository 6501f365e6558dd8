import type { Pool } from 'pg';
import type { Clock } from '../../platform/clock.ts';
import { type Admission, type DelayRule, delaysIn, networkOf } from '../../platform/delays.ts';

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Whoever has the code has it on paper before them: five attempts are many. */
const byLink: DelayRule = {
  ...{ name: 'package-code', free: 5, first: MINUTE_MS },
  ...{ most: HOUR_MS, forgottenAfter: DAY_MS },
};
const byNetwork: DelayRule = {
  ...{ name: 'package-address', free: 20, first: MINUTE_MS },
  ...{ most: HOUR_MS, forgottenAfter: DAY_MS },
};

interface Attempt {
  token: string;
  address: string;
}

export interface CodeThrottle {
  count: (attempt: Attempt) => Promise<Admission>;
  takeBack: (attempt: Attempt) => Promise<void>;
}

/** Slows down whoever guesses a code, by the link and by where they ask from; nobody is kept out for good (D11). */
export function codeThrottle(parts: { pool: Pool; secrets: { pepper: Buffer }; clock: Clock }): CodeThrottle {
  const delays = delaysIn(parts.pool, parts.secrets.pepper, parts.clock);
  return {
    async count({ token, address }) {
      const network = await delays.count(byNetwork, networkOf(address));
      return network.kind === 'wait' ? network : delays.count(byLink, token);
    },
    async takeBack({ token, address }) {
      await delays.takeBack(byNetwork, networkOf(address));
      await delays.takeBack(byLink, token);
    },
  };
}
