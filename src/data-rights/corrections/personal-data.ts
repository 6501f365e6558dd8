import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept as classes } from '../../platform/retention-classes.ts';

const kept = {
  lawfulBasis: 'legal-obligation',
  retention: classes.accountLife,
  onRemoval: 'delete-row',
} as const;

const correction = {
  ...kept,
  table: 'corrections',
  category: 'contact',
  purpose: 'Shows what was put right, and on what that rests',
} as const;

const recipient = {
  ...kept,
  table: 'correction_recipients',
  category: 'activity',
  hiddenBy: 'is_hidden',
  purpose: 'Shows who had a detail that was wrong, and whether they were told',
} as const;

const statement = {
  ...kept,
  table: 'disagreements',
  category: 'contact',
  purpose: 'Shows what the person says of a detail beside it, wherever it is shown',
} as const;

const staff = {
  ...kept,
  category: 'activity',
  purpose: 'Shows who at Oxford Computer Consultants recorded it',
  onRemoval: { keep: 'The number stands for nobody once the account is removed' },
} as const;

/** Corrections of details, whom they were told to, and statements of disagreement (P66, P67). */
export const correctionPersonalData: readonly PersonalColumn[] = [
  {
    ...correction,
    column: 'user_id',
    category: 'identity',
    label: 'whose detail',
    beside: ['field', 'corrected_on', 'state'],
  },
  { ...correction, column: 'value_before', label: 'what stood there' },
  { ...correction, column: 'value_after', label: 'what stands there now' },
  { ...correction, column: 'evidence', label: 'how we know' },
  { ...correction, column: 'mistake_note', label: 'what was done because of the mistake' },
  {
    ...staff,
    table: 'corrections',
    column: 'recorded_by',
    whose: 'recorded_by',
    label: 'corrections by you',
  },
  {
    ...{ ...staff, table: 'corrections', column: 'settled_by', whose: 'settled_by' },
    label: 'corrections that you looked at as the second',
  },
  {
    ...{ ...correction, column: 'link_hash', category: 'credential' },
    purpose: 'Recognises the link in the letter to the old address; the link itself is not kept',
    label: 'fingerprint of a link',
  },
  { ...recipient, column: 'user_id', label: 'whose detail', beside: ['outcome', 'settled_on'] },
  { ...recipient, column: 'recipient', label: 'who had it' },
  { ...recipient, column: 'reason', label: 'why they were not told' },
  {
    ...{ ...staff, table: 'correction_recipients', column: 'settled_by', whose: 'settled_by' },
    label: 'recipients settled by you',
  },
  {
    ...statement,
    column: 'user_id',
    category: 'identity',
    label: 'whose detail',
    beside: ['field', 'written_at', 'withdrawn_at'],
  },
  { ...statement, column: 'statement', label: 'your statement' },
  {
    ...staff,
    table: 'disagreements',
    column: 'entered_by',
    whose: 'entered_by',
    label: 'statements typed in by you',
  },
];
