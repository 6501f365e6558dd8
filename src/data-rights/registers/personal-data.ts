import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept as classes } from '../../platform/retention-classes.ts';

const kept = {
  lawfulBasis: 'legal-obligation',
  retention: classes.register,
} as const;

/** Whose training is entered, and who keeps the registers. */
export const registerPersonalData: readonly PersonalColumn[] = [
  {
    ...{ ...kept, table: 'register_entries', column: 'user_id', category: 'activity', label: 'trained' },
    purpose: 'Shows that everybody who works with data is trained',
    onRemoval: { keep: 'The number stands for nobody once the account is removed' },
  },
  {
    ...{ ...kept, table: 'register_versions', column: 'facts', category: 'activity' },
    ...{ whose: null, through: ['entry_id.user_id'], label: 'what is entered', beside: ['saved_at'] },
    purpose: 'Says what was agreed, assessed, transferred or learnt',
    onRemoval: {
      keep: 'Entries are about agreements and uses of data; of a training only the number says whose',
    },
  },
  {
    ...{ ...kept, table: 'register_versions', column: 'saved_by', category: 'activity' },
    purpose: 'Shows who entered it',
    onRemoval: { keep: 'The number stands for nobody once the account is removed' },
  },
];
