import { expect } from 'chai';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';

/** Everything that somebody who has not signed in may ask for. Add to it only what is meant for the whole world. */
const publicRoutes = [
  'GET /',
  'GET /complaints/new',
  'GET /contact',
  'GET /contact/new',
  'GET /contact/received',
  'GET /contact/versions/:version',
  'GET /data-requests/new',
  'GET /data-requests/uses',
  'GET /documentation',
  'GET /documentation/accounts',
  'GET /documentation/accounts/versions/:version',
  'GET /documentation/automatic-decisions',
  'GET /documentation/automatic-decisions/versions/:version',
  'GET /documentation/comparisons',
  'GET /documentation/cost-reports',
  'GET /documentation/cost-reports/versions/:version',
  'GET /documentation/data-formats',
  'GET /documentation/data-formats/versions/:version',
  'GET /documentation/data-requirements',
  'GET /documentation/data-requirements/example.zip',
  'GET /documentation/data-requirements/template.zip',
  'GET /documentation/data-requirements/versions/:version',
  'GET /documentation/directory',
  'GET /documentation/directory/versions/:version',
  'GET /documentation/outcome-reports',
  'GET /documentation/outcome-reports/versions/:version',
  'GET /documentation/performance-reports',
  'GET /documentation/performance-reports/versions/:version',
  'GET /documentation/permissions',
  'GET /documentation/promises',
  'GET /documentation/quality-reports',
  'GET /documentation/quality-reports/versions/:version',
  'GET /documentation/uploading',
  'GET /documentation/uploading/versions/:version',
  'GET /email-changes/:token',
  'GET /email-changes/:token/confirmation',
  'GET /email-corrections/:token',
  'GET /invitations/:token',
  'GET /invitations/:token/renewal',
  'GET /packages/:token',
  'GET /password/forgotten',
  'GET /password/reset/:token',
  'GET /policies',
  'GET /policies/accessibility',
  'GET /policies/accessibility/versions/:version',
  'GET /policies/cookies',
  'GET /policies/cookies/versions/:version',
  'GET /policies/privacy',
  'GET /policies/privacy/versions/:version',
  'GET /policies/processing-record',
  'GET /policies/processing-record/versions/:version',
  'GET /policies/retention',
  'GET /policies/retention/versions/:version',
  'GET /policies/security',
  'GET /policies/security/versions/:version',
  'GET /problems/new',
  'GET /sign-in',
  'GET /sign-in/check',
  'GET /sign-in/code',
  'GET /sign-in/recovery-code',
  'GET /unsubscribe/:token',
  'POST /complaints/new',
  'POST /contact/new',
  'POST /data-requests/new',
  'POST /email-changes/:token',
  'POST /email-changes/:token/confirmation',
  'POST /email-corrections/:token',
  'POST /invitations/:token',
  'POST /invitations/:token/renewal',
  'POST /packages/:token',
  'POST /password/forgotten',
  'POST /password/reset/:token',
  'POST /problems/new',
  'POST /sign-in',
  'POST /sign-in/code',
  'POST /sign-in/recovery-code',
  'POST /unsubscribe/:token',
];

describe('every route', () => {
  let app: WholeApp;
  before(async () => {
    app = await startWholeApp({ jobs: false });
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
