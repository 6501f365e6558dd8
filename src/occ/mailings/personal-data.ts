import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept } from '../../platform/retention-classes.ts';

const work = {
  table: 'mailings',
  category: 'activity',
  purpose: 'Shows who at Oxford Computer Consultants wrote and sent a mailing',
  lawfulBasis: 'legitimate-interests',
  retention: kept.mailing,
  onRemoval: { keep: 'The number stands for nobody once the account is removed' },
} as const;

/** What mailings hold on the staff who write them. Whom they went to is kept in the outbox alone. */
export const mailingPersonalData: readonly PersonalColumn[] = [
  { ...work, column: 'created_by', label: 'written by you', beside: ['id', 'subject', 'created_at'] },
  { ...work, column: 'sent_by', label: 'sent by you', beside: ['id', 'subject', 'started_at'] },
];
