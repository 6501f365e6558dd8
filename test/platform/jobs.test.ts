import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { pino } from 'pino';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import { addJob, runJobs, whileLocked, type RunningJobs } from '../../src/platform/jobs.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { errorOf } from '../support/errors.ts';

const logger = pino({ level: 'silent' });
const SPACE = 7;

describe('background jobs', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let running: RunningJobs | undefined;
  beforeEach(async () => {
    testDatabase = await createTestDatabase();
    database = openDatabase(testDatabase.url);
    running = undefined;
  });
  afterEach(async () => {
    await running?.stop();
    await database.close();
    await testDatabase.drop();
  });

  const add = (number: number, queue = 'one'): Promise<void> =>
    database.knex.transaction((trx) => addJob(trx, { task: 'note', payload: { number }, queue }));
  const run = async (work: (number: number, attempt: number) => Promise<void>): Promise<void> => {
    const note = (payload: unknown, { job }: { job: { attempts: number } }): Promise<void> =>
      work((payload as { number: number }).number, job.attempts);
    running = await runJobs(database.pool, { note }, logger);
  };
  const jobs = async (): Promise<{ attempts: number; locked_by: string | null }[]> =>
    (
      await database.pool.query<{ attempts: number; locked_by: string | null }>(
        'select * from graphile_worker._private_jobs',
      )
    ).rows;

  it('are there only when the transaction that adds them is', async () => {
    const fails = database.knex.transaction(async (trx) => {
      await addJob(trx, { task: 'note', payload: { number: 1 }, queue: 'one' });
      throw new Error('as ordered');
    });
    expect(await errorOf(() => fails)).to.equal('as ordered');
    expect(await jobs()).to.be.empty;
    await add(1);
    expect(await jobs()).to.have.length(1);
  });

  it('of one queue run one after another in their order; queues run side by side', async () => {
    const notes: string[] = [];
    for (const number of [1, 2, 3]) await add(number, 'one');
    await add(9, 'other');
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    await run(async (number) => {
      notes.push(`begin ${number}`);
      if (number === 1) await gate;
      notes.push(`end ${number}`);
    });
    await until(() => notes.includes('end 9'));
    expect(notes.filter((note) => !note.endsWith('9'))).to.deep.equal(['begin 1']);
    go();
    await until(() => notes.includes('end 3'));
    expect(notes.filter((note) => !note.endsWith('9'))).to.deep.equal([
      'begin 1',
      'end 1',
      'begin 2',
      'end 2',
      'begin 3',
      'end 3',
    ]);
  });

  it('that fail are tried again, under a higher number', async () => {
    const attempts: number[] = [];
    await add(1);
    await run((_number, attempt) => {
      attempts.push(attempt);
      return attempt === 1 ? Promise.reject(new Error('not yet')) : Promise.resolve();
    });
    await until(() => attempts.length === 2);
    expect(attempts).to.deep.equal([1, 2]);
  });

  it('left by a killed worker are taken up at once, also after their last attempt', async () => {
    const taken: number[] = [];
    await add(1, 'one');
    await add(2, 'other');
    await database.pool.query(
      `update graphile_worker._private_jobs set locked_by = 'killed', locked_at = now(), attempts = (payload->>'number')::int * 3`,
    );
    await database.pool.query(
      `update graphile_worker._private_job_queues set locked_by = 'killed', locked_at = now()`,
    );
    await run((number) => {
      taken.push(number);
      return Promise.resolve();
    });
    await until(() => taken.length === 2);
    expect(taken.sort()).to.deep.equal([1, 2]);
  });

  it('in hand are finished when the work stops, those behind them wait', async () => {
    const notes: number[] = [];
    await add(1);
    await add(2);
    await run(async (number) => {
      await sleep(300);
      notes.push(number);
    });
    await until(async () => (await jobs()).some(({ locked_by }) => locked_by !== null));
    await running!.stop();
    expect(notes).to.deep.equal([1]);
    await until(async () => (await jobs()).length === 1);
    expect(notes).to.deep.equal([1]);
  });

  it('hold a lock that only one can have, and give it back however they end', async () => {
    const second = whileLocked(database.pool, SPACE, 1, async () => {
      expect(await errorOf(() => whileLocked(database.pool, SPACE, 1, () => Promise.resolve()))).to.match(
        /in hand/,
      );
      return whileLocked(database.pool, SPACE, 2, () => Promise.resolve('another is free'));
    });
    expect(await second).to.equal('another is free');
    const fails = (): Promise<void> =>
      whileLocked(database.pool, SPACE, 1, () => Promise.reject(new Error('as ordered')));
    expect(await errorOf(fails)).to.equal('as ordered');
    expect(await errorOf(fails)).to.equal('as ordered');
    expect(await whileLocked(database.pool, SPACE, 1, () => Promise.resolve(5))).to.equal(5);
  });
});

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(10);
}
