import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { codeAt } from '../../src/accounts/second-factor/totp.ts';
import { startTestApp, type TestApp, type TestUser } from '../support/app.ts';
import { startBrowser, visit, type Visit } from '../support/browser.ts';
import { isSoundAtAnyWidth, reachesEveryControl, signInPage } from './pages.ts';

for (const scripts of [true, false]) {
  describe(`An authenticator app with scripts ${scripts ? 'on' : 'off'}`, function () {
    this.timeout(180_000);
    let app: TestApp;
    let browser: Browser;
    let seat: Visit;
    let officer: TestUser;
    let seed = '';
    let recoveryCodes: string[] = [];

    before(async () => {
      app = await startTestApp();
      browser = await startBrowser();
      officer = await app.createUser();
      seat = await visit(browser, app.baseUrl, { javaScriptEnabled: scripts });
      await signInPage(seat.page).signIn(officer.email, officer.password);
    });

    after(async () => {
      await browser.close();
      await app.close();
    });

    const isSound = (page: Page = seat.page): Promise<void> => isSoundAtAnyWidth(page, scripts);
    const codeNow = (): string => codeAt(seed, app.clock.now());

    it('is set up from the security page', async () => {
      const { page } = seat;
      await page.goto('/account/security');
      await isSound();
      if (scripts) await reachesEveryControl(page);
      await page.getByRole('link', { name: 'Set up an authenticator app' }).click();
      await isSound();
      const width = `document.querySelector('img.app-qr').naturalWidth`;
      expect(await page.evaluate<number>(width), 'the picture is there').to.be.above(0);
      seed = (await page.locator('code.app-key').innerText()).replaceAll(' ', '');
      await page.getByLabel('Code that the app shows now').fill('000000');
      await page.getByRole('button', { name: 'Turn it on' }).click();
      expect(await page.locator('.govuk-error-summary').innerText()).to.contain('The code does not fit');
      await isSound();
      await page.getByLabel('Code that the app shows now').fill(codeNow());
      await page.getByRole('button', { name: 'Turn it on' }).click();
      expect(await page.locator('h1').innerText()).to.equal('Keep your recovery codes');
      recoveryCodes = await page.locator('.app-codes code').allInnerTexts();
      expect(recoveryCodes).to.have.length(10);
      await isSound();
    });

    it('is asked for at the next sign-in', async () => {
      const { page } = seat;
      await page.getByRole('button', { name: 'Sign out' }).click();
      app.clock.advance(60_000);
      await signInPage(page).signIn(officer.email, officer.password);
      expect(await page.locator('h1').innerText()).to.equal('Enter your code');
      await isSound();
      await page.getByLabel('Code from your authenticator app').fill(codeNow());
      await page.getByRole('button', { name: 'Sign in' }).click();
      expect(await page.locator('h1').innerText()).to.equal('Ealing');
    });

    it('can be left out by a recovery code', async () => {
      const other = await visit(browser, app.baseUrl, { javaScriptEnabled: scripts });
      await signInPage(other.page).signIn(officer.email, officer.password);
      await other.page.getByRole('link', { name: 'use a recovery code instead' }).click();
      await isSound(other.page);
      await other.page.getByLabel('Recovery code').fill(recoveryCodes[3] ?? '');
      await other.page.getByRole('button', { name: 'Sign in' }).click();
      expect(await other.page.locator('h1').innerText()).to.equal('Ealing');
      await other.close();
    });

    it('shows both sessions, and ends the other one', async () => {
      const { page } = seat;
      await page.goto('/account/security#sessions');
      const ends = page.getByRole('button', { name: /^End the session of/ });
      expect(await ends.count()).to.equal(1);
      await isSound();
      await ends.click();
      expect(await ends.count()).to.equal(0);
      expect(await page.locator('.govuk-notification-banner').innerText()).to.contain(
        'The session was ended',
      );
    });

    it('is turned off only after saying once more who one is', async () => {
      const { page } = seat;
      app.clock.advance(60_000);
      await page.getByRole('link', { name: 'Turn off the authenticator app' }).click();
      expect(await page.locator('h1').innerText()).to.equal('Confirm that it is you');
      await isSound();
      await page.getByLabel('Your password').fill(officer.password);
      await page.getByLabel('Code from your authenticator app').fill(codeNow());
      await page.getByRole('button', { name: 'Go on' }).click();
      await isSound();
      await page.getByRole('button', { name: 'Turn it off' }).click();
      await isSound();
      expect(await page.getByRole('link', { name: 'Set up an authenticator app' }).count()).to.equal(1);
    });

    it('says until when one stays signed in, and goes on when asked to', async () => {
      const { page } = seat;
      const line = page.getByRole('complementary', { name: 'Your session' });
      const before = await line.locator('.app-session__until').innerText();
      app.clock.advance(27 * 60_000);
      if (scripts) {
        await line.getByRole('button', { name: 'Stay signed in' }).click();
        await line.locator('.app-session__until').filter({ hasNotText: before }).waitFor();
      } else {
        const [tab] = await Promise.all([
          page.context().waitForEvent('page'),
          line.getByRole('link', { name: 'Stay signed in' }).click(),
        ]);
        expect(await tab.locator('h1').innerText()).to.equal('You are still signed in');
        await tab.close();
      }
      app.clock.advance(20 * 60_000);
      await page.goto('/account/security');
      expect(await page.locator('h1').innerText()).to.equal('Signing in and security');
    });

    it('never left the site and never broke its rules', () => {
      expect(seat.watch.strangers).to.deep.equal([]);
      expect(seat.watch.complaints).to.deep.equal([]);
    });
  });
}
