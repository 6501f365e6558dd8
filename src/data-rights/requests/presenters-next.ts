import { paths } from '../../paths.ts';
import { rightName } from '../presenters-words.ts';
import { dueWords } from './presenters-list.ts';
import type { RightsTask } from './presenters-case-rights.ts';
import * as words from './presenters-words.ts';
import type { SeenCase } from './rules/case-facts.ts';
import type { Task } from './rules/tasks.ts';
import type { Person } from './store-people.ts';

/** Until when, and whose work it is. */
export function leadOf(seen: SeenCase, officers: readonly Person[]): string {
  const { request, standing } = seen;
  if (standing === 'closed') return 'This case is closed.';
  const assignee = officers.find(({ id }) => id === request.assigneeId);
  return `${dueWords(seen)}. ${assignee ? `${assignee.name} works on it.` : 'Nobody has taken it yet.'}`;
}

export interface NextStep {
  /** What we wait for; null when it is we who go on. */
  awaited: string | null;
  text: string;
  href: string;
}

/** The one thing to do next, or what is awaited. What was asked for is done before the answer is recorded. */
export function nextStep(
  { request }: SeenCase,
  task: Task | null,
  asked: readonly RightsTask[],
): NextStep | null {
  if (task === null) return null;
  const first = asked.find(({ state }) => state === 'to do');
  if (task.name === 'answer' && first)
    return { awaited: null, text: `Next: ${lowerFirst(first.title)}`, href: first.href };
  const { title } = words.taskTitles[task.name];
  const href = paths.dataRequestTask(task.name, request.reference);
  if (task.state === 'waiting')
    return words.awaitedWords[task.name] === undefined
      ? { awaited: `${title} is in hand.`, text: 'See how far it is', href }
      : { awaited: words.awaitedWords[task.name] ?? null, text: 'Record what has come', href };
  const what = words.nextWords[task.name] ?? lowerFirst(title);
  return { awaited: null, text: `Next: ${what}`, href };
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** Another case, to go on with. */
export function otherCase(other: SeenCase): object {
  const { reference, right } = other.request;
  return {
    text: `${reference}, ${rightName(right)}`,
    href: paths.dataRequest(reference),
    due: dueWords(other),
  };
}
