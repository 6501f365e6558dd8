import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { openZip } from '../../src/platform/zip.ts';
import { startBrowser, visit, type Visit } from '../support/browser.ts';
import type { Row } from '../support/extract-files.ts';
import { bytesOf, formats, formRow, sheetOf } from '../support/outcome-files.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { extractOf, withoutCost } from '../uploads/officer.ts';
import {
  download,
  isSoundAtAnyWidth,
  reportPage,
  signInPage,
  tabTo,
  uploadPages,
  type ChosenFile,
} from './pages.ts';

const autumn = fileOf('SPLSExtract_00AJ_30092004.zip', extractOf(6));
const winter = fileOf('SPLSExtract_00AJ_31122004.zip', extractOf(3, withoutCost(2)));
const spring = fileOf('SPLSExtract_00AJ_31032005.zip', faultyExtract());
const forms = [1, 2, 3].map((number) =>
  formRow(String(10_000_000_000 + number), number === 3 ? { SPServiceID: 'nobody' } : {}),
);

function fileOf(name: string, buffer: Buffer): Exclude<ChosenFile, string> {
  return { name, mimeType: 'application/octet-stream', buffer };
}

/** One fault on each of sixty rows, and another on the seventh. */
function faultyExtract(): Buffer {
  const services: Record<number, Row> = {};
  for (let number = 1; number <= 60; number += 1) services[number] = { HouseholdUnitsAvailable: '1,234' };
  services[7] = { ...services[7], ServiceType: 'Florist' };
  return extractOf(60, { services });
}

