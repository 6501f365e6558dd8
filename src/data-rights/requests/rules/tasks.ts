import type { IdentityCheck, RequestCase } from '../request-case.ts';
import type { AccessExport } from '../../exports/access-export.ts';
import { deliveredOf, rightsToExport } from '../../exports/rules/may-export.ts';
import { answerOf, askedFor, isAwaited, type SeenCase } from './case-facts.ts';
import { isIdentified } from './may.ts';

export type TaskName =
  | 'person'
  | 'identity'
  | 'authority'
  | 'clarification'
  | 'fee'
  | 'extension'
  | 'refusal'
  | 'export'
  | 'review'
  | 'letters'
  | 'answer'
  | 'closing';

/** The tasks under what they are for. */
export const taskGroups: readonly { title: string; tasks: readonly TaskName[] }[] = [
  {
    title: 'Before it can be answered',
    tasks: ['person', 'identity', 'authority', 'clarification', 'review'],
  },
  { title: 'Only where the law allows it', tasks: ['fee', 'extension', 'refusal'] },
  { title: 'The answer', tasks: ['export', 'letters', 'answer', 'closing'] },
];

export type TaskState = 'to do' | 'waiting' | 'done' | 'if needed' | 'not yet';

/** What there is to do on a case, in its order, and how far each is. */
export function tasksOf(
  { request, events, standing }: SeenCase,
  checks: readonly IdentityCheck[],
  letters: { sent: number; drafts: number },
  present: AccessExport | null = null,
): { name: TaskName; state: TaskState }[] {
  const has = (kind: string): boolean => events.some((event) => event.kind === kind);
  const asked = (what: 'clarification' | 'fee'): TaskState =>
    isAwaited(events, what) ? 'waiting' : askedFor(events, what).length > 0 ? 'done' : 'if needed';
  const isAuthorised = Boolean(askedFor(events, 'authority').at(-1)?.receivedOn);
  const isAnswered = answerOf(events) !== null;
  const mustWait = (isDone: boolean, what: 'identity' | 'authority'): TaskState =>
    isDone ? 'done' : isAwaited(events, what) ? 'waiting' : 'to do';
  const tasks: [TaskName, TaskState][] = [
    ['person', request.isLinked ? 'done' : 'to do'],
    ['identity', mustWait(isIdentified(request, checks), 'identity')],
    ['authority', mustWait(isAuthorised, 'authority')],
    ['clarification', asked('clarification')],
    ['review', has('reviewed') ? 'done' : 'to do'],
    ['fee', asked('fee')],
    ['extension', has('extended') ? 'done' : 'if needed'],
    ['refusal', has('refused') || has('partly-refused') ? 'done' : 'if needed'],
    ['export', exportState(request, present)],
    ['letters', letters.drafts > 0 ? 'to do' : letters.sent > 0 ? 'done' : 'if needed'],
    ['answer', isAnswered ? 'done' : 'to do'],
    ['closing', standing === 'closed' ? 'done' : isAnswered ? 'to do' : 'not yet'],
  ];
  return tasks
    .filter(([name]) => name !== 'authority' || request.actsFor !== null)
    .filter(([name]) => name !== 'export' || rightsToExport.has(request.right))
    .filter(([name]) => name !== 'review' || request.right === 'explain')
    .map(([name, state]) => ({ name, state }));
}

/** Somebody on whom nothing is held gets a letter, and no package. */
function exportState({ right, isLinked, subjectId }: RequestCase, present: AccessExport | null): TaskState {
  if (deliveredOf(present).isDelivered) return 'done';
  if (!isLinked) return 'not yet';
  if (subjectId === null) return 'if needed';
  if (present !== null && (present.state === 'collecting' || present.finishedBy !== null)) return 'waiting';
  return right === 'confirm' && present === null ? 'if needed' : 'to do';
}
