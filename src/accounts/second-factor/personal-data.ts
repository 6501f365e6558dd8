import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept } from '../../platform/retention-classes.ts';

const factor = {
  table: 'second_factors',
  category: 'credential',
  purpose: 'Checks the codes of the person’s authenticator app, each once',
  lawfulBasis: 'legitimate-interests',
  retention: kept.secondFactor,
  onRemoval: 'delete-row',
} as const;

const code = {
  table: 'recovery_codes',
  category: 'credential',
  purpose: 'Lets the person sign in without their phone; the codes themselves are not kept',
  lawfulBasis: 'legitimate-interests',
  retention: kept.recoveryCode,
  onRemoval: 'delete-row',
} as const;

export const secondFactorPersonalData: readonly PersonalColumn[] = [
  { ...factor, column: 'user_id', label: 'Your number' },
  { ...factor, column: 'seed' },
  { ...factor, column: 'last_step', label: 'Time step of the last code' },
  { ...factor, column: 'created_at', category: 'activity', label: 'Set up' },
  { ...code, column: 'user_id', label: 'Your number' },
  { ...code, column: 'code_hash' },
  { ...code, column: 'created_at' },
  { ...code, column: 'used_at' },
];
