import type { Knex } from 'knex';
import { type RetentionHolder, rowsWithTerm } from '../platform/retention.ts';
import { cutoffOf, dormancy, kept } from '../platform/retention-classes.ts';

const own = { whose: ['user_id'] };

/** What accounts leave behind: links that work no more, who looked at whom, requests for accounts that were declined. */
export const accountRetention: readonly RetentionHolder[] = [
  rowsWithTerm({ class: kept.failedSignIn, table: 'delays', key: 'key', since: 'last_at' }),
  rowsWithTerm({ ...own, class: kept.invitation, table: 'invitations', since: 'created_at' }),
  rowsWithTerm({ ...own, class: kept.passwordReset, table: 'password_resets', since: 'created_at' }),
  rowsWithTerm({ ...own, class: kept.emailChange, table: 'email_changes', since: 'asked_at' }),
  rowsWithTerm({
    ...{ class: kept.directoryView, table: 'directory_views', since: 'viewed_at' },
    whose: ['seen_id', 'viewer_id'],
  }),
  rowsWithTerm({
    ...{ class: kept.accountRequest, table: 'account_requests', since: 'decided_at' },
    ...{ only: `state = 'declined'`, whose: ['requested_by'], authority: 'authority_id' },
  }),
];

/** An account that nobody uses: two people decide whether it is removed. */
export interface DormantAccount {
  id: number;
  why: 'closed' | 'never-opened';
  /** When it was closed, or made. */
  since: Date;
}

const dormant = `removed_at is null and (closed_at <= :closed or
  (closed_at is null and password_hash is null and last_signed_in_at is null and created_at <= :made))`;

/** Accounts whose term is over, the oldest first, and how many there are in all. */
export async function dormantAccounts(
  db: Knex,
  now: Date,
  most: number,
): Promise<{ count: number; accounts: DormantAccount[] }> {
  const times = { closed: cutoffOf(dormancy.closed, now), made: cutoffOf(dormancy.neverOpened, now) };
  const found = db('users').whereRaw(dormant, times);
  const [total] = await found.clone().count<{ count: number }[]>();
  const accounts = await found
    .orderByRaw('coalesce(closed_at, created_at), id')
    .limit(most)
    .select<DormantAccount[]>(
      'id',
      db.raw(`case when closed_at is null then 'never-opened' else 'closed' end as why`),
      db.raw('coalesce(closed_at, created_at) as since'),
    );
  return { count: total?.count ?? 0, accounts };
}
