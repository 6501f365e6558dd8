import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { startBrowser, visit, type Visit } from '../support/browser.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { addSecondVersion } from '../policies/texts/facts-world.ts';
import { isSoundAtAnyWidth } from './pages.ts';

const address = '/documentation/data-requirements';

for (const scripts of [true, false]) {
  describe(`Reading the data requirements with scripts ${scripts ? 'on' : 'off'}`, function () {
    this.timeout(180_000);
    let app: WholeApp;
    let browser: Browser;
    let seat: Visit;

    before(async () => {
      app = await startWholeApp({ jobs: false });
      browser = await startBrowser();
      seat = await visit(browser, app.baseUrl, { javaScriptEnabled: scripts, acceptDownloads: true });
      await seat.page.goto(address);
    });

    after(async () => {
      await browser.close();
      await app.close();
    });

    it('needs no sign-in and no cookie', async () => {
      const { page } = seat;
      expect(page.url()).to.equal(app.baseUrl + address);
      expect(await page.locator('h1').allInnerTexts()).to.deep.equal(['Data requirements']);
      expect(await page.context().cookies()).to.deep.equal([]);
    });

    it('fits a wide and a narrow window, and nothing stands in anybody’s way', async () => {
      const { page } = seat;
      for (const each of [address, '/documentation/comparisons']) {
        await page.goto(each);
        await isSoundAtAnyWidth(page, scripts);
      }
      await page.goto(address);
    });

    it('leads from the contents to a field’s list, and to both downloads', async () => {
      const { page } = seat;
      const contents = page.getByRole('navigation', { name: 'Contents' });
      await contents.getByRole('link', { name: 'SupportService.csv' }).click();
      expect(page.url()).to.contain('#table-supportservice');
      await page.getByRole('link', { name: 'list PrimaryClientGroup' }).click();
      expect(page.url()).to.contain('#list-primaryclientgroup');
      for (const [name, file] of [
        ['Download the template', 'sp-bench-template.zip'],
        ['Download an example', 'SPLSExtract_00AJ_30062009.zip'],
      ] as const) {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('link', { name }).click(),
        ]);
        expect(download.suggestedFilename()).to.equal(file);
      }
    });

    it('is linked from the page that takes uploads, which is the next step', async () => {
      const { page } = seat;
      await page.getByRole('button', { name: 'Sign in and upload' }).click();
      const officer = await app.createUser();
      await page.locator('input[name="email"]').fill(officer.email);
      await page.locator('input[name="password"]').fill(officer.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      expect(page.url()).to.equal(`${app.baseUrl}/uploads/new`);
      await page.getByRole('link', { name: 'data requirements' }).click();
      expect(page.url()).to.equal(app.baseUrl + address);
    });

    it('goes back to the version before, which fits any window too [P117]', async () => {
      const { page } = seat;
      await addSecondVersion(app, 'data-requirements', 'Nothing but its number.');
      app.clock.advance(4000);
      await page.goto(address);
      expect(await page.locator('main').innerText()).to.contain('Version 2, of');
      await page.getByRole('link', { name: 'Version 1, of' }).click();
      expect(page.url()).to.equal(`${app.baseUrl}${address}/versions/1`);
      await page.getByRole('link', { name: 'list PrimaryClientGroup' }).click();
      expect(page.url()).to.contain('#list-primaryclientgroup');
      await isSoundAtAnyWidth(page, scripts);
    });

    it('never left the site and never broke its rules', () => {
      expect(seat.watch.strangers).to.deep.equal([]);
      expect(seat.watch.complaints).to.deep.equal([]);
    });
  });
}
