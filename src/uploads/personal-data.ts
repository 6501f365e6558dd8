import type { PersonalColumn } from '../platform/personal-data.ts';
import { kept } from '../platform/retention-classes.ts';

const activity = {
  category: 'activity',
  lawfulBasis: 'legitimate-interests',
  onRemoval: { keep: 'The number stands for nobody once the account is removed' },
} as const;

/** What uploads hold on the people who work with them; the files themselves hold services, not people. */
export const uploadPersonalData: readonly PersonalColumn[] = [
  {
    table: 'uploads',
    column: 'uploaded_by',
    beside: ['id', 'file_name', 'received_at', 'state'],
    purpose: 'Shows colleagues who sent an extract',
    retention: kept.upload,
    ...activity,
  },
  {
    table: 're_extractions',
    column: 'requested_by',
    beside: ['id', 'created_at', 'state'],
    purpose: 'Shows who had stored files read again',
    retention: kept.reExtraction,
    ...activity,
  },
  {
    table: 'findings',
    column: 'decided_by',
    beside: ['upload_id', 'row', 'decision', 'decided_at'],
    purpose: 'Shows who decided about an irregular value',
    retention: kept.finding,
    ...activity,
  },
];
