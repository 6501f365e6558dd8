import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../audit/index.ts';
import type { SignInCommand } from './forms.ts';
import { passwordMatches } from './password.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';
import { credentialsOf } from './store.ts';

export type SignInResult =
  | { kind: 'right'; userId: number }
  /** userId of the account that was tried, if there is one: for the audit trail, never for the reply. */
  | { kind: 'wrong'; userId: number | null }
  | { kind: 'wait'; seconds: number };

/** Checks an address and a password. Whether the address is known shows neither in the reply nor in the time it takes. */
export async function verifySignIn(
  ports: { db: Knex; throttle: SignInThrottle },
  { email, password }: SignInCommand,
  address: string,
): Promise<SignInResult> {
  const attempt = { email, address };
  const throttled = await ports.throttle.count(attempt);
  if (throttled.kind === 'wait') return throttled;
  const credentials = await credentialsOf(ports.db, email);
  const matches = await passwordMatches(password, credentials?.passwordHash ?? null);
  if (!credentials || !matches) return { kind: 'wrong', userId: credentials?.userId ?? null };
  await ports.throttle.forgive(attempt);
  return { kind: 'right', userId: credentials.userId };
}

/** Signing in and out change nothing but the session, so their record has a transaction to itself. */
export async function recordSignIn(db: Knex, actor: Actor, userId: number): Promise<void> {
  await db.transaction((trx) => recordEvent(trx, actor, { type: 'user', id: userId }));
}

/** Somebody tried a known account with a wrong password: nobody acts, since nobody was identified. */
export async function recordRefusedSignIn(db: Knex, userId: number): Promise<void> {
  const nobody = { userId: null, action: 'account.sign-in-refused' };
  await db.transaction((trx) => recordEvent(trx, nobody, { type: 'user', id: userId }));
}
