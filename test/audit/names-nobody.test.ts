import { expect } from 'chai';
import type { Route } from '../../src/web/routes.ts';
import type { HttpClient } from '../support/http-client.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { extractOf, sendAndSettle } from '../uploads/officer.ts';
import { filledForms, linksOn } from './fill-forms.ts';

const WORD = 'qx77walker';

/** What would end the walk, or take its walker away. */
const leftAlone =
  /^\/(sign-out|account\/security|password\/|account\/confirm-it-is-you)|\/(sessions|closing)\b/;

const MOST_PAGES = 170;

describe('a walk through everything that can be clicked, with somebody’s name in every field', function () {
  this.timeout(240_000);
  let app: WholeApp;
  before(async () => {
    app = await startWholeApp();
  });
  after(() => app.close());

  /** The pattern of the route that answers, so that each form is sent once or twice, not for every number. */
  const routeOf = (method: Route['method'], address: string): string | undefined => {
    const path = address.split('?')[0]!;
    return app.routes.find(
      (route) =>
        route.method === method && new RegExp(`^${route.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(path),
    )?.path;
  };

  /** Addresses without a name in them, forms first. */
  const plainPages = (start: string): string[] =>
    app.routes
      .filter(({ method, path }) => method === 'get' && path.startsWith(start) && !path.includes(':'))
      .map(({ path }) => path)
      .sort((a, b) => Number(b.endsWith('/new')) - Number(a.endsWith('/new')));

  /** Opens what the pages lead to, fills in each form that is on them, and follows where it leads. */
  const walk = async (browser: HttpClient, starts: readonly string[]): Promise<void> => {
    const waiting = [...starts];
    const opened = new Map<string, number>();
    const sent = new Map<string, number>();
    for (let pages = 0; waiting.length > 0 && pages < MOST_PAGES;) {
      const address = waiting.shift()!;
      const route = routeOf('get', address);
      const times = opened.get(route ?? '') ?? 0;
      if (route === undefined || leftAlone.test(address) || times >= 3) continue;
      opened.set(route, times + 1);
      pages += 1;
      const page = await browser.get(address);
      if (page.location) waiting.push(page.location);
      if (page.status !== 200 || !(page.headers.get('content-type') ?? '').includes('html')) continue;
      waiting.push(...linksOn(page.text));
      for (const { action, ways } of filledForms(page.text, address, WORD)) {
        const form = routeOf('post', action);
        const before = sent.get(form ?? '') ?? 0;
        if (form === undefined || leftAlone.test(action) || before >= 3) continue;
        sent.set(form, before + 1);
        for (const fields of ways) {
          const { status, location } = await browser.post(action, new URLSearchParams(fields).toString());
          expect(status, `POST ${action}`).to.be.below(500);
          if (status === 422) continue;
          if (location) waiting.unshift(location);
          break;
        }
      }
    }
  };

  it('leaves the name in no event of the audit trail and in no line of the log [P11, P133]', async () => {
    const db = app.database.knex;
    const lead = await app.createUser({
      role: 'lead',
      name: `Zelda ${WORD}`,
      email: `lead-${WORD}@ealing.example`,
    });
    const own = await app.signIn(lead.email);
    await app.confirm(own, lead.email);
    await sendAndSettle(own, extractOf(2, { services: { 1: { ServiceName: `House ${WORD}` } } }));
    await app.createUser({ authorityCode: '38', name: `Olive ${WORD}` });
    const stranger = app.browser();
    await walk(stranger, [
      '/contact/new',
      '/problems/new',
      '/complaints/new',
      '/data-requests/new',
      '/password/forgotten',
    ]);
    await stranger.submit('/sign-in', { email: `nobody-${WORD}@ealing.example`, password: `secret ${WORD}` });
    await walk(own, [
      '/uploads',
      '/reports',
      '/reports/groups/new',
      '/account',
      '/account/colleagues/new',
      '/directory',
    ]);
    for (const role of ['support', 'compliance', 'admin'] as const) {
      const staff = await app.createUser({ role, authorityCode: null, name: `${role} ${WORD}` });
      const browser = await app.signIn(staff.email);
      await app.confirm(browser, staff.email);
      await browser.submit(
        `/occ/users/${lead.id}`,
        { reason: 'upkeep', caseNumber: '' },
        { action: `/occ/users/${lead.id}/opening` },
      );
      await walk(browser, [
        ...plainPages('/occ'),
        `/occ/users/${lead.id}`,
        `/occ/users/${lead.id}/consents`,
        `/occ/removals/new?user=${lead.id}`,
      ]);
    }
    const events = await db('audit_events').select<{ action: string; row: string }[]>(
      'action',
      db.raw('lower(audit_events::text) as row'),
    );
    const actions = new Set(events.map(({ action }) => action));
    // It went in where it belongs.
    for (const table of ['enquiries', 'complaints', 'rights_requests', 'contact_notes', 'mailings'])
      expect(
        await db(table).whereRaw('lower(??::text) like ?', [table, `%${WORD}%`]),
        table,
      ).not.to.deep.equal([]);
    expect(actions.size).to.be.above(40);
    expect(events.filter(({ row }) => row.includes(WORD)).map(({ action }) => action)).to.deep.equal([]);
    expect(app.log().toLowerCase()).not.to.include(WORD);
  });
});
