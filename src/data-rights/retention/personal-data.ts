import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept } from '../../platform/retention-classes.ts';

/** Who had the retention schedule carried out at once. */
export const retentionPersonalData: readonly PersonalColumn[] = [
  {
    ...{ table: 'retention_runs', column: 'asked_by', category: 'activity', beside: ['started_at'] },
    purpose: 'Shows who had the retention schedule carried out',
    ...{ lawfulBasis: 'legal-obligation', retention: kept.retentionRun },
    onRemoval: { keep: 'The number stands for nobody once the account is removed' },
  },
];
