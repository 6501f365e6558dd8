import type { PersonalColumn } from '../platform/personal-data.ts';
import { kept } from '../platform/retention-classes.ts';
import { colleaguePersonalData } from './colleagues/personal-data.ts';
import { consentPersonalData } from './consents/personal-data.ts';
import { directoryPersonalData } from './directory/personal-data.ts';
import { passwordPersonalData } from './passwords/personal-data.ts';
import { secondFactorPersonalData } from './second-factor/personal-data.ts';
import { signInPersonalData } from './sign-in/personal-data.ts';
import { yourAccountPersonalData } from './your-account/personal-data.ts';

const account = {
  lawfulBasis: 'legitimate-interests',
  retention: kept.account,
} as const;

const session = {
  category: 'activity',
  purpose: 'Keeps a person signed in from page to page',
  lawfulBasis: 'legitimate-interests',
  retention: kept.session,
  onRemoval: 'delete-row',
} as const;

const invitation = {
  category: 'credential',
  purpose: 'Lets a new person choose their first password',
  lawfulBasis: 'legitimate-interests',
  retention: kept.invitation,
  onRemoval: 'delete-row',
} as const;

/** What accounts hold on a person. Access, correction and removal are driven by this list (issue: data rights). */
export const accountPersonalData: readonly PersonalColumn[] = [
  {
    table: 'users',
    column: 'id',
    label: 'Your number',
    category: 'identity',
    purpose: 'Stands for the person in records that do not name them',
    lawfulBasis: 'legal-obligation',
    retention: kept.number,
    onRemoval: { keep: 'The audit trail refers to it; on its own it says nothing about anybody' },
  },
  {
    table: 'users',
    column: 'email',
    label: 'Email address',
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
    label: 'Number of your authority',
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
    label: 'Account made',
    category: 'activity',
    purpose: 'Shows since when the account exists',
    ...account,
    onRemoval: { keep: 'Without a name beside it, it says nothing about anybody' },
  },
  { table: 'invitations', column: 'user_id', ...invitation },
  { table: 'invitations', column: 'token_hash', ...invitation },
  { table: 'invitations', column: 'created_at', ...invitation, category: 'activity' },
  { table: 'invitations', column: 'expires_at', ...invitation, category: 'activity' },
  { table: 'invitations', column: 'used_at', ...invitation, category: 'activity' },
  {
    table: 'sessions',
    column: 'sid',
    ...session,
    category: 'credential',
    label: 'Fingerprint of the cookie',
  },
  { table: 'sessions', column: 'user_id', ...session, label: 'Your number' },
  { table: 'sessions', column: 'sess', ...session, label: 'What the session remembers' },
  { table: 'sessions', column: 'expire', ...session, label: 'Ends' },
  ...signInPersonalData,
  ...passwordPersonalData,
  ...secondFactorPersonalData,
  ...yourAccountPersonalData,
  ...colleaguePersonalData,
  ...consentPersonalData,
  ...directoryPersonalData,
];
