import { expect } from 'chai';
import { startTestApp, type TestApp } from '../support/app.ts';

describe('the start page', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp({
      homeSummary: (user) =>
        Promise.resolve([
          {
            title: `Extract of ${user.authority!.code}`,
            text: 'Live since Tuesday <b>',
            href: '/uploads/7',
            linkText: 'See it',
          },
        ]),
    });
  });
  after(() => app.close());

  it('says to anybody what SP-Bench is, and offers to sign in', async () => {
    const { status, text } = await app.browser().get('/');
    expect(status).to.equal(200);
    expect(text).to.contain('<h1').and.to.contain('Supporting People').and.to.contain('href="/sign-in"');
    expect(text).to.not.contain('Sign out');
  });

  it('shows officers and lead officers their jobs and what other features add', async () => {
    for (const role of ['officer', 'lead'] as const) {
      const { text } = await (await app.signInAs({ role })).get('/');
      expect(text).to.contain('href="/uploads/new"').and.to.contain('href="/reports"');
      expect(text).to.contain('Extract of 00AJ').and.to.contain('Live since Tuesday &lt;b&gt;');
    }
  });

  it('leads OCC’s own people on to the back office', async () => {
    for (const role of ['support', 'compliance', 'admin'] as const) {
      const { status, location } = await (await app.signInAs({ role })).get('/');
      expect([status, location]).to.deep.equal([303, '/occ']);
    }
  });

  it('shows lead officers alone where they look after accounts', async () => {
    const card = 'Look after accounts';
    expect((await (await app.signInAs({ role: 'lead' })).get('/')).text).to.contain(card);
    expect((await (await app.signInAs({ role: 'officer' })).get('/')).text).to.not.contain(card);
  });
});
