import type { Account } from '../../accounts/index.ts';
import type { Scope } from './removal.ts';

/** Whom a removal may be asked for. */
export interface Candidate {
  account: Account | null;
  authority: { id: number; code: string; name: string } | null;
  offered: readonly Scope[];
  /** Lead officers who may have confirmed that the uploads go. */
  leads: readonly Account[];
}
