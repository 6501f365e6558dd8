import type { PersonalColumn } from '../../platform/personal-data.ts';

export const signInPersonalData: readonly PersonalColumn[] = [
  {
    table: 'users',
    column: 'warned_at',
    label: 'Last told of failed attempts to sign in',
    category: 'activity',
    purpose: 'Writes to the person about somebody who guesses at their password once a day at most',
    lawfulBasis: 'legitimate-interests',
    retention: 'While the account is in use, then until it is removed',
    onRemoval: 'empty',
  },
  {
    table: 'delays',
    column: 'key',
    whose: null,
    category: 'activity',
    purpose:
      'Slows down whoever guesses passwords and codes; holds a keyed hash of an e-mail or network address, not the address',
    lawfulBasis: 'legitimate-interests',
    retention: 'A day after the last failed attempt, or until signing in succeeds',
    onRemoval: { keep: 'Gone within a day of the last attempt by itself' },
  },
];
