import type { PersonalColumn } from '../platform/personal-data.ts';
import { kept } from '../platform/retention-classes.ts';

const seen = {
  table: 'policy_acknowledgements',
  category: 'activity',
  purpose: 'Shows a changed privacy notice once to each person, and shows which one they have seen',
  lawfulBasis: 'legal-obligation',
  retention: kept.account,
  onRemoval: 'delete-row',
} as const;

/** What the public pages hold on people who sign in: which versions of the notice they have been shown. */
export const policyPersonalData: readonly PersonalColumn[] = [
  { column: 'user_id', ...seen },
  { column: 'page', label: 'Page that was shown', ...seen },
  { column: 'version', label: 'Version that was shown', ...seen },
  { column: 'at', label: 'When it was shown', ...seen },
];
