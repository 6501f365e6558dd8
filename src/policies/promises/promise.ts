import { promises, type Promised } from '../specification/promises.ts';

/** Names of tests by the promise that they show to be kept, as "test/file.test.ts: name". */
export type TestsByPromise = Readonly<Partial<Record<string, readonly string[]>>>;

/** A promise with all that is known of it. */
export interface PromiseRow {
  id: string;
  says: string;
  state: 'kept' | 'does-not-apply';
  /** Pages and files, or why it does not apply. */
  where: readonly string[];
  tests: readonly string[];
}

export function promiseRows(tests: TestsByPromise): PromiseRow[] {
  return Object.entries<Promised>(promises).map(([id, promised]) => ({
    ...{ id, says: promised.says, tests: tests[id] ?? [] },
    ...standing(promised),
  }));
}

function standing(promised: Promised): Pick<PromiseRow, 'state' | 'where'> {
  if ('keptBy' in promised) return { state: 'kept', where: promised.keptBy };
  return { state: 'does-not-apply', where: [promised.doesNotApply] };
}

/** What is wrong with a row, in sentences: a promise is kept and a test shows it, or it is said why not. */
export function faultsOf({ id, state, where, tests }: PromiseRow): string[] {
  if (state === 'kept' && where.length === 0) return [`${id} does not say where it is kept.`];
  if (state === 'kept' && tests.length === 0) return [`${id} has no test with [${id}] in its name.`];
  if (state === 'does-not-apply' && tests.length > 0)
    return [`${id} has tests (${tests.join('; ')}): say where it is kept instead of why it does not apply.`];
  return [];
}

/** Tests of promises that there are not. */
export function strayTags(tests: TestsByPromise): string[] {
  return Object.entries(tests).flatMap(([id, names]) =>
    id in promises ? [] : (names ?? []).map((name) => `${id} is no promise: ${name}`),
  );
}
