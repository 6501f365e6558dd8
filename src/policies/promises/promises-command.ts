import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { faultsOf, promiseRows, type PromiseRow, strayTags, type TestsByPromise } from './promise.ts';
import { readTags } from './read-tags.ts';

/** The list of tests as it stood when it was last written, for an installation that has no tests. */
const listFile = path.resolve(import.meta.dirname, '../specification/promise-tests.json');
const testFolder = path.resolve(import.meta.dirname, '../../../test');

export async function writtenTests(): Promise<TestsByPromise> {
  return JSON.parse(await readFile(listFile, 'utf8')) as TestsByPromise;
}

export const presentTests = (): Promise<TestsByPromise> => readTags(testFolder);

export interface PromisesReport {
  lines: string[];
  /** 0 when each promise is kept and shown to be, or says why not; 1 otherwise. */
  exitCode: 0 | 1;
}

/** The table of all promises as text; with `write`, the list for the page is written anew. */
export async function promisesReport({ write }: { write: boolean }): Promise<PromisesReport> {
  const tests = await presentTests();
  if (write) await writeFile(listFile, `${JSON.stringify(tests, null, 2)}\n`);
  const rows = promiseRows(tests);
  const faults = [...rows.flatMap(faultsOf), ...strayTags(tests)];
  return {
    lines: [...rows.flatMap(linesOf), '', totals(rows), ...faults],
    exitCode: faults.length > 0 ? 1 : 0,
  };
}

const states = { kept: 'Kept by', 'does-not-apply': 'Does not apply' };

function linesOf({ id, says, state, where, tests }: PromiseRow): string[] {
  return [
    `${id.padEnd(5)} ${says}`,
    `      ${states[state]}: ${where.join(', ')}`,
    ...tests.map((test) => `      ${test}`),
  ];
}

function totals(rows: readonly PromiseRow[]): string {
  const count = (state: PromiseRow['state']): number => rows.filter((row) => row.state === state).length;
  return `${rows.length} promises: ${count('kept')} kept, ${count('does-not-apply')} do not apply.`;
}
