import type { PersonalColumn } from '../../platform/personal-data.ts';

/** Who had the trail verified. */
export const trailPersonalData: readonly PersonalColumn[] = [
  {
    ...{ table: 'audit_verifications', column: 'asked_by', category: 'activity' },
    beside: ['asked_at'],
    purpose: 'Shows who had the audit trail verified, and when',
    ...{ lawfulBasis: 'legal-obligation', retention: 'As long as the audit trail' },
    onRemoval: { keep: 'The number stands for nobody once the account is removed' },
  },
];
