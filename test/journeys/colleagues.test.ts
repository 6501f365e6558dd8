import { expect } from 'chai';
import type { Browser, Locator, Page } from 'playwright-core';
import { startBrowser, visit, type Visit } from '../support/browser.ts';
import { lastMailTo, pathIn } from '../support/mail.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { isSoundAtAnyWidth, signInPage } from './pages.ts';

const colleague = { name: 'Nadia Bright', email: 'nadia.bright@ealing.example' };
const password = 'lamps over quiet harbour';

for (const scripts of [true, false]) {
  describe(`A colleague’s account with scripts ${scripts ? 'on' : 'off'}`, function () {
    this.timeout(180_000);
    let app: WholeApp;
    let browser: Browser;
    let lead: Visit;
    let support: Visit;
    let newcomer: Visit;
    const visits: Visit[] = [];

    before(async () => {
      app = await startWholeApp({ jobs: false });
      browser = await startBrowser();
      lead = await seatOf('lead', 'Martin Holloway');
      support = await seatOf('support', 'Sofia Marchetti');
    });

    after(async () => {
      await browser.close();
      await app.close();
    });

    const windowOf = async (): Promise<Visit> => {
      const taken = await visit(browser, app.baseUrl, { javaScriptEnabled: scripts });
      visits.push(taken);
      return taken;
    };
    const seatOf = async (role: 'lead' | 'support', name: string): Promise<Visit> => {
      const person = await app.createUser({ role, name });
      const taken = await windowOf();
      await signInPage(taken.page).signIn(person.email, person.password, person.totpSecret);
      return taken;
    };
    const isSound = (page: Page): Promise<void> => isSoundAtAnyWidth(page, scripts);
    /** Clicks, and waits until the page that comes of it is there. */
    const go = async (page: Page, thing: Locator): Promise<void> => {
      await Promise.all([page.waitForEvent('domcontentloaded'), thing.click()]);
    };
    const follow = (page: Page, name: string | RegExp): Promise<void> =>
      go(page, page.getByRole('link', { name }).first());
    const press = (page: Page, name: string): Promise<void> => go(page, page.getByRole('button', { name }));
    const heading = (page: Page): Promise<string> => page.locator('h1').innerText();

    it('begins with the lead officer, who asks for it', async () => {
      const { page } = lead;
      await follow(page, /See the accounts/);
      expect(await heading(page)).to.equal('Accounts of Ealing');
      await isSound(page);
      await press(page, 'Ask for an account');
      await isSound(page);
      await press(page, 'Ask for the account');
      expect(await page.locator('.govuk-error-summary li').count()).to.equal(4);
      await isSound(page);
      await page.getByLabel('Name', { exact: true }).fill(colleague.name);
      await page.getByLabel('Work email address').fill(colleague.email);
      await page.getByRole('radio', { name: 'Officer', exact: true }).check();
      await page.getByLabel('Why do they need an account?').fill('Takes over the quarterly upload.');
      await press(page, 'Ask for the account');
      expect(await page.locator('.govuk-notification-banner').innerText()).to.contain('Your request is with');
      await isSound(page);
    });

    it('goes on in the back office, where it waits and is opened', async () => {
      const { page } = support;
      expect(await heading(page)).to.equal('Back office');
      await isSound(page);
      await follow(page, 'Account requests');
      await isSound(page);
      await follow(page, colleague.name);
      expect(await heading(page)).to.equal(`Account for ${colleague.name}`);
      await isSound(page);
      await press(page, 'Open the account');
      expect(await page.locator('.govuk-notification-banner').innerText()).to.contain('The account is open');
      expect(await page.locator('main').innerText()).to.contain('No request is waiting');
    });

    it('is the colleague’s own by the link in their letter, and they sign in', async () => {
      newcomer = await windowOf();
      const { page } = newcomer;
      await page.goto(pathIn((await lastMailTo(app, colleague.email)).letter));
      expect(await heading(page)).to.equal('Choose your password');
      await isSound(page);
      await page.getByLabel('Password').fill(password);
      await press(page, 'Set my password');
      await signInPage(page).signIn(colleague.email, password);
      await page.goto('/account/colleagues');
      expect(await page.locator('main').innerText())
        .to.contain('Nadia Bright (you)')
        .and.to.contain('Martin Holloway');
      await isSound(page);
    });

    it('is found by OCC, with a reason', async () => {
      const { page } = support;
      await follow(page, 'People');
      await page.getByLabel(/^Name, address, telephone or authority/).fill('nadia');
      await press(page, 'Show');
      await isSound(page);
      await follow(page, colleague.name);
      expect(await heading(page)).to.equal('Why do you open the account of Nadia Bright?');
      await isSound(page);
      await page.getByRole('radio', { name: 'They have asked us for help' }).check();
      await press(page, 'Open the account');
      expect(await heading(page)).to.equal(colleague.name);
      expect(await page.locator('main').getAttribute('data-state')).to.equal('in-use');
      await isSound(page);
      await follow(page, 'Authorities');
      await page.getByLabel('Name or code').fill('Ealing');
      await press(page, 'Show');
      await follow(page, 'Ealing');
      expect(await page.locator('main').innerText()).to.contain(colleague.name);
      await isSound(page);
    });

    it('is closed by the lead officer, and then lets nobody in', async () => {
      const { page } = lead;
      await page.goto('/account/colleagues');
      await follow(page, /^Close the account.*Nadia Bright$/);
      await isSound(page);
      await press(page, 'Close the account');
      expect(await page.locator('.govuk-notification-banner').innerText()).to.contain(
        'The account is closed',
      );
      await isSound(page);
      await newcomer.page.goto('/uploads');
      expect(await heading(newcomer.page)).to.equal('Sign in');
      await signInPage(newcomer.page).signIn(colleague.email, password);
      expect(await newcomer.page.locator('.govuk-error-summary').innerText()).to.contain('is wrong');
    });

    it('shows everybody which role may do what', async () => {
      const { page } = newcomer;
      await page.goto('/documentation/permissions');
      expect(await page.locator('tbody tr').count()).to.be.above(15);
      await isSound(page);
    });

    it('never left the site and never broke its rules', () => {
      for (const { watch } of visits) {
        expect(watch.strangers).to.deep.equal([]);
        expect(watch.complaints).to.deep.equal([]);
      }
    });
  });
}
