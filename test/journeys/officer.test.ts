import { rm } from 'node:fs/promises';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { startBrowser, visit, type Visit } from '../support/browser.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import type { TestUser } from '../support/app.ts';
import { fitsItsWindow, isSound, reportPage, signInPage, uploadPages } from './pages.ts';
import { extractFolder, faultyValues, oddValues, settlePeers, writeExtract } from './small-country.ts';

for (const scripts of [true, false]) {
  describe(`An officer's journey with scripts ${scripts ? 'on' : 'off'}`, function () {
    this.timeout(180_000);
    let app: WholeApp;
    let browser: Browser;
    let folder: string;
    let officer: TestUser;
    let seat: Visit;

    before(async () => {
      folder = await extractFolder();
      app = await startWholeApp();
      browser = await startBrowser();
      await settlePeers(app, folder);
      officer = await app.createUser({ role: 'officer', authorityCode: '00AJ' });
      seat = await visit(browser, app.baseUrl, { javaScriptEnabled: scripts });
    });

    after(async () => {
      await browser.close();
      await app.close();
      await rm(folder, { recursive: true, force: true });
    });

    it('begins without a cookie and signs in', async () => {
      const { page } = seat;
      await page.goto('/');
      await isSound(page, scripts);
      expect(await page.context().cookies()).to.deep.equal([]);
      await page.goto('/sign-in');
      await isSound(page, scripts);
      await signInPage(page).signIn(officer.email, officer.password);
      await isSound(page, scripts);
      const cookies = await page.context().cookies();
      expect(cookies.map(({ name, expires, httpOnly }) => ({ name, expires, httpOnly }))).to.deep.equal([
        { name: 'spbench', expires: -1, httpOnly: true },
      ]);
    });

    it('is told all errors of a faulty extract at once', async () => {
      const { page } = seat;
      const uploads = uploadPages(page);
      await uploads.upload(await writeExtract(folder, '00AJ', '30062009', faultyValues));
      expect(await uploads.state()).to.equal('rejected');
      const rows = await page.locator('tbody tr', { hasText: 'cell' }).allInnerTexts();
      expect(rows).to.have.length(3);
      expect(rows.join())
        .to.contain('H2')
        .and.to.contain('Write 1234')
        .and.to.contain('D3')
        .and.to.contain('C4');
      await isSound(page, scripts);
    });

    it('decides about irregular values and goes live', async () => {
      const { page } = seat;
      const uploads = uploadPages(page);
      await uploads.upload(await writeExtract(folder, '00AJ', '30062009', oddValues));
      expect(await uploads.state()).to.equal('needs-decisions');
      await isSound(page, scripts);
      await uploads.radios('Exclude').first().check();
      await uploads.button('Save decisions').click();
      expect(await uploads.state()).to.equal('needs-decisions');
      await uploads.button('Include all').click();
      expect(await uploads.state()).to.equal('live');
      await isSound(page, scripts);
    });

    it('reads where its services stand, in a table and a chart', async () => {
      const { page } = seat;
      const report = reportPage(page);
      await page.goto('/reports');
      await isSound(page, scripts);
      await page.getByRole('link', { name: 'Weekly unit cost' }).first().click();
      await isSound(page, scripts);
      expect(await report.comparison().locator('tbody tr').count()).to.equal(1);
      expect(await report.services().locator('tbody tr').count()).to.equal(40);
      expect(await report.chart().count()).to.equal(1);
      await report.open('cost-per-support-hour', '?groupBy=serviceType');
      await isSound(page, scripts);
      expect(await report.comparison().locator('tbody tr').count()).to.be.greaterThan(1);
    });

    it('reads every page in a window of 320 pixels', async () => {
      const { page } = seat;
      await page.setViewportSize({ width: 320, height: 640 });
      const latest = await app.database.knex('uploads').max<{ id: number }[]>('id as id').first();
      const addresses = [
        '/',
        '/uploads',
        '/uploads/new',
        `/uploads/${latest?.id ?? 0}`,
        '/reports',
        '/reports/cost/weekly-unit-cost?groupBy=clientGroup',
      ];
      for (const address of addresses) {
        await page.goto(address);
        expect(await fitsItsWindow(page), address).to.be.true;
      }
    });

    it('signs out, and the cookie is gone', async () => {
      const { page } = seat;
      await page.getByRole('button', { name: 'Sign out' }).click();
      expect(await page.context().cookies()).to.deep.equal([]);
      await page.goto('/uploads');
      expect(page.url()).to.contain('/sign-in');
    });

    it('never left the site and never broke its rules', () => {
      expect(seat.watch.strangers).to.deep.equal([]);
      expect(seat.watch.complaints).to.deep.equal([]);
    });
  });
}
