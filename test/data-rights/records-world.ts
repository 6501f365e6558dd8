import type { Knex } from 'knex';
import { breachRoutes } from '../../src/data-rights/breaches/routes.ts';
import { complaintRoutes } from '../../src/data-rights/complaints/routes.ts';
import { disclosureRoutes } from '../../src/data-rights/disclosures/routes.ts';
import { dataRightsPersonalData } from '../../src/data-rights/index.ts';
import { registerRoutes } from '../../src/data-rights/registers/routes.ts';
import { startTestApp, testSecrets, type TestApp } from '../support/app.ts';
import { query } from '../support/database.ts';
import type { Answer, HttpClient } from '../support/http-client.ts';

export type Fields = Record<string, string | readonly string[]>;

export interface RecordsWorld {
  app: TestApp;
  db: Knex;
  /** A compliance officer called Dee Pio. */
  officer: { id: number; email: string; browser: HttpClient };
  /** Fills in the form at an address, which a field may answer several times. */
  send: (path: string, fields: Fields, browser?: HttpClient) => Promise<Answer>;
  events: (action: string) => Promise<Record<string, unknown>[]>;
  /** Does it while no audit event can be added, so that it fails at its last step. */
  whileAuditFails: <T>(work: () => Promise<T>) => Promise<T>;
}

/** An application with complaints, breaches, disclosures and registers. */
export async function startRecords(): Promise<RecordsWorld> {
  const app = await startTestApp({
    personalData: dataRightsPersonalData,
    routes: ({ database, clock }) => {
      const parts = { db: database.knex, clock, secrets: testSecrets };
      return [complaintRoutes, breachRoutes, disclosureRoutes, registerRoutes].flatMap((of) => of(parts));
    },
  });
  const db = app.database.knex;
  const { id, email } = await app.createUser({ role: 'compliance', name: 'Dee Pio' });
  const officer = { id, email, browser: await app.signIn(email) };
  return {
    ...{ app, db, officer },
    send: async (path, fields, browser = officer.browser) => {
      const body = new URLSearchParams({ _csrf: await browser.csrfToken() });
      for (const [name, value] of Object.entries(fields))
        for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
      return browser.post(path, body.toString());
    },
    events: (action) =>
      db('audit_events')
        .where({ action })
        .orderBy('id')
        .select<Record<string, unknown>[]>('actor_id', 'subject_type', 'subject_id', 'details'),
    whileAuditFails: async (work) => {
      const { url } = app.database;
      await query(url, 'alter table audit_events add constraint brimful check (false) not valid');
      try {
        return await work();
      } finally {
        await query(url, 'alter table audit_events drop constraint brimful');
      }
    },
  };
}
