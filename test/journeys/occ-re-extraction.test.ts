import { expect } from 'chai';
import type { Browser, Locator, Page } from 'playwright-core';
import { startBrowser, visit, type Visit } from '../support/browser.ts';
import { reported } from '../uploads/officer.ts';
import {
  readerOf,
  readPending,
  threeUploads,
  withWorker,
  type ThreeUploads,
} from '../uploads/re-extracting.ts';
import { isSoundAtAnyWidth, reExtractionPages, signInPage } from './pages.ts';

/** A newer specification, by which an hour of support costs what two weeks of it cost now. */
const dearer = { costPerHour: (weeklyCost: number): number => weeklyCost * 2 };
const measure = 'cost-per-support-hour';

for (const scripts of [true, false]) {
  describe(`Reading stored files again with scripts ${scripts ? 'on' : 'off'}`, function () {
    this.timeout(180_000);
    let country: ThreeUploads;
    let browser: Browser;
    let seat: Visit;
    let runs: ReturnType<typeof reExtractionPages>;

    before(async () => {
      country = await threeUploads();
      browser = await startBrowser();
      seat = await seatOf('support');
      runs = reExtractionPages(seat.page);
    });

    after(async () => {
      await browser.close();
      await country.app.close();
    });

    const seatOf = async (role: 'support' | 'officer'): Promise<Visit> => {
      const { app } = country;
      const person = await app.createUser({ role });
      const taken = await visit(browser, app.baseUrl, { javaScriptEnabled: scripts });
      await signInPage(taken.page).signIn(person.email, person.password, person.totpSecret);
      return taken;
    };
    const isSound = (): Promise<void> => isSoundAtAnyWidth(seat.page, scripts);
    /** What this run would do were the newer specification the one that is installed. */
    const readByNewer = (): Promise<void> =>
      readPending(readerOf(country.app, dearer), Number(seat.page.url().split('/').at(-1)));
    const costs = async (): Promise<number[]> =>
      [...(await reported(country.officer, measure)).values()].map(Number);

    it('is nowhere to be found for an officer', async () => {
      const officer = await seatOf('officer');
      await isSoundAtAnyWidth(officer.page, scripts);
      expect(await officer.page.locator('h1').innerText()).to.equal('Ealing');
      expect(await linkTo(officer.page).count()).to.equal(0);
      const answer = await officer.page.goto('/occ/re-extractions');
      expect(answer?.status()).to.equal(404);
      await isSoundAtAnyWidth(officer.page, scripts);
      await officer.close();
    });

    it('begins at the start page of support', async () => {
      const { page } = seat;
      await isSound();
      await linkTo(page).click();
      await isSound();
      expect(await runs.heading().innerText()).to.equal('Read stored files again');
      expect(await runs.table().count()).to.equal(0);
    });

    it('shows how far a run of one authority is, and that nothing differs', async () => {
      await runs.start('Oxfordshire');
      expect(await runs.heading().innerText()).to.match(/^Run \d+: Oxfordshire$/);
      expect(await runs.state()).to.equal('running');
      expect(await seat.page.getByRole('progressbar', { name: 'Files read' }).getAttribute('value')).to.equal(
        '0',
      );
      await isSound();
      await withWorker(country.app, () => runs.settled());
      expect(await runs.state()).to.equal('applied');
      expect(await runs.lead().innerText()).to.match(/^There was nothing to apply/);
      expect(await runs.table().locator('tbody tr').innerText()).to.match(/Same/i);
      expect(await runs.button('Apply').count()).to.equal(0);
      await isSound();
    });

    it('can be cancelled, and then nothing of it is left', async () => {
      const before = await costs();
      await runs.open();
      await runs.start('All authorities');
      await readByNewer();
      await runs.settled();
      expect(await runs.state()).to.equal('ready');
      await runs.button('Cancel this run').click();
      expect(await runs.state()).to.equal('cancelled');
      expect(await runs.lead().innerText()).to.match(/^Nothing of this run was kept/);
      await isSound();
      expect(await costs()).to.deep.equal(before);
    });

    it('says what differs, and puts it on the reports once that is wanted', async () => {
      const before = await costs();
      await runs.open();
      await runs.start('All authorities');
      await readByNewer();
      await runs.settled();
      expect(await runs.lead().innerText()).to.match(
        /^3 uploads would say something else on the reports\. Nothing has changed yet/,
      );
      const folds = seat.page.locator('summary', { hasText: 'See what differs' });
      expect(await folds.count()).to.equal(3);
      await folds.first().click();
      expect(await runs.table().locator('li:visible').first().innerText()).to.match(
        /^Services, cost per support hour: another value in \d rows?\.$/,
      );
      await isSound();
      expect(await costs()).to.deep.equal(before);
      await runs.button('Apply').click();
      expect(await runs.state()).to.equal('applied');
      expect(await runs.lead().innerText()).to.match(/^3 uploads now say on the reports what was read/);
      await isSound();
      expect(before).to.have.length(3).and.not.to.include(71);
      expect(await costs()).to.deep.equal([71, 71, 71]);
    });

    it('lists the runs, the newest first', async () => {
      await runs.open();
      const rows = await runs.table().locator('tbody tr').allInnerTexts();
      expect(rows.map((row) => /Done|Cancelled/i.exec(row)?.[0].toLowerCase())).to.deep.equal([
        'done',
        'cancelled',
        'done',
      ]);
      expect(rows[2]).to.contain('Oxfordshire');
      await isSound();
    });

    it('never left the site and never broke its rules', () => {
      expect(seat.watch.strangers).to.deep.equal([]);
      expect(seat.watch.complaints).to.deep.equal([]);
    });
  });
}

function linkTo(page: Page): Locator {
  return page.getByRole('link', { name: 'Read stored files again' });
}
