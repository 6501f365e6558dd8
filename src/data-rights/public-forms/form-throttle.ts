import type { Pool } from 'pg';
import type { Clock } from '../../platform/clock.ts';
import { type Admission, type DelayRule, delaysIn, networkOf } from '../../platform/delays.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A whole council may stand behind one address: ten forms go at once, then there are pauses, never a closed door. */
const byNetwork: DelayRule = {
  ...{ name: 'forms-address', free: 9, first: MINUTE_MS },
  ...{ most: HOUR_MS, forgottenAfter: DAY_MS },
};
/** Against a flood from everywhere, with a pause that keeps nobody out. */
const inAll: DelayRule = {
  ...{ name: 'forms-all', free: 499, first: SECOND_MS },
  ...{ most: 5 * SECOND_MS, forgottenAfter: HOUR_MS },
};
/** Somebody else's address may be written into a form: after three confirmations it gets none for a day. */
const byConfirmation: DelayRule = {
  ...{ name: 'forms-confirmation', free: 2, first: DAY_MS },
  ...{ most: DAY_MS, forgottenAfter: DAY_MS },
};

export interface FormThrottle {
  /** @param address IP address of the browser */
  count: (address: string) => Promise<Admission>;
  /** Whether an e-mail address may still be sent a confirmation. */
  mayConfirm: (email: string) => Promise<boolean>;
}

/** Limits against abuse of the public forms, kept in the database under keys that do not say whose they are (D11). */
export function formThrottle(pool: Pool, pepper: Buffer, clock: Clock): FormThrottle {
  const delays = delaysIn(pool, pepper, clock);
  return {
    async count(address) {
      const all = await delays.count(inAll, '');
      return all.kind === 'wait' ? all : delays.count(byNetwork, networkOf(address));
    },
    async mayConfirm(email) {
      const admission = await delays.count(byConfirmation, email.toLowerCase());
      return admission.kind === 'go-on';
    },
  };
}
