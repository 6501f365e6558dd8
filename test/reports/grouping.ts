import { expect } from 'chai';
import type { Knex } from 'knex';
import { reportRoutes } from '../../src/reports/index.ts';
import type { AuthorityFacts } from '../../src/reports/comparison-groups/neighbours.ts';
import { authoritiesOf } from '../../src/reports/comparison-groups/store-peer-groups.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Answer, HttpClient } from '../support/http-client.ts';

export const list = '/reports/groups';
export const form = '/reports/groups/new';

/** An application with the pages of comparison groups, and what officers do on them. */
export interface Grouping {
  app: TestApp;
  db: Knex;
  all: readonly AuthorityFacts[];
  idOf: (code: string) => number;
  namesOf: (codes: readonly string[]) => string[];
  /** Codes of so many authorities of many regions and types, near to no ready-made group. */
  mixed: (count: number, from?: number) => string[];
  officerOf: (authorityCode: string) => Promise<HttpClient>;
  /** Audit rows of this name, the oldest first. */
  events: (action: string) => Promise<Record<string, unknown>[]>;
}

/** Authorities whose officers act in the tests: none of them is in a mixed group. */
const actors = [
  '00AJ',
  '38',
  '00DA',
  '00BN',
  '00BP',
  '00BQ',
  '00CA',
  '00CB',
  '00CE',
  '00CF',
  '00CG',
  '00CH',
  '00CJ',
];

export async function startGrouping(): Promise<Grouping> {
  const app = await startTestApp({ routes: ({ database }) => reportRoutes({ database }) });
  const db = app.database.knex;
  const all = await authoritiesOf(db);
  const others = all.filter(({ code }) => !actors.includes(code));
  return {
    app,
    db,
    all,
    idOf: (code) => all.find((one) => one.code === code)!.id,
    namesOf: (codes) => all.filter(({ code }) => codes.includes(code)).map(({ name }) => name),
    mixed: (count, from = 0) =>
      Array.from({ length: count }, (_, index) => others[(from + index * 7) % others.length]!.code),
    officerOf: (authorityCode) => app.signInAs({ authorityCode }),
    events: (action) =>
      db('audit_events')
        .where({ action })
        .orderBy('id')
        .select('actor_id', 'subject_type', 'subject_id', 'details'),
  };
}

/** Sends the form of a new group with these authorities ticked. */
export async function save(officer: HttpClient, name: string, codes: readonly string[]): Promise<Answer> {
  const fields = new URLSearchParams({ _csrf: await officer.csrfToken(), name });
  for (const code of codes) fields.append('members', code);
  return officer.post(form, fields.toString());
}

/** The address of the group saved. */
export async function saved(officer: HttpClient, name: string, codes: readonly string[]): Promise<string> {
  const { status, location, text } = await save(officer, name, codes);
  expect(status, errorsOn(text).join()).to.equal(303);
  expect(location).to.match(/^\/reports\/groups\/\d+$/);
  return location;
}

/** The errors that stand in place of it. */
export async function refused(officer: HttpClient, name: string, codes: readonly string[]): Promise<string> {
  const { status, text } = await save(officer, name, codes);
  expect(status).to.equal(422);
  return errorsOn(text).join(' | ');
}

export async function end(officer: HttpClient, path: string): Promise<Answer> {
  return officer.post(`${path}/ending`, { _csrf: await officer.csrfToken() });
}

/** "field: message" of each line of the error summary, as text. */
export function errorsOn(html: string): string[] {
  const summary = /govuk-error-summary__list">(.*?)<\/ul>/s.exec(html)?.[1] ?? '';
  return [...summary.matchAll(/<li><a href="#([^"]*)">([^<]*)<\/a><\/li>/g)].map(
    ([, field = '', message = '']) =>
      `${field}: ${message.replaceAll('&#39;', "'").replaceAll('&amp;', '&')}`,
  );
}
