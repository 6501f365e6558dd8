import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept } from '../../platform/retention-classes.ts';

const work = {
  category: 'activity',
  purpose: 'Shows who at Oxford Computer Consultants dealt with a complaint',
  lawfulBasis: 'legal-obligation',
  retention: kept.complaintPart,
  onRemoval: { keep: 'The number stands for nobody once the account is removed' },
} as const;

const what = {
  category: 'contact',
  purpose: 'Shows how a complaint was dealt with, and what its sender was told',
  lawfulBasis: 'legal-obligation',
  retention: kept.complaintPart,
  onRemoval: { keep: 'Goes with the complaint' },
  through: ['complaint_id.user_id'],
  beside: ['kind', 'happened_at'],
} as const;

/** How complaints are dealt with (P112). */
export const complaintPersonalData: readonly PersonalColumn[] = [
  { ...work, table: 'complaints', column: 'recorded_by', whose: 'recorded_by', label: 'typed in by' },
  {
    ...work,
    table: 'complaints',
    column: 'investigator_id',
    whose: 'investigator_id',
    label: 'investigated by',
  },
  { ...what, table: 'complaint_events', column: 'facts' },
  { ...what, table: 'complaint_events', column: 'letter' },
  { ...work, table: 'complaint_events', column: 'recorded_by' },
];
