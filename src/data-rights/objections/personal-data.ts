import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept } from '../../platform/retention-classes.ts';

const objection = {
  table: 'objections',
  category: 'activity',
  purpose: 'Keeps a use of data stopped that somebody objected to, and shows how that was decided',
  lawfulBasis: 'legal-obligation',
  retention: kept.accountLife,
  onRemoval: 'delete-row',
} as const;

const staff = {
  ...objection,
  purpose: 'Shows who at Oxford Computer Consultants wrote an objection down, or decided it',
  onRemoval: { keep: 'The number stands for nobody once the account is removed' },
} as const;

/** Objections to uses of data (P76, P81). */
export const objectionPersonalData: readonly PersonalColumn[] = [
  { ...objection, column: 'user_id', label: 'who objects', beside: ['raised_at', 'state', 'decided_at'] },
  { ...objection, column: 'purpose', label: 'to which use' },
  { ...objection, column: 'reasons', label: 'your reasons' },
  { ...objection, column: 'decision_reasons', label: 'our reasons' },
  { ...staff, column: 'entered_by', whose: 'entered_by', label: 'objections written down by you' },
  { ...staff, column: 'decided_by', whose: 'decided_by', label: 'objections decided by you' },
];
