import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept } from '../../platform/retention-classes.ts';

const limit = {
  table: 'restrictions',
  category: 'activity',
  purpose: 'Keeps data from being used while its use is limited, and shows that it was',
  lawfulBasis: 'legal-obligation',
  retention: kept.accountLife,
  onRemoval: 'delete-row',
} as const;

const staff = {
  ...limit,
  purpose: 'Shows who at Oxford Computer Consultants limited a use, or lifted a limit',
  onRemoval: { keep: 'The number stands for nobody once the account is removed' },
} as const;

const recipient = {
  ...limit,
  table: 'restriction_recipients',
  hiddenBy: 'is_hidden',
  purpose: 'Shows who was given data whose use is limited, and whether they were told',
} as const;

/** Limits on the use of somebody's data (P73 to P75). */
export const restrictionPersonalData: readonly PersonalColumn[] = [
  {
    ...limit,
    column: 'user_id',
    label: 'whose data is limited',
    beside: ['started_at', 'ended_at', 'told_on'],
  },
  { ...limit, column: 'ground', label: 'why' },
  { ...limit, column: 'note', label: 'what it is about' },
  { ...limit, column: 'end_reason', label: 'why it was lifted' },
  { ...staff, column: 'started_by', whose: 'started_by', label: 'limits begun by you' },
  { ...staff, column: 'told_by', whose: 'told_by', label: 'limits whose end you told of' },
  { ...staff, column: 'ended_by', whose: 'ended_by', label: 'limits lifted by you' },
  { ...recipient, column: 'user_id', label: 'whose data', beside: ['outcome', 'settled_on'] },
  { ...recipient, column: 'recipient', label: 'who was given it' },
  { ...recipient, column: 'reason', label: 'why they were not told' },
  {
    ...{ ...staff, table: 'restriction_recipients', column: 'settled_by', whose: 'settled_by' },
    label: 'recipients settled by you',
  },
];
