import type { PersonalColumn } from '../platform/personal-data.ts';

const account = {
  lawfulBasis: 'legitimate-interests',
  retention: 'While the account is in use, then until it is removed',
} as const;

const session = {
  category: 'activity',
  purpose: 'Keeps a person signed in from page to page',
  lawfulBasis: 'legitimate-interests',
  retention: 'Until sign-out, 30 minutes without use, or 12 hours after sign-in',
  onRemoval: 'delete-row',
} as const;

const invitation = {
  category: 'credential',
  purpose: 'Lets a new person choose their first password',
  lawfulBasis: 'legitimate-interests',
  retention: 'Works for 7 days; kept with the account to show how it was opened',
  onRemoval: 'delete-row',
} as const;

/** What accounts hold on a person. Access, correction and removal are driven by this list (issue: data rights). */
export const accountPersonalData: readonly PersonalColumn[] = [
  {
    table: 'users',
    column: 'id',
    category: 'identity',
    purpose: 'Stands for the person in records that do not name them',
    lawfulBasis: 'legal-obligation',
    retention: 'For good, without a name, once the account is removed',
    onRemoval: { keep: 'The audit trail refers to it; on its own it says nothing about anybody' },
  },
  {
    table: 'users',
    column: 'email',
    category: 'contact',
    purpose: 'Signing in, and writing to the person about their work in SP-Bench',
    ...account,
    onRemoval: 'empty',
  },
  {
    table: 'users',
    column: 'name',
    category: 'identity',
    purpose: 'Shows colleagues and OCC who did what',
    ...account,
    onRemoval: 'empty',
  },
  {
    table: 'users',
    column: 'role',
    category: 'role',
    purpose: 'Decides what the person may see and do',
    ...account,
    onRemoval: 'empty',
  },
  {
    table: 'users',
    column: 'authority_id',
    category: 'role',
    purpose: 'Decides whose data the person works with',
    ...account,
    onRemoval: 'empty',
  },
  {
    table: 'users',
    column: 'password_hash',
    category: 'credential',
    purpose: 'Checks the password; the password itself is not kept',
    ...account,
    onRemoval: 'empty',
  },
  {
    table: 'users',
    column: 'created_at',
    category: 'activity',
    purpose: 'Shows since when the account exists',
    ...account,
    onRemoval: { keep: 'Without a name beside it, it says nothing about anybody' },
  },
  { table: 'invitations', column: 'user_id', ...invitation },
  { table: 'invitations', column: 'token_hash', ...invitation },
  { table: 'invitations', column: 'created_at', ...invitation },
  { table: 'invitations', column: 'expires_at', ...invitation },
  { table: 'invitations', column: 'used_at', ...invitation },
  { table: 'sessions', column: 'sid', ...session },
  { table: 'sessions', column: 'sess', ...session },
  { table: 'sessions', column: 'expire', ...session },
  {
    table: 'rate_limits',
    column: 'key',
    category: 'activity',
    purpose:
      'Slows down whoever guesses passwords; holds a keyed hash of an e-mail or network address, not the address',
    lawfulBasis: 'legitimate-interests',
    retention: 'An hour after the 15 minutes that it counts',
    onRemoval: { keep: 'Gone within 75 minutes by itself, and cannot be traced to the person by then' },
  },
];
