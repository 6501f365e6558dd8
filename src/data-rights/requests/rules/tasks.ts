import type { IdentityCheck, RequestCase } from '../request-case.ts';
import type { AccessExport } from '../../exports/access-export.ts';
import { deliveredOf, rightsToExport } from '../../exports/rules/may-export.ts';
import { answerOf, askedFor, isAwaited, type SeenCase } from './case-facts.ts';
import { faultOfExtension, isIdentified } from './may.ts';

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

/** `not open`: the law leaves no way to it any more, or never did. */
export type TaskState = 'to do' | 'waiting' | 'done' | 'if needed' | 'not yet' | 'not open';

export interface Task {
  name: TaskName;
  state: TaskState;
}

/** What there is to do on a case, in its order, and how far each is. */
export function tasksOf(
  seen: SeenCase,
  checks: readonly IdentityCheck[],
  letters: { sent: number; drafts: number },
  present: AccessExport | null = null,
): Task[] {
  const { request, events, standing } = seen;
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
    ['extension', extensionState(seen)],
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

function extensionState(seen: SeenCase): TaskState {
  const fault = faultOfExtension(seen, seen.today);
  if (fault === null) return 'if needed';
  if (fault === 'extended-already') return 'done';
  return fault === 'clock-stopped' ? 'not yet' : 'not open';
}

/**
 * The one task that comes next: a letter that waits to be sent, else closing what is answered, else the first that is to
 * do; while something is awaited from them there is no answer to record, and their answer is what comes next. null when
 * nothing is left.
 */
export function nextTask(tasks: readonly Task[]): Task | null {
  const task = (name: TaskName): Task | undefined => tasks.find((one) => one.name === name);
  if (task('letters')?.state === 'to do') return task('letters') ?? null;
  if (task('answer')?.state === 'done')
    return tasks.find(({ name, state }) => name === 'closing' && state === 'to do') ?? null;
  const toDo = tasks.find(({ state }) => state === 'to do');
  const awaited = tasks.find(({ state }) => state === 'waiting');
  return awaited && (!toDo || toDo.name === 'answer') ? awaited : (toDo ?? null);
}

/** Somebody on whom nothing is held gets a letter, and no package. */
function exportState({ right, isLinked, subjectId }: RequestCase, present: AccessExport | null): TaskState {
  if (deliveredOf(present).isDelivered) return 'done';
  if (!isLinked) return 'not yet';
  if (subjectId === null) return 'if needed';
  if (present !== null && (present.state === 'collecting' || present.finishedBy !== null)) return 'waiting';
  return right === 'confirm' && present === null ? 'if needed' : 'to do';
}
