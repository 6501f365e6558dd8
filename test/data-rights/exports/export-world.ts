import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import type { Knex } from 'knex';
import type { TestUser } from '../../support/app.ts';
import type { Answer, HttpClient } from '../../support/http-client.ts';
import { until } from '../../support/until.ts';
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts';
import { referenceIn } from '../forms-world.ts';
import { unpack } from './package-world.ts';

export interface ExportWorld {
  app: WholeApp;
  db: Knex;
  /** A compliance officer who reviews, and another who approves; signed in, and has just said once more who they are. */
  reviewer: HttpClient;
  approver: HttpClient;
  staff: { reviewer: TestUser; approver: TestUser };
  /** Both once more, since sessions end when the clock is moved. */
  signInAgain: () => Promise<void>;
  /** Says once more who one is. */
  confirm: (browser: HttpClient, user: TestUser) => Promise<void>;
  /** A person's request, sent by the public form while they are signed in; its reference. */
  ask: (person: HttpClient, changes?: Record<string, string>) => Promise<string>;
  /** Has everything gathered, and waits for it. */
  gather: (reference: string) => Promise<void>;
  /** Gives every record, table by table, and everything that is proposed stays. */
  giveAll: (reference: string) => Promise<void>;
  /** From the review to the package: finished by one, approved by the other, packed. */
  pack: (reference: string) => Promise<void>;
  state: (reference: string) => Promise<Record<string, unknown>>;
  on: (part: string, reference: string, fields: Record<string, string>, by?: HttpClient) => Promise<Answer>;
  page: (part: string, reference: string, by?: HttpClient) => Promise<Answer>;
  /** The address of the record in whose fields these words stand. */
  recordWith: (reference: string, words: string, inTitle?: string) => Promise<string>;
  lastEvent: (action: string) => Promise<Record<string, unknown> | undefined>;
}

export async function startExports(): Promise<ExportWorld> {
  const app = await startWholeApp();
  const db = app.database.knex;
  const staff = {
    reviewer: await app.createUser({ role: 'compliance', name: 'Dee Pio' }),
    approver: await app.createUser({ role: 'admin', name: 'Ada Min' }),
  };
  const confirm = async (browser: HttpClient, { email, password, totpSecret }: TestUser): Promise<void> => {
    const code: Record<string, string> = totpSecret === null ? {} : { code: await app.codeFor(email) };
    const answer = await browser.submit('/account/confirm-it-is-you', { password, ...code });
    if (answer.status !== 303) throw new Error(`Confirming was answered with ${answer.status}.`);
  };
  const signedIn = async (user: TestUser): Promise<HttpClient> => {
    const browser = await app.signIn(user.email);
    await confirm(browser, user);
    return browser;
  };
  const base = (reference: string): string => `/occ/requests/${reference}/export`;
  const on: ExportWorld['on'] = async (part, reference, fields, by = world.reviewer) =>
    by.post(`${base(reference)}${part && `/${part}`}`, { _csrf: await by.csrfToken(), ...fields });
  const page: ExportWorld['page'] = (part, reference, by = world.reviewer) =>
    by.get(`${base(reference)}${part && `/${part}`}`);
  const state: ExportWorld['state'] = async (reference) =>
    db('access_exports')
      .join('rights_requests', 'rights_requests.id', 'rights_request_id')
      .where({ reference })
      .orderBy('access_exports.id', 'desc')
      .first<Record<string, unknown>>('access_exports.*');
  const settled = (answer: Answer): void => {
    if (answer.status !== 303) throw new Error(`It was answered with ${answer.status}: ${answer.text}`);
  };
  const groups = async (reference: string): Promise<string[]> => [
    ...new Set(
      [...(await page('', reference)).text.matchAll(/\/export\/(groups\/\d+)"/g)].map(([, one]) => one!),
    ),
  ];
  const world: ExportWorld = {
    ...{ app, db, staff, confirm, on, page, state },
    ...{ reviewer: await signedIn(staff.reviewer), approver: await signedIn(staff.approver) },
    async signInAgain() {
      world.reviewer = await signedIn(staff.reviewer);
      world.approver = await signedIn(staff.approver);
    },
    ask: async (person, changes = {}) =>
      referenceIn(
        await person.submit('/data-requests/new', {
          ...{ name: 'Zoe Subject', email: 'zoe@example.org', right: 'access', forWhom: 'myself' },
          ...{ message: 'All of it, please', ...changes },
        }),
      ),
    async gather(reference) {
      settled(await on('', reference, {}));
      await until(async () => (await state(reference)).state === 'review');
    },
    async giveAll(reference) {
      const proposals = await db('export_proposals').where({ state: 'open' }).select('number', 'item_number');
      for (const { number, item_number } of proposals as Record<string, number>[])
        await on(`items/${item_number}/proposals`, reference, {
          proposal: String(number),
          everywhere: 'yes',
        });
      for (const group of await groups(reference)) settled(await on(group, reference, {}));
    },
    async pack(reference) {
      settled(await on('finishing', reference, {}));
      settled(await on('approval', reference, { read: 'yes' }, world.approver));
      await until(async () => (await state(reference)).package_sha256 !== null);
    },
    async recordWith(reference, words, inTitle = '') {
      for (const group of await groups(reference)) {
        const { text } = await page(group, reference);
        const [title = ''] = /<h1[^>]*>([^<]*)/.exec(text) ?? [];
        const records = text.split('<h2 class="govuk-heading-s">').slice(1);
        const found = records.find((record) => record.includes(words) && title.includes(inTitle));
        const number = /\/export\/items\/(\d+)"/.exec(found ?? '')?.[1];
        if (number) return `items/${number}`;
      }
      throw new Error(`No record says ${words}.`);
    },
    lastEvent: async (action) =>
      db('audit_events')
        .where({ action })
        .orderBy('id', 'desc')
        .first<Record<string, unknown> | undefined>('actor_id', 'subject_type', 'subject_id', 'details'),
  };
  return world;
}

export interface Downloaded {
  status: number;
  headers: Headers;
  bytes: Buffer;
}

/** As a browser would fetch it: bytes, where the other answers of the tests are text. */
export async function download(
  app: Pick<WholeApp, 'baseUrl'>,
  client: HttpClient,
  path: string,
  fields?: Record<string, string>,
): Promise<Downloaded> {
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(new URL(path, app.baseUrl), {
    redirect: 'manual',
    headers: { ...(cookie && { cookie }), 'sec-fetch-site': 'same-origin' },
    ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
  });
  const bytes = response.body ? await buffer(Readable.fromWeb(response.body as never)) : Buffer.alloc(0);
  return { status: response.status, headers: response.headers, bytes };
}

export async function unzipped({ bytes }: Downloaded): Promise<Map<string, Buffer>> {
  return unpack(bytes);
}

/** The three steps as they have to be noted for something about somebody else to be kept back. */
export const aboutOthers = {
  ...{ ground: 'somebody-else', reason: 'It names a colleague.', canAnswerWithout: 'yes' },
  ...{ consented: 'not-asked', reasonableWithout: 'no', reasoning: 'She writes of her own illness.' },
};
