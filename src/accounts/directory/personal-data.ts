import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept } from '../../platform/retention-classes.ts';

const view = {
  table: 'directory_views',
  category: 'activity',
  lawfulBasis: 'legitimate-interests',
  retention: kept.directoryView,
  purpose: 'Tells a person who shares their contact details that somebody looked at them',
  onRemoval: 'delete-row',
} as const;

/** Who looked at whose entry in the directory. */
export const directoryPersonalData: readonly PersonalColumn[] = [
  { ...view, column: 'seen_id', label: 'your entry was opened', whose: 'seen_id' },
  { ...view, column: 'viewed_at', label: 'Opened', whose: 'seen_id' },
  {
    ...view,
    column: 'viewer_id',
    label: 'entries you opened',
    whose: 'viewer_id',
    beside: ['viewed_at'],
    onRemoval: { keep: 'The number stands for nobody once the account is removed' },
  },
];
