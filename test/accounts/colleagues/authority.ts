import type { Knex } from 'knex';
import type { NewUserCommand } from '../../../src/accounts/index.ts';
import type { TestUser } from '../../support/app.ts';
import type { Answer, HttpClient } from '../../support/http-client.ts';
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts';

export const list = '/account/colleagues';
export const form = '/account/colleagues/new';

/** A request for an account as a lead officer fills it in. */
export const newcomer = {
  name: 'Nadia Bright',
  email: 'nadia.bright@ealing.example',
  role: 'officer',
  reason: 'Takes over the quarterly upload from March.',
};

export interface Authority {
  app: WholeApp;
  db: Knex;
  /** A new account and a browser signed in with it. */
  seat: (user?: Partial<NewUserCommand>) => Promise<TestUser & { browser: HttpClient }>;
  /** Audit rows of this name, the oldest first. */
  events: (action: string) => Promise<Record<string, unknown>[]>;
  user: (id: number) => Promise<Record<string, unknown> | undefined>;
}

export async function startAuthority(): Promise<Authority> {
  const app = await startWholeApp({ jobs: false });
  const db = app.database.knex;
  return {
    app,
    db,
    seat: async (user) => {
      const person = await app.createUser(user);
      return { ...person, browser: await app.signIn(person.email) };
    },
    events: (action) =>
      db('audit_events')
        .where({ action })
        .orderBy('id')
        .select('actor_id', 'subject_type', 'subject_id', 'details'),
    user: (id) => db('users').where({ id }).first<Record<string, unknown> | undefined>(),
  };
}

/** Sends the form of a request. */
export function ask(lead: HttpClient, change: Partial<typeof newcomer> = {}): Promise<Answer> {
  return lead.submit(form, { ...newcomer, ...change });
}

/** The messages of a page's summary of errors. */
export function errorsOn(html: string): string[] {
  const summary = /govuk-error-summary__list">(.*?)<\/ul>/s.exec(html)?.[1] ?? '';
  return [...summary.matchAll(/<li>(?:<a[^>]*>)?([^<]*)/g)].map(([, message = '']) => message);
}
