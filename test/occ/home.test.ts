import { expect } from 'chai';
import { ask, startAuthority, type Authority } from '../accounts/colleagues/authority.ts';

describe('the back office', () => {
  let at: Authority;
  before(async () => {
    at = await startAuthority();
  });
  after(() => at.app.close());

  const linksOn = (html: string): string[] => [
    ...new Set([...html.matchAll(/href="(\/occ[^"?#]*)/g)].map(([, href = '']) => href)),
  ];

  it('is where OCC’s people begin, with what waits and the screens that they may use', async () => {
    const lead = await at.seat({ role: 'lead' });
    await ask(lead.browser);
    for (const role of ['support', 'compliance', 'admin'] as const) {
      const { browser, email } = await at.seat({ role });
      // Some screens ask once more who one is.
      await at.app.confirm(browser, email);
      const start = await browser.get('/');
      expect([start.status, start.location]).to.deep.equal([303, '/occ']);
      const { status, text } = await browser.get('/occ');
      expect(status).to.equal(200);
      expect(text).to.match(/<h1[^>]*>Back office<\/h1>/);
      const issues = role !== 'compliance';
      expect(text.includes('href="/occ/account-requests"'), role).to.equal(issues);
      expect(text.includes('1 waits, the oldest for less than an hour'), role).to.equal(issues);
      expect(text).to.include('href="/occ/users"').and.not.to.include('href="/uploads"');
      for (const href of linksOn(text))
        expect((await browser.get(href)).status, `${role} ${href}`).to.equal(200);
    }
  });

  it('says since when mail could not be sent', async () => {
    const hours = (count: number): Date => new Date(at.app.clock.now().getTime() - count * 3_600_000);
    for (const count of [5, 3])
      await at.db('outbox').insert({ about: 'test', state: 'dead', attempts: 1, ended_at: hours(count) });
    const { browser } = await at.seat({ role: 'support' });
    const { text } = await browser.get('/occ');
    expect(text).to.match(/Mail that could not be sent<.*?2 wait, the oldest for 5 hours/s);
  });

  it('is not there for anybody else, who may sign in if they are OCC’s [P23, P127]', async () => {
    const officer = await at.seat();
    for (const path of ['/occ', '/OCC/users', '/occ/nothing-of-the-kind', '/occ/users/1']) {
      expect((await officer.browser.get(path)).status, path).to.equal(404);
      const { status, text, headers } = await at.app.browser().get(path);
      expect([status, headers.getSetCookie()], path).to.deep.equal([404, []]);
      expect(text).to.include(`href="/sign-in?returnTo=${encodeURIComponent(path)}"`);
    }
    expect((await at.app.browser().get('/nothing')).text).not.to.include('returnTo');
  });
});
