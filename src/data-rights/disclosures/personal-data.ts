import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept } from '../../platform/retention-classes.ts';

const disclosed = {
  table: 'disclosures',
  category: 'activity',
  purpose: 'Shows what about a person was disclosed to whom, and on which ground',
  lawfulBasis: 'legal-obligation',
  retention: kept.disclosure,
  onRemoval: { keep: 'It has to be possible to show to whom data went, and why' },
  hiddenBy: 'is_hidden',
} as const;

/** The log of disclosures (P101). A person sees what concerns them, but for what it would not be safe to tell. */
export const disclosurePersonalData: readonly PersonalColumn[] = [
  { ...disclosed, column: 'user_id', label: 'about whom', beside: ['reference', 'decided_at', 'decision'] },
  { ...disclosed, column: 'about_whom', label: 'or about whom, without an account' },
  { ...disclosed, column: 'data_kinds', label: 'which data' },
  { ...disclosed, column: 'recipient', label: 'to whom' },
  { ...disclosed, column: 'purpose', label: 'what for' },
  { ...disclosed, column: 'ground' },
  { ...disclosed, column: 'consent' },
  { ...disclosed, column: 'consent_reasons', label: 'why without consent' },
  { ...disclosed, column: 'risk_reasons', label: 'what made the risk serious' },
  { ...disclosed, column: 'telling_reasons', label: 'why it was not told' },
  {
    ...{ table: 'disclosures', column: 'recorded_by', whose: 'recorded_by', category: 'activity' },
    purpose: 'Shows who at Oxford Computer Consultants recorded a disclosure',
    ...{ lawfulBasis: 'legal-obligation', retention: kept.disclosurePart },
    onRemoval: { keep: 'The number stands for nobody once the account is removed' },
  },
];
