import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept } from '../../platform/retention-classes.ts';

const consent = {
  table: 'consents',
  category: 'activity',
  lawfulBasis: 'legal-obligation',
  retention: kept.choice,
  onRemoval: 'delete-row',
  purpose: 'Shows what the person allowed, when and in which words',
} as const;

const interest = {
  table: 'interests',
  category: 'activity',
  lawfulBasis: 'consent',
  retention: kept.takenBack,
  onRemoval: 'delete-row',
  purpose: 'Shows first what the person is interested in',
} as const;

/** What people allow, and what interests them. */
export const consentPersonalData: readonly PersonalColumn[] = [
  { ...consent, column: 'user_id', label: 'Your number' },
  { ...consent, column: 'purpose', label: 'What it is about' },
  { ...consent, column: 'given', label: 'Allowed' },
  { ...consent, column: 'ways', label: 'Ways' },
  { ...consent, column: 'channel', label: 'How you told us' },
  { ...consent, column: 'at', label: 'When' },
  { ...consent, column: 'wording', label: 'In these words' },
  { ...consent, column: 'wording_version', label: 'Version of the words' },
  {
    ...consent,
    column: 'recorded_by',
    label: 'written down by you',
    whose: 'recorded_by',
    beside: ['at'],
    purpose: 'Shows which member of staff wrote a choice down',
    onRemoval: { keep: 'The number stands for nobody once the account is removed' },
  },
  { ...interest, column: 'user_id', label: 'Your number' },
  { ...interest, column: 'topic', label: 'Subject' },
  { ...interest, column: 'chosen_at', label: 'Since' },
  {
    table: 'suppressions',
    column: 'address_hash',
    whose: null,
    untraceable: 'A keyed hash, which tells nobody the address',
    category: 'contact',
    purpose: 'Remembers who objected to mailings, by a keyed hash and without the address',
    lawfulBasis: 'legal-obligation',
    retention: kept.suppression,
    onRemoval: { keep: 'The objection must still be kept to; the hash tells nobody the address' },
  },
];
