import { expect } from 'chai';
import { codeAt } from '../../../src/accounts/second-factor/totp.ts';
import { type TestApp, testPassword } from '../../support/app.ts';
import type { Answer, HttpClient } from '../../support/http-client.ts';

export const setUpPage = '/account/security/second-factor';

export interface PersonWithApp {
  id: number;
  email: string;
  seed: string;
  codes: string[];
  browser: HttpClient;
}

/** The key on the set-up page, as an authenticator app takes it. */
export function keyOn({ text }: Answer): string {
  return (/<code class="app-key">([^<]+)</.exec(text)?.[1] ?? '').replaceAll(' ', '');
}

export function recoveryCodesOn({ text }: Answer): string[] {
  return [...text.matchAll(/<li><code>([^<]+)</g)].map(([, code = '']) => code);
}

/** What people with an authenticator app do. */
export function appUsers(app: TestApp) {
  const codeNow = ({ seed }: Pick<PersonWithApp, 'seed'>): string => codeAt(seed, app.clock.now());
  return {
    codeNow,
    /** An officer who has set up an app, a minute ago. */
    async withApp(): Promise<PersonWithApp> {
      const { id, email } = await app.createUser();
      const browser = await app.signIn(email);
      const seed = keyOn(await browser.get(setUpPage));
      const done = await browser.submit(setUpPage, { code: codeNow({ seed }) });
      expect(done.status).to.equal(200);
      app.clock.advance(60_000);
      return { id, email, seed, codes: recoveryCodesOn(done), browser };
    },
    /** A browser between password and code. */
    async password(email: string): Promise<HttpClient> {
      const browser = app.browser();
      const answer = await browser.submit('/sign-in', { email, password: testPassword });
      expect(`${answer.status} ${answer.location}`).to.equal('303 /sign-in/code');
      return browser;
    },
    confirm: (person: PersonWithApp, returnTo: string): Promise<Answer> =>
      person.browser.submit(`/account/confirm-it-is-you?returnTo=${returnTo}`, {
        password: testPassword,
        code: codeNow(person),
      }),
  };
}
