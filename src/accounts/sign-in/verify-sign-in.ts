import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { SignInCommand } from '../forms.ts';
import { hashPassword, isOutdated, passwordMatches } from '../passwords/password.ts';
import { credentialsOf, replacePasswordHash, markSignedIn } from '../store.ts';
import type { Throttle } from './sign-in-throttle.ts';

export type SignInResult =
  | { kind: 'right'; userId: number }
  /** userId of the account that was tried, if there is one: for the audit trail and its owner, never for the reply. */
  | { kind: 'wrong'; userId: number | null; failures: number }
  | { kind: 'wait'; seconds: number };

/** Checks an address and a password. Whether the address is known shows neither in the reply nor in the time it takes. */
export async function verifySignIn(
  ports: { db: Knex; throttle: Throttle },
  { email, password }: SignInCommand,
  address: string,
): Promise<SignInResult> {
  const attempt = { account: email, address };
  const admission = await ports.throttle.count(attempt);
  if (admission.kind === 'wait') return admission;
  const credentials = await credentialsOf(ports.db, email);
  const matches = await passwordMatches(password, credentials?.passwordHash ?? null);
  if (!credentials?.passwordHash || !matches)
    return { kind: 'wrong', userId: credentials?.userId ?? null, failures: admission.failures };
  const { userId, passwordHash } = credentials;
  if (isOutdated(passwordHash))
    await replacePasswordHash(ports.db, { userId, old: passwordHash, fresh: await hashPassword(password) });
  await ports.throttle.forgive(attempt);
  return { kind: 'right', userId };
}

/** Records that somebody was let in, and notes when on their account. */
export async function recordSignIn(db: Knex, actor: Actor, userId: number, at: Date): Promise<void> {
  await db.transaction(async (trx) => {
    await markSignedIn(trx, userId, at);
    await recordEvent(trx, actor, { type: 'user', id: userId });
  });
}

/** Signing out, and saying once more who one is, change nothing but the session: the record has a transaction to itself. */
export async function recordPassage(db: Knex, actor: Actor, userId: number): Promise<void> {
  await db.transaction((trx) => recordEvent(trx, actor, { type: 'user', id: userId }));
}
