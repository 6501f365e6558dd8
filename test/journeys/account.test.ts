import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { mailingAudience } from '../../src/accounts/index.ts';
import { startBrowser, visit, type Visit } from '../support/browser.ts';
import { lastMailTo, pathIn } from '../support/mail.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { testSecrets, type TestUser } from '../support/app.ts';
import { isSoundAtAnyWidth, signInPage } from './pages.ts';

for (const scripts of [true, false]) {
  describe(`One's account with scripts ${scripts ? 'on' : 'off'}`, function () {
    this.timeout(180_000);
    let app: WholeApp;
    let browser: Browser;
    let person: TestUser;
    let colleague: TestUser;
    let staff: TestUser;
    let seat: Visit;
    let page: Page;

    before(async () => {
      app = await startWholeApp({ jobs: false });
      browser = await startBrowser();
      person = await app.createUser({ name: 'Pat Person' });
      colleague = await app.createUser({ name: 'Lee Leeds', authorityCode: '00DA' });
      staff = await app.createUser({ role: 'support', name: 'Sam Staff' });
      seat = await visit(browser, app.baseUrl, { javaScriptEnabled: scripts });
      page = seat.page;
    });

    after(async () => {
      await browser.close();
      await app.close();
    });

    const sound = () => isSoundAtAnyWidth(page, scripts);
    /** Takes a seat that was signed in elsewhere: how one signs in is another journey's business. */
    async function sitDownAs(user: TestUser): Promise<void> {
      const { cookies } = await app.signIn(user.email);
      await page.context().clearCookies();
      for (const [name, value] of cookies)
        await page.context().addCookies([{ name, value, url: app.baseUrl }]);
    }

    it('is reached by one’s own name, and its details are changed', async () => {
      await signInPage(page).signIn(person.email, person.password);
      await page.getByRole('link', { name: 'Pat Person' }).click();
      expect(page.url()).to.equal(`${app.baseUrl}/account`);
      await sound();
      await page.getByRole('link', { name: 'Add (Telephone)' }).click();
      await page.getByLabel('Name').fill('');
      await page.getByRole('button', { name: 'Save' }).click();
      await sound();
      await page.getByRole('link', { name: 'Enter your name' }).click();
      await page.getByLabel('Name').fill('Pat Person');
      await page.getByLabel('Telephone').fill('01632 960 001');
      await page.getByLabel('Postal address').fill('1 High Street\nLondon');
      await page.getByRole('button', { name: 'Save' }).click();
      expect(await page.locator('main').innerText()).to.include('Your details are saved');
      await sound();
    });

    it('moves to another e-mail address by a link in each mailbox', async () => {
      await page.getByRole('link', { name: 'Change (Email address)' }).click();
      await page.getByLabel('New email address').fill('pat.new@example.org');
      await page.getByLabel('Your password').fill(person.password);
      await sound();
      await page.getByRole('button', { name: 'Send the links' }).click();
      await sound();
      await page.goto(pathIn((await lastMailTo(app, 'pat.new@example.org')).letter));
      await sound();
      await page.getByRole('button', { name: 'Use this address' }).click();
      expect(await page.locator('main').innerText()).to.include('link that we sent to the old one');
      await page.goto(pathIn((await lastMailTo(app, person.email)).letter, 'Confirm'));
      await sound();
      await page.getByRole('button', { name: 'Confirm the change' }).click();
      await sound();
      await page.getByRole('link', { name: 'Go to your account' }).click();
      expect(await page.locator('main').innerText()).to.include('pat.new@example.org');
    });

    it('has three switches; sharing puts one into the directory, with what one ticked [P33, P36]', async () => {
      const sharing = page.getByRole('region', { name: 'Share my contact details' });
      await page.getByRole('link', { name: 'Preferences' }).click();
      await sound();
      await sharing.getByRole('button', { name: 'Share what I have ticked' }).click();
      await sound();
      await sharing.getByLabel('Telephone').check();
      await sharing.getByRole('button', { name: 'Share what I have ticked' }).click();
      expect(await sharing.innerText())
        .to.include('What they see of you')
        .and.to.include('01632 960 001');
      await page.getByRole('region', { name: 'Hear from' }).getByLabel('Email').check();
      await page.getByRole('button', { name: 'Allow what I have ticked' }).first().click();
      await page.getByLabel('Cost and value for money').check();
      await page.getByRole('button', { name: 'Save my interests' }).click();
      await sound();
    });

    it('is found by officers elsewhere, who see what is shared and nothing more [P32]', async () => {
      await sitDownAs(colleague);
      await page.goto('/');
      await page.getByRole('link', { name: 'Directory', exact: true }).click();
      await page.getByLabel('Name').fill('pat');
      await page.getByLabel('Region').selectOption('London');
      await page.getByRole('button', { name: 'Search' }).click();
      await sound();
      await page.getByRole('link', { name: 'Pat Person' }).click();
      expect(await page.locator('main').innerText())
        .to.include('01632 960 001')
        .and.not.to.include('High Street')
        .and.not.to.include('pat.new');
      await sound();
    });

    it('tells who has seen one’s details, and gives everything that is held [P60, P77]', async () => {
      await sitDownAs({ ...person, email: 'pat.new@example.org' });
      await page.goto('/account/data');
      expect(await page.locator('main').innerText())
        .to.include('Seen by an officer of Leeds on')
        .and.to.include('pat.new@example.org');
      await sound();
      await page.getByRole('link', { name: 'Download as JSON' }).click();
      await sound();
      await page.getByLabel('Your password').fill(person.password);
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Go on', exact: true }).click(),
      ]);
      expect(file.suggestedFilename()).to.equal('sp-bench-your-data.json');
    });

    it('is out of the directory with one click [P33, P44]', async () => {
      await page.goto('/account/preferences');
      await page.getByRole('button', { name: 'Stop sharing my contact details' }).click();
      await sound();
      await page.goto('/directory');
      expect(await page.locator('main').innerText()).to.include('Nobody shares their contact details yet');
      await sound();
    });

    it('is changed by staff on the telephone, and written to in a mailing', async () => {
      await sitDownAs(staff);
      await page.goto(`/occ/users/${person.id}/consents`);
      await sound();
      await page.getByLabel('By telephone').check();
      await page.getByLabel('Be asked by Oxford Computer Consultants for research').check();
      await page.getByLabel('Yes, it is allowed').check();
      await page.getByLabel('Email').check();
      await page.getByRole('button', { name: 'Note this choice' }).click();
      expect(await page.locator('main').innerText()).to.include('We have written to Pat Person');
      await page.goto('/occ/mailings');
      await sound();
      await page.getByRole('button', { name: 'Write a mailing' }).click();
      await page.getByLabel('Hear from Oxford Computer Consultants').check();
      await page.getByLabel('Subject').fill('Something new');
      await page.getByLabel('Text').fill('We have something new.\n\nHave a look.');
      await sound();
      await page.getByRole('button', { name: 'Save and preview' }).click();
      await sound();
      await page.getByRole('button', { name: 'Send to 1 person' }).click();
      expect(await page.locator('main').getAttribute('data-state')).to.equal('sending');
      await sound();
    });

    it('hears no more after a click in the mailing, without signing in [P40]', async () => {
      await page.context().clearCookies();
      const reader = { userId: person.id, email: 'pat.new@example.org' };
      await page.goto(mailingAudience(testSecrets).unsubscribePath('products', reader));
      await sound();
      await page.getByRole('button', { name: 'Stop these messages' }).click();
      await sound();
      expect(await page.context().cookies()).to.deep.equal([]);
      const last = await app.database
        .knex('consents')
        .orderBy('id', 'desc')
        .first<{ given: boolean }>('given');
      expect(last.given).to.equal(false);
    });

    it('never left the site and never broke its rules', () => {
      expect(seat.watch.strangers).to.deep.equal([]);
      expect(seat.watch.complaints).to.deep.equal([]);
    });
  });
}