for (const scripts of [true, false]) {
  describe(`The uploads of an authority with scripts ${scripts ? 'on' : 'off'}`, function () {
    this.timeout(180_000);
    let app: WholeApp;
    let browser: Browser;
    let seat: Visit;
    let uploads: ReturnType<typeof uploadPages>;
    let reports: ReturnType<typeof reportPage>;

    before(async () => {
      app = await startWholeApp();
      browser = await startBrowser();
      const lead = await app.createUser({ role: 'lead', authorityCode: '00AJ' });
      seat = await visit(browser, app.baseUrl, { javaScriptEnabled: scripts, acceptDownloads: true });
      uploads = uploadPages(seat.page);
      reports = reportPage(seat.page);
      await signInPage(seat.page).signIn(lead.email, lead.password);
    });

    after(async () => {
      await browser.close();
      await app.close();
    });

    const isSound = (): Promise<void> => isSoundAtAnyWidth(seat.page, scripts);

    it('has nothing to show at first, and says what to upload', async () => {
      const { page } = seat;
      await page.goto('/uploads');
      expect(await page.locator('.govuk-inset-text').innerText()).to.match(/not uploaded anything yet/);
      await isSound();
      await page.goto('/uploads/compare');
      expect(await page.locator('.govuk-inset-text').innerText()).to.match(/Two extracts are needed/);
      await isSound();
    });

    it('checks a file only, sent by the keyboard alone, and keeps nothing of it', async () => {
      const { page } = seat;
      const openChooser = async (): Promise<void> => {
        await page.goto('/uploads/new');
        await tabTo(page, page.locator('input[type="file"]'));
        await page.keyboard.press('Enter');
      };
      // Waited for from before the page is opened: the browser is told so in good time.
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), openChooser()]);
      await chooser.setFiles(autumn);
      const checkOnly = page.getByRole('checkbox', { name: 'Check only' });
      expect(await checkOnly.isVisible()).to.be.false;
      await tabTo(page, uploads.fold('Check only'));
      await page.keyboard.press('Enter');
      await tabTo(page, checkOnly);
      await page.keyboard.press('Space');
      expect(await checkOnly.isChecked()).to.be.true;
      await isSound();
      await tabTo(page, uploads.button('Upload file'));
      await Promise.all([page.waitForURL(/\/uploads\/\d+$/), page.keyboard.press('Enter')]);
      expect(await uploads.state()).to.equal('checked');
      expect(await uploads.lead().innerText())
        .to.match(/^It would be accepted: nothing is wrong with it\./)
        .and.to.match(/nothing but this report is kept, and the reports are as they were/);
      expect(await uploads.fact('Kept of the file').innerText()).to.equal('Nothing');
      expect(await page.getByRole('link', { name: 'Download the file' }).count()).to.equal(0);
      await isSound();
      expect(await reports.ownIds()).to.deep.equal([]);
    });

    it('says at the form what is wrong with a file of no kind', async () => {
      const { page } = seat;
      await uploads.openForm();
      await isSound();
      await uploads.send({ ...autumn, name: 'extract.zip' });
      expect(await page.locator('head title').textContent()).to.match(/^Error: /);
      await page.locator('.govuk-error-summary').getByRole('link', { name: 'SPLSExtract_00AJ_' }).click();
      expect(await page.locator(':focus').getAttribute('id')).to.equal('file');
      await isSound();
    });

    it('puts an extract on the reports, the first of all', async () => {
      await uploads.upload(autumn);
      expect(await uploads.state()).to.equal('live');
      expect(await seat.page.locator('main').innerText()).to.match(/This is your first extract/);
      await isSound();
      expect(await reports.ownIds()).to.deep.equal(['S1', 'S2', 'S3', 'S4', 'S5', 'S6']);
    });

    it('checks a later one only, and the reports are as they were', async () => {
      await uploads.openForm();
      await uploads.fold('Check only').click();
      await seat.page.getByRole('checkbox', { name: 'Check only' }).check();
      await uploads.send(winter);
      expect(await uploads.state()).to.equal('checked');
      expect(await uploads.lead().innerText()).to.match(/accepted once you had decided about 2 irregular/);
      expect(await uploads.button('Include all').count()).to.equal(0);
      expect(await seat.page.locator('main').innerText()).to.match(
        /nothing to decide here: you are asked when/,
      );
      await isSound();
      expect(await reports.ownIds()).to.have.length(6);
    });

    it('tells before it is confirmed what a smaller extract would take off the reports', async () => {
      const { page } = seat;
      await uploads.upload(winter);
      expect(await uploads.state()).to.equal('needs-decisions');
      expect(await page.locator('.govuk-warning-text').innerText()).to.match(
        /This extract has 3 services; your live one has 6\. If services were left out by mistake, do not confirm/,
      );
      await uploads.fold('Services gone: 3').click();
      const gone = page.locator('table', { has: page.locator('caption', { hasText: 'Services gone' }) });
      expect(await gone.locator('tbody th').allInnerTexts()).to.deep.equal(
        [4, 5, 6].map((number) => `S${number}\nService S${number}`),
      );
      await isSound();
      expect(await reports.ownIds()).to.have.length(6);
    });

    it('compares the two, and goes back to confirm', async () => {
      const { page } = seat;
      await page.goto('/uploads');
      await isSound();
      await page.getByRole('link', { name: 'Compare two extracts' }).click();
      await isSound();
      await page.getByLabel('Second extract').selectOption({ label: await optionOf('First extract') });
      await uploads.button('Compare').click();
      expect(await page.locator('.govuk-error-summary').innerText()).to.match(/two different extracts/);
      await isSound();
      await page.goBack();
      await page.getByLabel('Second extract').selectOption({ index: 0 });
      await uploads.button('Compare').click();
      await isSound();
      expect(await uploads.fact('First extract').innerText()).to.contain(autumn.name);
      expect(await page.locator('.govuk-warning-text').innerText()).to.match(
        /The second extract has 3 services; the first has 6\./,
      );
      expect(await uploads.fold('Services gone: 3').count()).to.equal(1);
      await page
        .locator('.govuk-summary-list__row', { hasText: winter.name })
        .getByRole('link', { name: 'See the upload' })
        .click();
      expect(await uploads.state()).to.equal('needs-decisions');
      await uploads.button('Include all 2').click();
      expect(await uploads.state()).to.equal('live');
      expect(await page.locator('.govuk-task-list').innerText()).to.match(/2 values/);
      expect(await page.locator('main').innerText()).not.to.match(/Please confirm|to confirm/);
      await uploads.fold('What changed').click();
      await isSound();
      expect(await reports.ownIds()).to.deep.equal(['S1', 'S2', 'S3']);
    });

    const optionOf = (label: string): Promise<string> =>
      seat.page.getByLabel(label).locator('option:checked').innerText();

    it('leads through many faults by rule, by service and by page', async () => {
      const { page } = seat;
      await uploads.upload(spring);
      expect(await uploads.state()).to.equal('rejected');
      expect(await uploads.lead().innerText()).to.match(/There are 61 errors to put right/);
      expect(await page.locator('.govuk-inset-text').innerText()).to.match(/one fault that repeats/);
      await isSound();
      const task = page.locator('.govuk-task-list__item', { hasText: 'HouseholdUnitsAvailable' });
      expect(await task.innerText()).to.contain('60 to put right');
      await task.getByRole('link').click();
      await isSound();
      expect(await uploads.findings().locator('tbody tr').count()).to.equal(50);
      expect(await uploads.findings().locator('caption').innerText()).to.match(/^1 to 50 of 60/);
      await page.getByRole('link', { name: 'Next page' }).click();
      await isSound();
      expect(await uploads.findings().locator('tbody tr').count()).to.equal(10);
      expect(await uploads.findings().locator('caption').innerText()).to.match(/^51 to 60 of 60/);
      await page.getByLabel('Rule').selectOption({ label: 'All' });
      await page.getByLabel('Service id or name').fill('Service S7');
      await uploads.button('Show').click();
      await isSound();
      const found = await uploads.findings().locator('tbody tr').allInnerTexts();
      expect(found).to.have.length(2);
      expect(found.join()).to.contain('1,234').and.to.contain('Florist');
      await page.getByRole('link', { name: 'Show all' }).click();
      expect(await uploads.findings().locator('caption').innerText()).to.match(/^1 to 50 of 61/);
    });

    it('gives the faults as a list, and beside the rows of the file', async () => {
      const { page } = seat;
      const id = page.url().split('/').at(-1) ?? '';
      const list = await download(page, 'Download all findings (CSV)');
      expect(list.name).to.equal(`findings-${id}.csv`);
      expect(list.bytes.toString().slice(1).split('\r\n')[0]).to.equal(
        'file,row,column,field,value,code,severity,message,how_to_fix',
      );
      expect(parse(list.bytes, { columns: true, bom: true })).to.have.length(61);
      const beside = await download(page, 'Download your file with the findings beside each row (ZIP)');
      expect(beside.name).to.equal('SPLSExtract_00AJ_31032005-annotated.zip');
      expect(beside.bytes.subarray(0, 4).toString('latin1')).to.equal('PK\u0003\u0004');
      const zip = await openZip(beside.path);
      zip.close();
      expect(zip.entries.map(({ name }) => name)).to.include.members([
        'SupportService.csv',
        'SupportServiceSPFunding.csv',
      ]);
    });

    for (const format of formats) {
      it(`takes a workbook of outcomes as .${format}, and says how many of its records`, async () => {
        const { page } = seat;
        const name = `OutcomesShort_00AJ_31122004.${format}`;
        await uploads.upload(fileOf(name, bytesOf(sheetOf(forms), format)));
        expect(await uploads.state()).to.equal('live');
        expect(await uploads.heading().innerText()).to.equal('Your outcomes workbook is live');
        const tables = page.locator('table', { hasText: 'Tables in the file' });
        expect(await tables.locator('tbody tr').innerText()).to.contain('2 of 3 records taken');
        expect(await uploads.findings().innerText()).to.match(/no service with this id/);
        await isSound();
        expect(await reports.ownIds()).to.deep.equal(['S1', 'S2', 'S3']);
      });
    }

    it('gives back the file as it was sent', async () => {
      await uploads.open(winter.name);
      const original = await download(seat.page, 'Download the file that is kept');
      expect(original.name).to.equal(winter.name);
      expect(original.bytes.equals(winter.buffer)).to.be.true;
    });

    it('takes the live extract off the reports, once that is confirmed', async () => {
      const { page } = seat;
      await uploads.open(winter.name);
      await page.getByRole('link', { name: 'Withdraw it' }).click();
      expect(await uploads.heading().innerText()).to.equal('Withdraw this extract');
      await isSound();
      await page.getByRole('link', { name: 'Cancel' }).click();
      expect(await uploads.state()).to.equal('live');
      await page.getByRole('link', { name: 'Withdraw it' }).click();
      await uploads.button('Withdraw the extract').click();
      expect(await uploads.state()).to.equal('withdrawn');
      await isSound();
      expect(await reports.ownIds()).to.deep.equal([]);
    });

    it('puts the one before it back', async () => {
      const { page } = seat;
      await uploads.open(autumn.name);
      expect(await uploads.state()).to.equal('superseded');
      await isSound();
      await page.getByRole('link', { name: 'Put it back on the reports' }).click();
      expect(await page.locator('main').innerText()).to.match(/has no such extract on the reports now/);
      await isSound();
      await uploads.button('Put it back').click();
      expect(await uploads.state()).to.equal('live');
      await isSound();
      expect(await reports.ownIds()).to.have.length(6);
    });

    it('never left the site and never broke its rules', () => {
      expect(seat.watch.strangers).to.deep.equal([]);
      expect(seat.watch.complaints).to.deep.equal([]);
    });
  });
}
