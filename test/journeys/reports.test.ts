import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { readPdf } from '../support/read-pdf.ts';
import { BOLD_NAME, settle } from '../reports/http-world.ts';
import { startBrowser, visit, type Visit } from '../support/browser.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { readFile as readWorkbook } from '../support/xlsx-reading.ts';
import {
  download,
  fitsItsWindow,
  isSoundAtAnyWidth,
  reachesEveryControl,
  reportPage,
  signInPage,
} from './pages.ts';

/** Of two regions, so that the group is near to no other. */
const chosen = {
  London: ['Brent', 'Bromley', 'Lambeth'],
  'North West': ['Bolton', 'Bury', 'Salford', 'Wigan'],
};

for (const scripts of [true, false]) {
  describe(`The reports of an authority with scripts ${scripts ? 'on' : 'off'}`, function () {
    this.timeout(180_000);
    let app: WholeApp;
    let browser: Browser;
    let seat: Visit;
    let reports: ReturnType<typeof reportPage>;

    before(async () => {
      app = await startWholeApp({ jobs: false });
      await settle(app.database.knex);
      browser = await startBrowser();
      const officer = await app.createUser();
      seat = await visit(browser, app.baseUrl, { javaScriptEnabled: scripts, acceptDownloads: true });
      reports = reportPage(seat.page);
      await signInPage(seat.page).signIn(officer.email, officer.password);
    });

    after(async () => {
      await browser.close();
      await app.close();
    });

    const isSound = (): Promise<void> => isSoundAtAnyWidth(seat.page, scripts);
    const follow = async (name: string): Promise<void> => {
      await seat.page.getByRole('link', { name, exact: true }).first().click();
      await isSound();
    };
    const main = (): Promise<string> => seat.page.locator('main').innerText();

    it('begin with all measures, in the order that is wanted', async () => {
      const { page } = seat;
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Reports' }).click();
      await isSound();
      expect(await reports.heading().innerText()).to.equal('Reports');
      const heads = reports.table('cost-caption').locator('th[aria-sort]');
      expect(await heads.getAttribute('aria-sort')).to.equal('ascending');
      await reports
        .table('cost-caption')
        .getByRole('link', { name: /^Yours.* sort by this$/ })
        .click();
      await isSound();
      expect(await heads.innerText()).to.match(/^Yours/);
      expect(await heads.getAttribute('aria-sort')).to.equal('descending');
    });

    it('are narrowed to one group of clients', async () => {
      await reports.choose(async (form) => {
        await form.locator('summary', { hasText: 'Client group' }).click();
        await form.getByLabel('Teenage parents', { exact: true }).check();
        await isSound();
      });
      await isSound();
      expect(await main()).to.contain('Client group: Teenage parents');
      expect(await reports.table('cost-caption').locator('tbody tr').first().innerText()).to.contain(
        '£85.00',
      );
      expect(seat.page.url()).to.contain('sort=-own');
    });

    it('lead to a measure, by group and beside the nearest neighbours', async () => {
      await follow('Weekly unit cost');
      expect(await reports.heading().innerText()).to.equal('Weekly unit cost');
      expect(await reports.lead().innerText()).to.match(
        /^Your median is £85\.00 a week, above the peer median/,
      );
      expect(await reports.chart().count()).to.equal(1);
      await reports.choose(async (form) => {
        await form.getByLabel('Group by').selectOption('Service type');
        await form.getByLabel('Draw the single services of').selectOption({ index: 1 });
      });
      await isSound();
      expect(await reports.comparison().locator('tbody tr').count()).to.equal(7);
      await reports.choose((form) => form.getByLabel('Compare with').selectOption('15 nearest neighbours'));
      await isSound();
      expect(await main()).to.contain('Compared with: 15 nearest neighbours.');
      expect(await reports.comparison().locator('tbody tr').count()).to.equal(7);
    });

    it('go on to the trend and come back to where one was', async () => {
      const { page } = seat;
      const before = new URL(page.url());
      await follow('Trend over quarters');
      expect(await reports.heading().innerText()).to.equal('Weekly unit cost: trend');
      expect(await reports.table('quarters-caption').locator('tbody tr').count()).to.equal(2);
      expect(await reports.chart().count()).to.equal(1);
      await follow('Back');
      const after = new URL(page.url());
      expect(after.pathname).to.equal(before.pathname);
      expect([...after.searchParams]).to.have.deep.members([...before.searchParams]);
    });

    it('lead to a single service, whatever it is called', async () => {
      const { page } = seat;
      await follow('Lodge 4');
      expect(await reports.heading().innerText()).to.equal('Lodge 4');
      expect(await main()).to.contain('Compared with: 15 nearest neighbours.');
      expect(await reports.table('history-caption').locator('tbody tr').count()).to.be.above(0);
      await follow('Back');
      await page.getByRole('link', { name: 'Clear all filters' }).click();
      await page.getByRole('link', { name: BOLD_NAME }).first().click();
      await isSound();
      expect(await reports.heading().innerText()).to.equal(BOLD_NAME);
      await page.getByRole('link', { name: 'Back' }).click();
    });

    it('set cost against what is had for it, and find what is far out', async () => {
      await seat.page.getByRole('link', { name: 'Value for money' }).click();
      await reports.choose((form) =>
        form.getByLabel('What is had for it').selectOption('KPI2 Planned moves'),
      );
      await isSound();
      expect(await reports.lead().innerText()).to.match(/^Of 2 services of yours/);
      expect(await reports.chart().count()).to.equal(1);
      await seat.page.getByRole('button', { name: 'See the services furthest from peers' }).click();
      await isSound();
      expect(await reports.heading().innerText()).to.equal('Services furthest from peers');
      expect(await reports.table('outliers-caption').locator('tbody tr').count()).to.equal(100);
      await reports.choose((form) => form.getByLabel('Measures').selectOption('Performance'));
      expect(await reports.lead().innerText()).to.match(
        / measure of performance\.$|^In measures of performance/,
      );
    });

    it('are compared with a group of one’s own making', async () => {
      const { page } = seat;
      await page.getByRole('link', { name: 'Back' }).click();
      await follow('Comparison groups');
      await page.getByRole('button', { name: 'Make a group' }).click();
      await isSound();
      await page.getByLabel('Name of the group').fill('Shared providers');
      for (const [region, names] of Object.entries(chosen)) {
        await page.locator('summary', { hasText: region }).click();
        for (const name of names) await page.getByRole('checkbox', { name, exact: true }).check();
      }
      await isSound();
      await page.getByRole('button', { name: 'Save the group' }).click();
      await isSound();
      expect(await reports.heading().innerText()).to.equal('Shared providers');
      await page.getByRole('button', { name: 'Use in a report' }).click();
      await isSound();
      expect(await main()).to.contain('Compared with: Shared providers.');
      expect(await reports.table('cost-caption').locator('tbody tr').first().innerText()).to.match(
        /£\d+\.\d\d/,
      );
    });

    it('become a briefing, which is asked for until a measure is chosen', async () => {
      const { page } = seat;
      await follow('Briefing for committee (PDF)');
      await page.getByRole('button', { name: 'Make the briefing' }).click();
      await isSound();
      expect(await page.title()).to.match(/^Error: /);
      await page.getByRole('link', { name: 'Choose at least one measure' }).click();
      await page.getByRole('checkbox', { name: 'Weekly unit cost' }).check();
      await page.getByRole('checkbox', { name: 'KPI2 Planned moves' }).check();
      await page.getByRole('radio', { name: 'Internal edition' }).check();
      const [given] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Make the briefing' }).click(),
      ]);
      expect(given.suggestedFilename()).to.equal('sp-bench-briefing-internal-2004-09-13.pdf');
      const drawn = readPdf(await readFile(await given.path())).pages.flat();
      const text = drawn.map((one) => one.text).join(' ');
      expect(text).to.contain('Shared providers').and.to.contain('House 119');
    });

    it('are taken away as rows and as a workbook', async () => {
      const { page } = seat;
      await page.goto('/reports?clientGroup=Generic&peers=nearest&groupBy=serviceType');
      const overview = await download(page, 'Download the overview (Excel)');
      expect(overview.name).to.equal('sp-bench-overview-2004-09-13.xlsx');
      expect((await readWorkbook(overview.path)).rows).to.have.length(45);
      await page.getByRole('link', { name: 'Weekly unit cost' }).click();
      const rows = await download(page, 'Download the comparison (CSV)');
      expect(rows.name).to.equal('sp-bench-weekly-unit-cost-comparison-2004-09-13.csv');
      expect(rows.bytes.toString()).to.contain('\r\nOutreach,119,210.5,210.5,6,13,');
      const bars = await download(page, 'Download the bars (SVG)');
      expect(bars.bytes.toString()).to.contain('£210.50');
      const drawing = await download(page, 'Download the chart (SVG)');
      expect(drawing.bytes.toString()).to.match(/^<svg xmlns=/);
    });

    const everyPage = [
      '/reports?clientGroup=Teenage+parents',
      '/reports/cost/weekly-unit-cost?clientGroup=Teenage+parents',
      '/reports/cost/weekly-unit-cost/trend',
      '/reports/services/OWN-2',
      '/reports/value-for-money?worth=performance/kpi2',
      '/reports/outliers?clientGroup=Teenage+parents&like=all',
      '/reports/briefing',
      '/reports/groups',
      '/reports/groups/new',
    ];

    it('can be used by the keyboard alone, on every page', async () => {
      for (const address of everyPage) {
        await seat.page.goto(address);
        await reachesEveryControl(seat.page);
      }
    });

    it('are printed without navigation, forms and what is only there to be clicked', async () => {
      const { page } = seat;
      for (const address of everyPage) {
        await page.goto(address);
        await page.emulateMedia({ media: 'print' });
        const seen = async (selector: string): Promise<number> => page.locator(`${selector}:visible`).count();
        for (const selector of [
          'nav a',
          'form',
          'button',
          '[role="button"]',
          '.app-downloads',
          'select',
          'input',
        ])
          expect(await seen(selector), `${selector} on ${address}`).to.equal(0);
        expect(await seen('h1'), address).to.equal(1);
        expect(await seen('table'), address).to.equal(await page.locator('table').count());
        expect(await seen('main svg'), address).to.equal(await page.locator('main svg').count());
        const folded = '.app-details--printed .govuk-details__text';
        expect(await seen(folded), address).to.equal(await page.locator(folded).count());
        await page.emulateMedia({ media: 'screen' });
      }
    });

    it('fit a narrow window with everything unfolded', async () => {
      const { page } = seat;
      await page.setViewportSize({ width: 320, height: 640 });
      for (const address of everyPage) {
        await page.goto(address);
        for (const fold of await page.locator('main details:not([open]) > summary:visible').all())
          if (await fold.isVisible()) await fold.click();
        expect(await fitsItsWindow(page), address).to.be.true;
      }
    });

    it('never left the site and never broke its rules', () => {
      expect(seat.watch.strangers).to.deep.equal([]);
      expect(seat.watch.complaints).to.deep.equal([]);
    });
  });
}
