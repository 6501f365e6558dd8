import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { shippedTexts } from '../../src/policies/index.ts';
import { textPages } from '../../src/policies/texts/specification/pages.ts';
import { startBrowser, visit, type Visit } from '../support/browser.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { isSoundAtAnyWidth, reachesEveryControl, signInPage } from './pages.ts';

const addresses = [
  ...textPages.map(({ href }) => href),
  '/policies',
  '/documentation',
  '/documentation/promises',
];

for (const scripts of [true, false]) {
  describe(`Reading the public pages with scripts ${scripts ? 'on' : 'off'}`, function () {
    this.timeout(240_000);
    let app: WholeApp;
    let browser: Browser;
    let seat: Visit;

    before(async () => {
      app = await startWholeApp({ jobs: false, showsNotice: true });
      browser = await startBrowser();
      seat = await visit(browser, app.baseUrl, { javaScriptEnabled: scripts });
    });

    after(async () => {
      await browser.close();
      await app.close();
    });

    it('leads from the start page to the privacy notice, and from there to whom to ask', async () => {
      const { page } = seat;
      await page.goto('/');
      await page.getByRole('contentinfo').getByRole('link', { name: 'Privacy' }).click();
      expect(await page.locator('h1').innerText()).to.equal('Privacy notice');
      await page.locator('main').getByRole('link', { name: 'Contact us', exact: true }).first().click();
      expect(await page.locator('h1').innerText()).to.equal('Contact us');
      await page.getByRole('contentinfo').getByRole('link', { name: 'All policies' }).click();
      await page.locator('main').getByRole('link', { name: 'Retention schedule' }).click();
      await page.getByRole('link', { name: 'Back to top' }).click();
      expect(page.url()).to.equal(`${app.baseUrl}/policies/retention#top`);
    });

    for (const address of addresses) {
      it(`finds nothing in the way on ${address}, wide or narrow`, async () => {
        await seat.page.goto(address);
        await isSoundAtAnyWidth(seat.page, scripts);
      });
    }

    it('can be done by the keyboard alone', async () => {
      for (const address of ['/policies/privacy', '/policies/retention', '/contact']) {
        await seat.page.goto(address);
        await reachesEveryControl(seat.page);
      }
    });

    it('sets no cookie and fetches nothing from elsewhere [P47, P55]', async () => {
      expect(await seat.page.context().cookies()).to.deep.equal([]);
      expect(seat.watch.strangers).to.deep.equal([]);
      expect(seat.watch.complaints).to.deep.equal([]);
    });

    it('is led to by a changed notice at the next sign-in, which says what changed [P117]', async () => {
      const { page } = seat;
      const { email, password } = await app.createUser();
      await signInPage(page).signIn(email, password);
      await page.waitForURL(`${app.baseUrl}/`);
      const folder = path.join(app.dataDir, 'policies/privacy');
      await mkdir(folder, { recursive: true });
      const first = await readFile(path.join(shippedTexts, 'privacy/1.md'), 'utf8');
      const second = first
        .replace('version: 1', 'version: 2')
        .replace('You may, at no charge,', 'You may, for nothing,');
      await writeFile(path.join(folder, '2.md'), second);
      app.clock.advance(4000);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await signInPage(page).signIn(email, password);
      expect(await page.locator('h1').innerText()).to.equal('Our privacy notice has changed');
      expect((await page.locator('ins').allInnerTexts()).join(' ')).to.include('nothing');
      await isSoundAtAnyWidth(page, scripts);
      await page.getByRole('button', { name: 'Continue' }).click();
      expect(page.url()).to.equal(`${app.baseUrl}/`);
      await page.goto('/policies/privacy/versions/1');
      await isSoundAtAnyWidth(page, scripts);
    });
  });
}
