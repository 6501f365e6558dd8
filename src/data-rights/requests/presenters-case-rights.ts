import { paths } from '../../paths.ts';
import { groundFor } from '../restrictions/restriction.ts';
import type { RightsOfPerson } from '../rights-of-person.ts';
import * as words from './presenters-words.ts';
import type { RequestCase } from './request-case.ts';
import type { TaskState } from './rules/tasks.ts';

/** A task of a right, as a task list shows it. */
export interface RightsTask {
  id: string;
  title: string;
  hint: string;
  href: string;
  state: TaskState;
  status: string;
  colour: string;
}

/** What the right that is used comes to in SP-Bench, once it is said whose data it is about. */
export function rightsTasks(request: RequestCase, rights: RightsOfPerson | null): RightsTask[] {
  if (!rights) return [];
  const { right, reference } = request;
  const query = `?case=${reference}`;
  const ground = groundFor(right);
  const isLimited = rights.restrictions.some(({ endedAt }) => endedAt === null);
  const isOf = (one: { reference: string | null }): boolean => one.reference === reference;
  const task = (title: string, hint: string, href: string, state: TaskState): RightsTask => ({
    ...{ id: href, title, hint, href: `${href}${query}`, state },
    ...{ status: words.taskTags[state].text, colour: words.taskTags[state].colour },
  });
  const limit = task(
    ground ? 'Limit the use while it is checked' : 'Limit the use of their data',
    'Stored and not used, until they are told and it is lifted',
    paths.newRestriction,
    isLimited ? 'done' : right === 'unsure' ? 'if needed' : 'to do',
  );
  const limitFor = ground ? { ...limit, href: `${limit.href}&ground=${ground}` } : limit;
  const state = (isDone: boolean): TaskState =>
    isDone ? 'done' : right === 'unsure' ? 'if needed' : 'to do';
  const correction = task(
    'Correct a detail',
    'At once, with whoever had the wrong one',
    paths.newCorrection,
    state(rights.corrections.some((one) => one.state === 'done' && isOf(one))),
  );
  const statement = task(
    'Add their disagreement',
    'Where we do not agree that it is wrong',
    paths.newDisagreement,
    rights.statements.length > 0 ? 'done' : 'if needed',
  );
  const objection = task(
    'Record their objection',
    'By use: mailings stop at once, others while they are checked',
    paths.newObjection,
    state(rights.objections.some(isOf)),
  );
  const tasks: Partial<Record<typeof right, RightsTask[]>> = {
    ...{ correct: [limitFor, correction, statement], restrict: [limit], object: [limitFor, objection] },
    unsure: [limit, correction, statement, objection],
  };
  return tasks[right] ?? [];
}
