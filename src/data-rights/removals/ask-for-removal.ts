import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { planHash, totalsOf } from './plan.ts';
import { type PlanParts, planRemoval } from './plan-removal.ts';
import type { Confirmation, Ground, Removal, Scope, Subject } from './removal.ts';
import type { Block } from './rules/may-remove.ts';
import { insertRemoval, removalOf, replacePlan } from './store.ts';

export interface AskParts extends PlanParts {
  db: Knex;
  clock: Clock;
}

export interface AskCommand {
  scope: Scope;
  subject: Subject;
  ground: Ground;
  caseReference: string | null;
  confirmation: Confirmation | null;
  requestedBy: number;
}

export type AskResult =
  { kind: 'asked'; id: number } | { kind: 'blocked'; blocks: Block[] } | { kind: 'asked-already' };

/** Keeps the plan of a removal, to be approved by somebody else; nothing is removed yet. */
export async function askForRemoval(parts: AskParts, command: AskCommand, actor: Actor): Promise<AskResult> {
  return parts.db.transaction(async (trx): Promise<AskResult> => {
    const { requestedBy, scope, subject } = command;
    const { plan, blocks } = await planRemoval(trx, parts, { ...command, actors: [requestedBy] });
    if (blocks.length > 0) return { kind: 'blocked', blocks };
    const hash = planHash(subject, scope, plan);
    const asked = { ...command, plan, planHash: hash, requestedAt: parts.clock() };
    const id = await insertRemoval(trx, asked);
    if (id === null) return { kind: 'asked-already' };
    await recordEvent(trx, actor, { type: 'removal', id }, eventDetails(asked));
    return { kind: 'asked', id };
  });
}

export type PlanAgainResult =
  { kind: 'planned' } | { kind: 'blocked'; blocks: Block[] } | { kind: 'too-late' } | { kind: 'not-found' };

/** Makes the plan anew where it is out of date; whoever does so is now the one who asks. */
export async function planAgain(
  parts: AskParts,
  { id, requestedBy }: { id: number; requestedBy: number },
  actor: Actor,
): Promise<PlanAgainResult> {
  return parts.db.transaction(async (trx): Promise<PlanAgainResult> => {
    const removal = await removalOf(trx, id);
    if (!removal) return { kind: 'not-found' };
    if (removal.state !== 'asked') return { kind: 'too-late' };
    const { plan, blocks } = await planRemoval(trx, parts, { ...removal, actors: [requestedBy] });
    if (blocks.length > 0) return { kind: 'blocked', blocks };
    const hash = planHash(removal.subject, removal.scope, plan);
    const planned = { plan, planHash: hash, requestedBy, requestedAt: parts.clock() };
    await replacePlan(trx, id, planned);
    await recordEvent(trx, actor, { type: 'removal', id }, eventDetails({ ...removal, ...planned }));
    return { kind: 'planned' };
  });
}

type Asked = Pick<Removal, 'scope' | 'ground' | 'caseReference' | 'subject' | 'plan' | 'planHash'>;

/** Numbers and counts: an audit event names nobody. */
function eventDetails({ scope, ground, caseReference, subject, plan, planHash: hash }: Asked) {
  return {
    ...{ scope, ground, caseReference, userId: subject.userId, authorityId: subject.authorityId },
    ...{ people: plan.people.length, uploads: plan.uploads.length, ...totalsOf(plan) },
    planHash: hash.toString('hex'),
  };
}
