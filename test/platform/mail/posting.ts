import type { Knex } from 'knex';
import { pino } from 'pino';
import { openDatabase, type Database } from '../../../src/platform/database.ts';
import type { Letter } from '../../../src/platform/mail/letter.ts';
import { link, text } from '../../../src/platform/mail/letter.ts';
import { type MailConfig, openMailer, type Mailer } from '../../../src/platform/mail/mailer.ts';
import { queueMail } from '../../../src/platform/mail/queue-mail.ts';
import type { SendParts } from '../../../src/platform/mail/send-mail.ts';
import { testSecrets } from '../../support/app.ts';
import { createTestDatabase } from '../../support/database.ts';

export const mailConfig: MailConfig = {
  smtpUrl: null,
  mailFrom: { name: 'SP-Bench', address: 'no-reply@sp-bench.example' },
  dataDir: '/nowhere',
  baseUrl: 'https://sp-bench.example',
  https: true,
  host: '127.0.0.1',
  port: 3000,
};

export const letter: Letter = {
  subject: 'Choose a new password',
  name: 'Ann Example',
  parts: [
    text('Somebody asked for a new password for your account, perhaps you.'),
    link('Choose it here', '/password/new/abc?x=1&y=2'),
    { kind: 'facts', facts: [{ term: 'Works until', detail: '22 November 2026 at 1:00 pm' }] },
  ],
};

export interface Outbox {
  database: Database;
  db: Knex;
  /** The time, which a test may move. */
  now: { at: Date };
  log: () => string;
  parts: (mailer: Mailer) => SendParts;
  queue: (to?: string, own?: Partial<Letter>) => Promise<number>;
  row: (id: number) => Promise<Record<string, unknown>>;
  /** Jobs that wait, by the mail they send. */
  jobs: () => Promise<{ key: string; run_at: Date }[]>;
  close: () => Promise<void>;
}

/** An outbox in a database of its own. */
export async function startOutbox(): Promise<Outbox> {
  const testDatabase = await createTestDatabase();
  const database = openDatabase(testDatabase.url, { poolSize: 4 });
  const db = database.knex;
  const now = { at: new Date() };
  const lines: string[] = [];
  const logger = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  return {
    database,
    db,
    now,
    log: () => lines.join(''),
    parts: (mailer) => ({
      ...{ db, pool: database.pool, secrets: testSecrets, mailer, logger },
      clock: () => now.at,
    }),
    queue: (to = 'ann@example.org', own = {}) =>
      db.transaction((trx) =>
        queueMail(trx, testSecrets, { to, userId: null, about: 'test', letter: { ...letter, ...own } }),
      ),
    row: (id) => db('outbox').where({ id }).first<Record<string, unknown>>(),
    jobs: async () => (await db.raw<{ rows: never[] }>('select key, run_at from graphile_worker.jobs')).rows,
    close: async () => {
      await database.close();
      await testDatabase.drop();
    },
  };
}

export const smtpMailer = (smtpUrl: string): Mailer => openMailer({ ...mailConfig, smtpUrl });
