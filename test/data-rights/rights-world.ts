import { chooseConsent } from '../../src/accounts/consents/record-consent.ts';
import type { Purpose, Way } from '../../src/accounts/consents/purposes.ts';
import type { Knex } from 'knex';
import { testSecrets, type TestUser } from '../support/app.ts';
import type { Answer, HttpClient } from '../support/http-client.ts';
import { personalData } from '../../src/wiring.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';

export interface RightsWorld {
  app: WholeApp;
  db: Knex;
  /** A compliance officer called Dee Pio, who has just said once more who they are. */
  officer: TestUser;
  desk: HttpClient;
  /** Sends a form to an address, as its page would. */
  send: (path: string, fields: Record<string, string>, browser?: HttpClient) => Promise<Answer>;
  /** A person of Ealing who has given every detail, with a browser of theirs. */
  person: (name: string, authorityCode?: string) => Promise<{ user: TestUser; browser: HttpClient }>;
  allow: (userId: number, purpose: Purpose, ways?: Way[]) => Promise<unknown>;
  /** Limits the use of somebody's data by the form; the number of the limit. */
  restrict: (userId: number, ground?: string) => Promise<number>;
  /** What became of a person's page in the back office, its reason given. */
  personPage: (userId: number) => Promise<string>;
  events: (action: string) => Promise<{ subject_id: string; details: Record<string, unknown> }[]>;
}

/** The shipped application, with somebody who works on requests. @param on one that runs already */
export async function startRights(on?: WholeApp): Promise<RightsWorld> {
  const app = on ?? (await startWholeApp({ jobs: false, personalData }));
  const db = app.database.knex;
  const officer = await app.createUser({ role: 'compliance', name: 'Dee Pio' });
  const desk = await app.signIn(officer.email);
  await app.confirm(desk, officer.email);
  const send: RightsWorld['send'] = async (path, fields, browser = desk) =>
    browser.post(path, { _csrf: await browser.csrfToken(), ...fields });
  return {
    ...{ app, db, officer, desk, send },
    person: async (name, authorityCode = '00AJ') => {
      const user = await app.createUser({ name, authorityCode });
      const browser = await app.signIn(user.email);
      const details = { name, telephone: '01632 960123', postalAddress: 'Town Hall\n12 High Road' };
      await browser.submit('/account/details', details);
      return { user, browser };
    },
    allow: (userId, purpose, ways = ['email']) =>
      chooseConsent(db, testSecrets, { userId, purpose, ways, at: app.clock.now() }, actor),
    restrict: async (userId, ground = 'accuracy-contested') => {
      const { status, location, text } = await send(`/occ/restrictions/new?user=${userId}`, { ground });
      const id = Number(/^\/occ\/restrictions\/(\d+)$/.exec(location)?.[1]);
      if (!id) throw new Error(`The limit was answered with ${status}: ${text.slice(0, 2000)}`);
      return id;
    },
    personPage: async (userId) => {
      await send(`/occ/users/${userId}/opening`, { reason: 'question', caseNumber: 'T-1' });
      return (await desk.get(`/occ/users/${userId}`)).text;
    },
    events: (action) => db('audit_events').where({ action }).orderBy('id').select('subject_id', 'details'),
  };
}

const actor = { userId: null, action: 'test.said' };
