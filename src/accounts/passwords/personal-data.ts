import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept } from '../../platform/retention-classes.ts';

const reset = {
  table: 'password_resets',
  category: 'credential',
  purpose: 'Lets a person who forgot their password choose another; the link itself is not kept',
  lawfulBasis: 'legitimate-interests',
  retention: kept.passwordReset,
  onRemoval: 'delete-row',
} as const;

export const passwordPersonalData: readonly PersonalColumn[] = [
  { ...reset, column: 'user_id', label: 'Your number' },
  { ...reset, column: 'token_hash' },
  { ...reset, column: 'created_at' },
  { ...reset, column: 'expires_at' },
  { ...reset, column: 'used_at' },
];
