import express from 'express';
import { expect } from 'chai';
import { permissionsOf, type Role, roles } from '../../src/accounts/index.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { mountRoutes } from '../../src/web/mount-routes.ts';
import { get, type Route } from '../../src/web/routes.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { HttpClient } from '../support/http-client.ts';
import { testRoutes } from '../support/test-routes.ts';

const handler: Route['handler'] = (_req, res) => void res.end();
const mount = (...routes: Route[]): void =>
  mountRoutes(express(), routes, { baseUrl: null, clock: systemClock });

describe('mounting routes', () => {
  it('refuses a route that does not say who may use it', () => {
    const access = '' as Route['access'];
    expect(() => mount({ ...get('/a', 'public', handler), access })).to.throw(
      'GET /a does not say who may use it.',
    );
  });

  it('refuses two routes at one address', () => {
    expect(() => mount(get('/a', 'public', handler), get('/a', 'signed-in', handler))).to.throw(
      'mounted twice',
    );
  });

  it('refuses a form without an audit name, and files from anybody', () => {
    const route = get('/a', 'public', handler);
    expect(() => mount({ ...route, method: 'post', body: 'form' })).to.throw('has no audit name');
    expect(() => mount({ ...route, method: 'post', body: 'multipart', audit: 'a.b' })).to.throw(
      'takes files from anybody',
    );
  });
});

describe('who may use which route', () => {
  let app: TestApp;
  const people = new Map<Role, HttpClient>();
  before(async () => {
    app = await startTestApp({ routes: testRoutes });
    for (const role of roles) people.set(role, await app.signInAs({ role }));
  });
  after(() => app.close());

  /** The shipped routes are looked at by test/architecture/access.test.ts. */
  const ownRoutes = (): Route[] => app.routes.filter(({ path }) => path.startsWith('/test/'));
  const addressOf = (route: Route): string => route.path.replace(':token', 'unknown');
  const askedBy = async (browser: HttpClient, route: Route): Promise<{ status: number; location: string }> =>
    route.method === 'get' ? browser.get(addressOf(route)) : browser.post(addressOf(route), {});

  it('anybody: the public ones; the others lead to the sign-in page [P23]', async () => {
    for (const route of ownRoutes().filter(({ access }) => access !== 'public')) {
      const { status, location } = await askedBy(app.browser(), route);
      const back = route.method === 'get' ? `?returnTo=${encodeURIComponent(addressOf(route))}` : '';
      expect(`${status} ${location}`, route.path).to.equal(`303 /sign-in${back}`);
    }
    for (const path of ['/', '/sign-in']) expect((await app.browser().get(path)).status).to.equal(200);
  });

  it('a signed-in person: those of the role; the others are not there [P127]', async () => {
    for (const [role, browser] of people) {
      for (const route of ownRoutes().filter(({ access }) => access.includes(':'))) {
        const { status } = await askedBy(browser, route);
        // A form without its token is stopped after the guard, and so shows that the guard let it through.
        const allowed = { none: 200, form: 403, multipart: 200 }[route.body];
        const expected = permissionsOf(role).has(route.access) ? allowed : 404;
        expect(status, `${role} ${route.method} ${route.path}`).to.equal(expected);
      }
    }
  });

  it('OCC’s own people: nothing of an authority’s, and the other way round [P22, P127]', () => {
    const ofAuthority = ['officer', 'lead'].flatMap((role) => [...permissionsOf(role as Role)]);
    expect(ofAuthority).to.include.members(['uploads:read', 'uploads:create', 'reports:read']);
    for (const role of ['support', 'compliance', 'admin'] as const) {
      const own = [...permissionsOf(role)];
      expect(own).to.include('back-office:use');
      expect(own.filter((permission) => ofAuthority.includes(permission))).to.deep.equal([]);
    }
  });

  it('shows the same page for what is not there and for what is not theirs', async () => {
    const support = people.get('support')!;
    const page = async (path: string): Promise<string> =>
      (await support.get(path)).text.replace(/Reference: \S+/, '');
    const withoutToken = (text: string): string => text.replace(/name="_csrf" value="[^"]*"/, '');
    expect(withoutToken(await page('/test/uploads'))).to.equal(
      withoutToken(await page('/test/no-such-page')),
    );
  });
});
