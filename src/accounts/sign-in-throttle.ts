import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

const WINDOW_S = 15 * 60;
const FAILURES_PER_ACCOUNT = 10;
const FAILURES_PER_ADDRESS = 50;

export interface SignInAttempt {
  email: string;
  /** IP address of the browser. */
  address: string;
}

export interface SignInThrottle {
  /** Counts an attempt before it is looked at, so that many at once get no further than one by one. */
  count(attempt: SignInAttempt): Promise<{ kind: 'go-on' } | { kind: 'wait'; seconds: number }>;
  /** Takes the attempt back, since only failures count, and forgets the account's earlier ones. */
  forgive(attempt: SignInAttempt): Promise<void>;
}

/** Counters in the database, which a restart does not clear; their keys do not say whose they are. */
export function signInThrottle(pool: Pool, pepper: Buffer): SignInThrottle {
  const counter = (keyPrefix: string, points: number): RateLimiterPostgres =>
    new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      tableName: 'rate_limits',
      tableCreated: true,
      keyPrefix,
      points,
      duration: WINDOW_S,
    });
  const byAddress = counter('sign-in-address', FAILURES_PER_ADDRESS);
  const byAccount = counter('sign-in-account', FAILURES_PER_ACCOUNT);
  const hidden = (text: string): string => createHmac('sha256', pepper).update(text).digest('base64url');
  const keysOf = ({ email, address }: SignInAttempt): { account: string; network: string } => ({
    account: hidden(email.toLowerCase()),
    network: hidden(networkOf(address)),
  });

  return {
    async count(attempt) {
      const { account, network } = keysOf(attempt);
      try {
        await byAddress.consume(network);
        await byAccount.consume(account);
        return { kind: 'go-on' };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return { kind: 'wait', seconds: Math.ceil(refusal.msBeforeNext / 1000) };
      }
    },
    async forgive(attempt) {
      const { account, network } = keysOf(attempt);
      await Promise.all([byAccount.delete(account), byAddress.reward(network)]);
    },
  };
}

/** An IPv6 subscriber has a whole /64 to write from; it counts as one address. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address.replace(/^::ffff:/i, '');
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after];
  return groups.slice(0, 4).join(':');
}
