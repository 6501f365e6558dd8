import type { Knex } from 'knex';
import { pino } from 'pino';
import { endHold, placeHold } from '../../../src/data-rights/holds/place-hold.ts';
import { runRetention } from '../../../src/data-rights/retention/run-retention.ts';
import type { RetentionRun } from '../../../src/data-rights/retention/retention-run.ts';
import { runOf } from '../../../src/data-rights/retention/store.ts';
import type { RetentionHolder } from '../../../src/platform/retention.ts';
import { uploadKinds } from '../../../src/wiring-jobs.ts';
import { retentionHolders } from '../../../src/wiring-retention.ts';
import type { TestUser } from '../../support/app.ts';
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts';

export const actor = { userId: null, action: 'test.retention' };

export interface RetentionWorld {
  app: WholeApp;
  db: Knex;
  /** An officer of Ealing, whose data it is. */
  person: TestUser;
  /** A compliance officer. */
  officer: TestUser;
  holders: readonly RetentionHolder[];
  /** Carries the schedule out at a moment, with these holders instead of all if there are any; the report. */
  runAt: (now: Date, holders?: readonly RetentionHolder[]) => Promise<RetentionRun>;
  /** Places a hold on what stands for it in the form ("person", an email address); its number. Throws if it is refused. */
  hold: (kind: string, target: string) => Promise<number>;
  endHold: (id: number) => Promise<void>;
  /** What was logged as lines of JSON. */
  log: () => string;
}

export async function startRetention(): Promise<RetentionWorld> {
  const app = await startWholeApp({ jobs: false });
  const { knex: db, pool } = app.database;
  const person = await app.createUser({ name: 'Priya Held' });
  const officer = await app.createUser({ role: 'compliance', authorityCode: null });
  const all = retentionHolders(uploadKinds({ database: app.database }), app.dataDir);
  const lines: string[] = [];
  const logger = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  const parts = { db, clock: app.clock.now };
  return {
    ...{ app, db, person, officer, holders: all, log: () => lines.join('') },
    async runAt(now, holders = all) {
      const id = await runRetention({ db, pool, clock: () => now, logger, holders }, null);
      return (await runOf(db, id))!;
    },
    async hold(kind, target) {
      const nextMonth = new Date(app.clock.now().getTime() + 30 * 24 * 60 * 60 * 1000);
      const values = { kind, target, reason: 'A claim', reviewOn: nextMonth.toISOString().slice(0, 10) };
      const result = await placeHold(parts, { values, userId: officer.id }, actor);
      if (result.kind !== 'placed') throw new Error(`Not placed: ${JSON.stringify(result.faults)}`);
      return result.id;
    },
    async endHold(id) {
      const command = { id, values: { reason: 'Settled' }, userId: officer.id };
      const { kind } = await endHold(parts, command, actor);
      if (kind !== 'ended') throw new Error(`Not ended: ${kind}`);
    },
  };
}
