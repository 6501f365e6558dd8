import { mayAct } from '../../rules/own-case.ts';
import type { Scope } from '../removal.ts';

/** What decides whether a removal may be carried out; gathered by the caller. */
export interface RemovalFacts {
  scope: Scope;
  people: readonly { id: number; isRemoved: boolean }[];
  /** Who asks; then, at the approval, who approves as well. */
  actors: readonly number[];
  /** Complaints about, and requests of, the people that are not closed; the case that asks for the removal apart. */
  openCases: number;
  /** What the law or a claim in hand forbids to delete now. */
  legalHolds: number;
  /** One of the people is the last who leads an authority that stays. */
  isLastLead: boolean;
  isLastAdministrator: boolean;
  /** A lead officer has said that the authority's data goes too. */
  isConfirmed: boolean;
  isFileInHand: boolean;
}

export const blocks = [
  'nobody',
  'own-case',
  'open-cases',
  'legal-hold',
  'last-lead',
  'last-administrator',
  'not-confirmed',
  'file-in-hand',
] as const;
export type Block = (typeof blocks)[number];

/** Whatever stands in the way of a removal; nothing, when it may be carried out (full removal, C20 to C23). */
export function blocksOf(facts: RemovalFacts): Block[] {
  const people = facts.people.filter(({ isRemoved }) => !isRemoved);
  const concerned = facts.people.map(({ id }) => id);
  const found: Record<Block, boolean> = {
    // An authority's data may outlast its people.
    nobody: people.length === 0 && facts.scope !== 'authority',
    'own-case': !facts.actors.every((actor) => mayAct(actor, concerned)),
    'open-cases': facts.openCases > 0,
    'legal-hold': facts.legalHolds > 0,
    'last-lead': facts.isLastLead && facts.scope !== 'authority',
    'last-administrator': facts.isLastAdministrator,
    'not-confirmed': !facts.isConfirmed && facts.scope !== 'person',
    'file-in-hand': facts.isFileInHand && facts.scope !== 'person',
  };
  return blocks.filter((block) => found[block]);
}

export type Approval = 'may' | 'requester' | 'subject';

/** Two people: whoever asks does not approve, nor does whoever it is about (C21). */
export function mayApprove(approver: number, requester: number, people: readonly number[]): Approval {
  if (!mayAct(approver, people)) return 'subject';
  return mayAct(approver, [requester]) ? 'may' : 'requester';
}
