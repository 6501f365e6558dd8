import type { PersonalColumn } from '../platform/personal-data.ts';
import { kept } from '../platform/retention-classes.ts';

const activity = {
  category: 'activity',
  lawfulBasis: 'legitimate-interests',
  retention: kept.peerGroup,
  onRemoval: { keep: 'The number stands for nobody once the account is removed' },
} as const;

/** What reports hold on the people who read them: who put a comparison group together, and who ended it. */
export const reportPersonalData: readonly PersonalColumn[] = [
  {
    table: 'peer_groups',
    column: 'created_by',
    beside: ['name', 'created_at'],
    purpose: 'Shows colleagues who saved a comparison group',
    ...activity,
  },
  {
    table: 'peer_groups',
    column: 'ended_by',
    beside: ['name', 'ended_at'],
    purpose: 'Shows colleagues who ended a comparison group',
    ...activity,
  },
];
