import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept } from '../../platform/retention-classes.ts';

const former = {
  table: 'former_names',
  purpose:
    'Finds a person by the name, address or authority they had before, when they or somebody else asks',
  lawfulBasis: 'legitimate-interests',
  retention: kept.accountLife,
  onRemoval: 'delete-row',
} as const;

/** Names, addresses and authorities that people had before; the database keeps them whenever one is changed. */
export const formerNamePersonalData: readonly PersonalColumn[] = [
  { ...former, column: 'user_id', category: 'identity', label: 'Your number' },
  { ...former, column: 'kind', category: 'identity', label: 'Name, email address or authority' },
  { ...former, column: 'value', category: 'identity', label: 'What it was' },
  { ...former, column: 'until', category: 'activity', label: 'Until' },
];
