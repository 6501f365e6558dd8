import type { PersonalColumn } from '../platform/personal-data.ts';
import { kept } from '../platform/retention-classes.ts';

/** What the audit trail holds on people: who did something, as a number. Subjects are numbers and details are counts. */
export const auditPersonalData: readonly PersonalColumn[] = [
  {
    table: 'audit_events',
    column: 'actor_id',
    label: 'Done by (your number)',
    beside: ['at', 'action', 'subject_type', 'subject_id'],
    category: 'activity',
    purpose: 'Shows who did what, so that misuse and mistakes can be traced',
    lawfulBasis: 'legal-obligation',
    retention: kept.auditTrail,
    onRemoval: {
      keep: 'The trail must stay whole; the number stands for nobody once the account is removed',
    },
  },
];
