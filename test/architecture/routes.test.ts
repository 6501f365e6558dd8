import { expect } from 'chai';
import { startTestApp, type TestApp } from '../support/app.ts';

/** Everything that somebody who has not signed in may ask for. Add to it only what is meant for the whole world. */
const publicRoutes = [
  'GET /',
  'GET /invitations/:token',
  'GET /sign-in',
  'POST /invitations/:token',
  'POST /sign-in',
];

describe('every route', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
  });
  after(() => app.close());

  it('asks for a permission or a sign-in, or is on the public list', () => {
    const open = app.routes
      .filter(({ access }) => access === 'public')
      .map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(open.sort()).to.deep.equal(publicRoutes);
  });

  it('that changes something has an audit name of its own', () => {
    const names = app.routes.filter(({ method }) => method === 'post').map(({ audit }) => audit);
    expect(new Set(names).size).to.equal(names.length);
    for (const name of names) expect(name).to.match(/^[a-z-]+\.[a-z-]+$/);
  });
});
