import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept } from '../../platform/retention-classes.ts';

const account = {
  table: 'users',
  category: 'activity',
  lawfulBasis: 'legitimate-interests',
  retention: kept.account,
} as const;

const request = {
  table: 'account_requests',
  lawfulBasis: 'legitimate-interests',
  retention: kept.accountRequest,
} as const;

const asked = {
  ...request,
  purpose: 'Says for whom a lead officer asks OCC to open an account, and why',
  whose: 'user_id',
} as const;

/** What looking after accounts keeps on people. */
export const colleaguePersonalData: readonly PersonalColumn[] = [
  {
    ...account,
    column: 'last_signed_in_at',
    label: 'Last signed in',
    purpose: 'Shows lead officers and OCC which accounts are not used any more',
    onRemoval: 'empty',
  },
  {
    ...account,
    column: 'closed_at',
    label: 'Account closed',
    purpose: 'Keeps anybody from signing in with an account that was closed',
    onRemoval: { keep: 'Without a name beside it, it says nothing about anybody' },
  },
  {
    ...asked,
    column: 'name',
    label: 'Name that the account was asked for with',
    category: 'identity',
    onRemoval: 'empty',
  },
  {
    ...asked,
    column: 'email',
    label: 'Email address that the account was asked for with',
    category: 'contact',
    onRemoval: 'empty',
  },
  {
    ...asked,
    column: 'role',
    label: 'Role that the account was asked for with',
    category: 'role',
    onRemoval: { keep: 'Without a name beside it, it says nothing about anybody' },
  },
  {
    ...asked,
    column: 'reason',
    label: 'Why the account was asked for',
    category: 'role',
    onRemoval: 'empty',
  },
  {
    ...asked,
    column: 'user_id',
    label: 'Account that a request led to',
    category: 'identity',
    onRemoval: { keep: 'The number stands for nobody once the account is removed' },
  },
  {
    ...request,
    column: 'requested_by',
    label: 'Accounts asked for',
    category: 'activity',
    purpose: 'Shows OCC which lead officer asks, and to whom the answer goes',
    beside: ['requested_at', 'state'],
    onRemoval: { keep: 'The number stands for nobody once the account is removed' },
  },
  {
    ...request,
    column: 'decided_by',
    label: 'Requests for accounts decided',
    category: 'activity',
    purpose: 'Shows who at OCC opened an account or declined to',
    beside: ['decided_at', 'state'],
    onRemoval: { keep: 'The number stands for nobody once the account is removed' },
  },
  {
    ...request,
    column: 'decline_reason',
    label: 'Why an account was not opened',
    category: 'activity',
    purpose: 'Tells the lead officer why the account was not opened',
    whose: 'requested_by',
    onRemoval: 'empty',
  },
];
