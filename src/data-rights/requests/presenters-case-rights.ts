import { paths } from '../../paths.ts';
import type { ErasureState } from '../removals/erasure-state.ts';
import { groundFor } from '../restrictions/restriction.ts';
import type { RightsOfPerson } from '../rights-of-person.ts';
import { dayInWords } from './day-words.ts';
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

/** The form that asks for a removal, filled in for a case. */
export const removalFor = (userId: number, reference: string): string =>
  `${paths.newRemoval}?user=${userId}&case=${reference}`;

/** A removal, and, while something keeps it waiting, the letter that says so (C22). */
function erasureTasks({ reference, subjectId }: RequestCase, erasure: ErasureState): RightsTask[] {
  const task = (title: string, hint: string, href: string, state: TaskState): RightsTask => ({
    ...{ id: href, title, hint, href, state },
    ...{ status: words.taskTags[state].text, colour: words.taskTags[state].colour },
  });
  const begin = removalFor(subjectId ?? 0, reference);
  const removal = 'removal' in erasure && erasure.removal !== null ? paths.removal(erasure.removal) : begin;
  const plan = (hint: string, state: TaskState): RightsTask =>
    task('Remove their data', hint, removal, state);
  switch (erasure.kind) {
    case 'open':
      return [plan('Planned by one of us, approved by another', 'to do')];
    case 'asked':
      return [plan('Waits for a colleague’s approval', 'waiting')];
    case 'refused':
      return [plan('Refused: the letter says why', 'done')];
    case 'removed':
      return [plan('Done: the answer is written from it', 'done')];
    case 'resumed':
      return [plan(`The hold ended on ${dayInWords(erasure.endedOn)}: take it up again`, 'to do')];
    case 'held':
      return [
        task(
          'Tell them that it has to wait',
          'Until when and why, and that the use of their data can be limited meanwhile',
          `${paths.newRequestLetter(reference)}?kind=held`,
          erasure.isTold ? 'done' : 'to do',
        ),
        plan('A legal hold keeps it waiting; it comes up here when the hold ends', 'not yet'),
        task(
          'Limit the use of their data',
          'If they want it, until it can be removed',
          `${paths.newRestriction}?case=${reference}`,
          'if needed',
        ),
      ];
  }
}

/** What the right that is used comes to in SP-Bench, once it is said whose data it is about. */
export function rightsTasks(
  request: RequestCase,
  rights: RightsOfPerson | null,
  erasure: ErasureState | null = null,
): RightsTask[] {
  if (!rights) return [];
  if (erasure) return erasureTasks(request, erasure);
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
