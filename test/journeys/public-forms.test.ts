import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { startBrowser, visit, type Visit } from '../support/browser.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { isSoundAtAnyWidth } from './pages.ts';

for (const scripts of [true, false]) {
  describe(`Writing to OCC with scripts ${scripts ? 'on' : 'off'}`, function () {
    this.timeout(180_000);
    let app: WholeApp;
    let browser: Browser;
    let seat: Visit;
    const references: string[] = [];

    before(async () => {
      app = await startWholeApp({ jobs: false });
      browser = await startBrowser();
      seat = await visit(browser, app.baseUrl, { javaScriptEnabled: scripts });
    });

    after(async () => {
      await browser.close();
      await app.close();
    });

    const sent = async (): Promise<void> => {
      const { page } = seat;
      expect(await page.locator('h1').innerText()).to.match(/^We have your /);
      await isSoundAtAnyWidth(page, scripts);
      references.push(new URL(page.url()).searchParams.get('reference') ?? '');
    };

    it('a complaint: what is missing is said, what was typed stays, and a reference comes of it', async () => {
      const { page } = seat;
      await page.goto('/complaints/new');
      await isSoundAtAnyWidth(page, scripts);
      await page.getByLabel('What your complaint is about').fill('Nobody rang me back.');
      await page.getByRole('button', { name: 'Send the complaint' }).click();
      await isSoundAtAnyWidth(page, scripts);
      await page.getByRole('link', { name: 'Enter your name' }).click();
      // With scripts the field has the focus; without, the address leads to it.
      expect((await page.locator('#name:focus').count()) === 1 || page.url().endsWith('#name')).to.be.true;
      await page.getByLabel('Your name').fill('Ann Example');
      await page.getByLabel('Phone number').fill('01865 305200');
      expect(await page.getByLabel('What your complaint is about').inputValue()).to.equal(
        'Nobody rang me back.',
      );
      await page.getByRole('button', { name: 'Send the complaint' }).click();
      await sent();
    });

    it('a request for somebody else’s data, a question and a problem', async () => {
      const { page } = seat;
      await page.goto('/data-requests/new');
      await isSoundAtAnyWidth(page, scripts);
      await page.getByLabel('See what you hold on me').check();
      await page.getByLabel('Somebody I represent').check();
      await page.getByLabel('Name of the person you represent').fill('Bo Example');
      await page.getByLabel('Your name').fill('Ann Example');
      await page.getByLabel('Postal address').fill('1 High Street\nOxford');
      await page.getByLabel('By post').check();
      await page.getByRole('button', { name: 'Send the request' }).click();
      await sent();
      for (const [form, field] of [
        ['/contact/new', 'Your question or suggestion'],
        ['/problems/new', 'What happened'],
      ] as const) {
        await page.goto(form);
        await isSoundAtAnyWidth(page, scripts);
        await page.getByLabel(field).fill('Something');
        await page.getByLabel('Your name').fill('Ann Example');
        await page.getByLabel('Email address').fill('ann@example.org');
        await page.getByRole('button', { name: 'Send' }).click();
        await sent();
      }
    });

    it('needed no cookie, left no other trace, and arrived [P47]', async () => {
      expect(await seat.page.context().cookies()).to.deep.equal([]);
      expect(references.map((reference) => reference.charAt(0))).to.deep.equal(['C', 'R', 'E', 'P']);
      const db = app.database.knex;
      const arrived = await Promise.all(
        ['complaints', 'rights_requests', 'enquiries'].map((table) => db(table).pluck<string[]>('reference')),
      );
      expect(arrived.flat()).to.have.members(references);
    });

    it('is read and answered at the desks of the back office [P16]', async () => {
      const staff = await app.signInAs({ role: 'compliance', name: 'Dee Pio' });
      const desk = await visit(browser, app.baseUrl, { javaScriptEnabled: scripts });
      const { page } = desk;
      await page
        .context()
        .addCookies([...staff.cookies].map(([name, value]) => ({ name, value, url: app.baseUrl })));
      for (const name of ['Data requests', 'Complaints', 'Enquiries']) {
        await page.goto('/occ');
        await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
        await isSoundAtAnyWidth(page, scripts);
      }
      await page.getByRole('link', { name: references[2] }).click();
      await isSoundAtAnyWidth(page, scripts);
      await page.getByRole('button', { name: 'Save' }).click();
      await isSoundAtAnyWidth(page, scripts);
      await page.getByLabel('Add what was answered or done').fill('Rang her and said sorry.');
      await page.getByLabel('Answered by phone').check();
      await page.getByLabel('This closes it').check();
      await page.getByRole('button', { name: 'Save' }).click();
      await isSoundAtAnyWidth(page, scripts);
      expect(await page.locator('main').innerText())
        .to.include('Rang her and said sorry.')
        .and.to.include('Dee Pio');
      await page.goto('/occ/enquiries');
      expect(await page.locator('main').innerText())
        .to.include(references[3])
        .and.not.to.include(references[2]);
      expect([desk.watch.strangers, desk.watch.complaints]).to.deep.equal([[], []]);
    });

    it('never left the site and never broke its rules', () => {
      expect(seat.watch.strangers).to.deep.equal([]);
      expect(seat.watch.complaints).to.deep.equal([]);
    });
  });
}
