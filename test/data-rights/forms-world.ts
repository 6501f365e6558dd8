import type { Knex } from 'knex';
import { dataRightsRoutes } from '../../src/data-rights/index.ts';
import { startTestApp, testSecrets, type TestApp } from '../support/app.ts';
import { query } from '../support/database.ts';
import type { Answer, HttpClient } from '../support/http-client.ts';

export const forms = ['/contact/new', '/problems/new', '/complaints/new', '/data-requests/new'] as const;
export type Form = (typeof forms)[number];

/** A form that is filled in rightly, and where it arrives. */
export const sound = {
  name: 'Ann Example',
  email: 'ann@example.org',
  message: 'Something private about my circumstances',
};

export const places: Readonly<
  Record<Form, { table: string; letter: string; desk: string; subject: string }>
> = {
  '/contact/new': { table: 'enquiries', letter: 'E', desk: '/occ/enquiries', subject: 'enquiry' },
  '/problems/new': { table: 'enquiries', letter: 'P', desk: '/occ/enquiries', subject: 'problem' },
  '/complaints/new': { table: 'complaints', letter: 'C', desk: '/occ/complaints', subject: 'complaint' },
  '/data-requests/new': {
    ...{ table: 'rights_requests', letter: 'R', desk: '/occ/requests', subject: 'data-request' },
  },
};

export interface FormsWorld {
  app: TestApp;
  db: Knex;
  anybody: HttpClient;
  rows: (form: Form) => Promise<Record<string, unknown>[]>;
  events: (action: string) => Promise<Record<string, unknown>[]>;
  /** Sends a sound form, with these changes; its reference. */
  send: (form: Form, changes?: Record<string, string>) => Promise<string>;
  clear: () => Promise<void>;
}

/** An application with the public forms and the desks where they arrive. */
export async function startForms(): Promise<FormsWorld> {
  const app = await startTestApp({
    routes: ({ database, clock }) =>
      dataRightsRoutes({ db: database.knex, pool: database.pool, clock, secrets: testSecrets }),
  });
  const db = app.database.knex;
  const anybody = app.browser();
  return {
    app,
    db,
    anybody,
    rows: (form) => db(places[form].table).orderBy('id').select<Record<string, unknown>[]>('*'),
    events: (action) =>
      db('audit_events')
        .where({ action })
        .orderBy('id')
        .select<Record<string, unknown>[]>('actor_id', 'subject_type', 'subject_id', 'details'),
    send: async (form, changes = {}) => referenceIn(await anybody.submit(form, { ...sound, ...changes })),
    clear: async () => {
      await query(
        app.database.url,
        'truncate contact_notes, enquiries, complaints, rights_requests, outbox, delays restart identity cascade',
      );
    },
  };
}

/** The reference that an answer leads to; throws when the form was not taken in. */
export function referenceIn({ status, location }: Answer): string {
  const reference = /^\/contact\/received\?reference=([EPCR]-[0-9A-Z]{8})$/.exec(location)?.[1];
  if (status !== 303 || reference === undefined)
    throw new Error(`The form was answered with ${status} ${location}`);
  return reference;
}
