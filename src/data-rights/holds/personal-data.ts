import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept } from '../../platform/retention-classes.ts';

const hold = {
  table: 'legal_holds',
  category: 'activity',
  lawfulBasis: 'legal-obligation',
  retention: kept.legalHold,
} as const;

const staff = {
  purpose: 'Shows who at Oxford Computer Consultants placed a legal hold or ended it',
  onRemoval: { keep: 'The number stands for nobody once the account is removed' },
} as const;

/** Legal holds: whose data must not be deleted for the time being, and who decided so. */
export const holdPersonalData: readonly PersonalColumn[] = [
  {
    ...{ ...hold, column: 'user_id', label: 'legal hold on your data', beside: ['placed_at', 'review_on'] },
    purpose: 'Keeps data that the law or a claim in hand forbids to delete',
    onRemoval: { keep: 'Shows that the law was kept to; the number stands for nobody by then' },
  },
  {
    ...{ ...hold, column: 'reason', category: 'contact', label: 'why data is held' },
    // What a claim is about is looked through before anybody reads it who may be the other side.
    ...{ whose: null, through: ['user_id'], beside: ['placed_at'] },
    purpose: 'Shows why data was kept beyond its time',
    onRemoval: { keep: 'The form asks for no more about people than is needed' },
  },
  {
    ...{ ...hold, ...staff, column: 'placed_by', whose: 'placed_by' },
    ...{ label: 'legal holds you placed', beside: ['placed_at'] },
  },
  {
    ...{ ...hold, ...staff, table: 'legal_hold_ends', column: 'ended_by', beside: ['ended_at'] },
    label: 'legal holds you ended',
  },
  {
    ...{ ...hold, table: 'legal_hold_ends', column: 'reason', category: 'contact' },
    ...{ through: ['hold_id.user_id'], beside: ['ended_at'] },
    ...{ label: 'why data is held no longer', purpose: 'Shows why a legal hold was no longer needed' },
    onRemoval: { keep: 'The form asks for no more about people than is needed' },
  },
];
