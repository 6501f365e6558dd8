import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept } from '../../platform/retention-classes.ts';

const work = {
  category: 'activity',
  purpose: 'Shows who at Oxford Computer Consultants reported a breach and dealt with it',
  lawfulBasis: 'legal-obligation',
  retention: kept.breach,
  onRemoval: { keep: 'The number stands for nobody once the account is removed' },
} as const;

/** The log of breaches, which names nobody concerned (L14). */
export const breachPersonalData: readonly PersonalColumn[] = [
  { ...work, table: 'breaches', column: 'reported_by', beside: ['reference', 'reported_at'] },
  { ...work, table: 'breach_events', column: 'recorded_by' },
  {
    ...{ ...work, table: 'breach_events', column: 'facts', category: 'contact', whose: null },
    untraceable: 'The log of breaches says how many people a breach concerns, never which',
    purpose: 'Shows what a breach did and what was done about it',
    onRemoval: { keep: 'The form asks for no names; the law wants every breach kept on record' },
  },
];
