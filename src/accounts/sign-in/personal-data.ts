import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept } from '../../platform/retention-classes.ts';

export const signInPersonalData: readonly PersonalColumn[] = [
  {
    table: 'users',
    column: 'warned_at',
    label: 'Last told of failed attempts to sign in',
    category: 'activity',
    purpose: 'Writes to the person about somebody who guesses at their password once a day at most',
    lawfulBasis: 'legitimate-interests',
    retention: kept.account,
    onRemoval: 'empty',
  },
  {
    table: 'delays',
    column: 'key',
    whose: null,
    untraceable: 'A keyed hash, which tells nobody the address',
    category: 'activity',
    purpose:
      'Slows down whoever guesses passwords and codes; holds a keyed hash of an e-mail or network address, not the address',
    lawfulBasis: 'legitimate-interests',
    retention: kept.failedSignIn,
    onRemoval: { keep: 'Gone within a day of the last attempt by itself' },
  },
];
