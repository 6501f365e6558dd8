import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept } from '../../platform/retention-classes.ts';

/** Who had the trail verified. */
export const trailPersonalData: readonly PersonalColumn[] = [
  {
    ...{ table: 'audit_verifications', column: 'asked_by', category: 'activity' },
    beside: ['asked_at'],
    purpose: 'Shows who had the audit trail verified, and when',
    ...{ lawfulBasis: 'legal-obligation', retention: kept.auditVerification },
    onRemoval: { keep: 'The number stands for nobody once the account is removed' },
  },
];
