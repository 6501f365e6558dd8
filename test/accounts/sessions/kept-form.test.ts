import { expect } from 'chai';
import { startTestApp, type TestApp, testPassword } from '../../support/app.ts';
import { type Answer, formOn, type HttpClient } from '../../support/http-client.ts';
import { testRoutes } from '../../support/test-routes.ts';

const MINUTE = 60_000;

describe('what was typed into a form whose session has ended', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp({ routes: testRoutes });
  });
  beforeEach(() => app.database.knex('delays').delete());
  after(() => app.close());

  const typed = { decision: 'include', note: 'a "long" <thought>\nin two lines', empty: '' };
  /** An officer who sends a form after an hour of typing. */
  const late = async (
    fields: Record<string, string> | string = typed,
  ): Promise<[HttpClient, Answer, string]> => {
    const { email } = await app.createUser();
    const browser = await app.signIn(email);
    const _csrf = await browser.csrfToken();
    app.clock.advance(60 * MINUTE);
    const body = typeof fields === 'string' ? fields : { _csrf, ...fields };
    const answer = await browser.post('/test/decide', body, {
      referer: `${app.baseUrl}/test/uploads?page=2`,
    });
    return [browser, answer, email];
  };
  const signInOn = (browser: HttpClient, answer: Answer, email: string): Promise<Answer> =>
    browser.post('/sign-in', { ...formOn(answer.text).fields, email, password: testPassword });

  it('is not saved, kept sealed by the sign-in page, and sent again by the same person', async () => {
    const [browser, answer, email] = await late();
    expect(answer.status).to.equal(403);
    expect(answer.text)
      .to.contain('It is not lost')
      .and.to.contain('name="email"')
      .and.to.not.contain('thought');
    const wrong = await browser.post('/sign-in', { ...formOn(answer.text).fields, email, password: 'wrong' });
    expect(wrong.status).to.equal(422);
    const signedIn = await signInOn(browser, wrong, email);
    expect(signedIn.location).to.equal('/sign-in/check?returnTo=%2Fsign-in%2Fnot-saved');
    const page = await browser.get('/sign-in/not-saved');
    expect(page.text)
      .to.contain('What you typed was not saved')
      .and.to.contain('href="/test/uploads?page=2"');
    expect(page.text).to.contain('a &#34;long&#34; &lt;thought&gt;');
    const form = formOn(page.text, '/test/decide');
    const sent = await browser.post(form.action, form.fields);
    expect(sent.status).to.equal(200);
    expect((JSON.parse(sent.text) as { body: object }).body).to.deep.include(typed);
    expect((await browser.get('/sign-in/not-saved')).status).to.equal(404);
  });

  it('waits for the code of whoever has a second factor', async () => {
    const { email } = await app.createUser({ role: 'support' });
    const browser = await app.signIn(email);
    app.clock.advance(60 * MINUTE);
    const answer = await browser.post('/test/decide', typed);
    expect((await signInOn(browser, answer, email)).location).to.equal('/sign-in/code');
    const done = await browser.submit('/sign-in/code', { code: await app.codeFor(email) });
    expect(done.location).to.equal('/sign-in/check?returnTo=%2Fsign-in%2Fnot-saved');
  });

  it('is shown to nobody else, and not after twelve hours', async () => {
    const [browser, answer] = await late();
    const { email: other } = await app.createUser();
    expect((await signInOn(browser, answer, other)).location).to.equal('/sign-in/check');
    expect((await browser.get('/sign-in/not-saved')).status).to.equal(404);
    const [slow, kept, email] = await late();
    const { keptForm = '' } = formOn(kept.text).fields;
    app.clock.advance(13 * 60 * MINUTE);
    const fresh = formOn((await slow.get('/sign-in')).text).fields;
    const signedIn = await slow.post('/sign-in', { ...fresh, keptForm, email, password: testPassword });
    expect(signedIn.location).to.equal('/sign-in/check');
  });

  it('never is a password, and nothing that was made up or is very long', async () => {
    const [, secret] = await late({ ...typed, password: 'my secret' });
    expect(secret.text).to.not.contain('keptForm');
    const [, long] = await late({ note: 'x'.repeat(40_000) });
    expect(long.text).to.not.contain('keptForm');
    const [browser, , email] = await late();
    const fresh = formOn((await browser.get('/sign-in')).text).fields;
    const answer = await browser.post('/sign-in', {
      ...fresh,
      keptForm: 'made-up',
      email,
      password: testPassword,
    });
    expect(answer.location).to.equal('/sign-in/check');
  });

  it('is not kept for a stranger, nor taken from another site', async () => {
    const stranger = await app.browser().post('/test/decide', typed);
    expect(`${stranger.status} ${stranger.location}`).to.equal('303 /sign-in');
    const { email } = await app.createUser();
    const browser = await app.signIn(email);
    app.clock.advance(60 * MINUTE);
    const crossed = await browser.post('/test/decide', typed, { 'sec-fetch-site': 'cross-site' });
    expect(crossed.status).to.equal(403);
    expect(crossed.text).to.not.contain('keptForm');
  });
});
