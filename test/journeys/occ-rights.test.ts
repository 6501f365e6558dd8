import { expect } from 'chai';
import { adminAndRequest, type Prepared } from './rights-case.ts';
import { startDesk, type Desk } from './desk.ts';
import { until } from '../support/until.ts';
import { startWholeApp } from '../support/whole-app.ts';

const inThirtyDays = (): string => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

for (const scripts of [true, false]) {
  describe(`The rights of a person with scripts ${scripts ? 'on' : 'off'}`, function () {
    this.timeout(180_000);
    let desk: Desk;
    let prepared: Prepared;
    before(async () => {
      desk = await startDesk(scripts, await startWholeApp());
      prepared = await adminAndRequest(desk);
    });
    after(() => desk.close());
    const open = (path: string) => desk.page.goto(path);

    it('a copy of the data is begun and reviewed, after saying once more who one is [P60, P131]', async () => {
      const { office, page, sound, officer } = desk;
      await open(`/occ/requests/${prepared.reference}/export`);
      await sound();
      await page.locator('main form button').first().click();
      expect(await office.heading().innerText()).to.equal('Confirm that it is you');
      await sound();
      await desk.confirm(officer);
      await page.locator('main form button').first().click();
      await until(async () => {
        await open(`/occ/requests/${prepared.reference}/export`);
        return (await page.locator('main a[href*="/export/groups/"]').count()) > 0;
      });
      await sound();
      await page.locator('main a[href*="/export/groups/"]').first().click();
      await sound();
      await page.locator('main a[href*="/export/items/"]').first().click();
      await sound();
    });

    it('nothing is withheld without saying what and on which ground', async () => {
      const { office, page, sound } = desk;
      await page.locator('main a[href$="/withholdings"]').first().click();
      await sound();
      await page.locator('main form button').first().click();
      expect(await office.errors()).to.have.length.above(0);
      await sound();
    });

    it('is finished by one and approved by another, then handed over and downloaded [P62, P131]', async () => {
      const { page, sound, sitDownAs, officer, office } = desk;
      const base = `/occ/requests/${prepared.reference}/export`;
      await prepared.giveAll();
      await open(`${base}/finishing`);
      await sound();
      await page.locator(`main form[action$="/finishing"] button, main form button`).first().click();
      await sitDownAs(prepared.admin);
      await open(`${base}/approval`);
      await desk.confirm(prepared.admin);
      await sound();
      await page.getByRole('checkbox').first().check();
      await page.locator('main form button').first().click();
      await until(prepared.isPacked);
      await sitDownAs(officer);
      await open(`${base}/delivery`);
      await desk.confirm(officer);
      await sound();
      await page.locator('main form[action$="/delivery/account"] button').click();
      await sound();
      expect(await office.main().innerText()).to.include('account');

      await sitDownAs(prepared.person);
      await open('/account/requests');
      await sound();
      await page.getByRole('link', { name: /^Download your data/ }).click();
      await page.getByLabel('Your password').fill(prepared.person.password);
      const [given] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Go on', exact: true }).click(),
      ]);
      expect(given.suggestedFilename()).to.equal(`sp-bench-your-data-${prepared.reference}.zip`);
      await sitDownAs(officer);
    });

    it('a detail is corrected, and whoever had the wrong one is told [P66, P72]', async () => {
      const { office, page, sound, officer } = desk;
      await open(`/occ/corrections/new?user=${prepared.person.id}`);
      await desk.confirm(officer);
      await sound();
      await office.button('Correct it').click();
      expect(await office.errors()).to.deep.equal(['Choose: which detail', 'Enter: how we know']);
      await sound();
      await office.choice('Which detail', 'Telephone').check();
      await page.getByLabel('The right detail').fill('01632 960777');
      await page.getByLabel('How we know').fill('She said so');
      await office.button('Correct it').click();
      await sound();
      expect(await office.fact('After').innerText()).to.include('01632 960777');
      await office.task('Officers of Leeds').click();
      await sound();
      await office.choice('What was done', 'Told').check();
      await office.button('Save').click();
      expect(await office.status('Officers of Leeds').innerText()).to.equal('Told');
      await sound();
    });

    it('an address waits for a second person, who says whether it is right [P66, P127]', async () => {
      const { office, page, sound, sitDownAs, officer } = desk;
      await open(`/occ/corrections/new?user=${prepared.person.id}`);
      await page.getByRole('radio', { name: 'Email address' }).check();
      await page.getByLabel('The right detail').fill('right@ealing.example');
      await page.getByLabel('How we know').fill('Her lead officer says so');
      await office.button('Correct it').click();
      expect(await office.main().innerText()).to.include('Nothing is changed yet');
      await sound();
      const place = page.url();
      await sitDownAs(prepared.admin);
      await open(place);
      await office.task('Look at it as the second').click();
      await desk.confirm(prepared.admin);
      await sound();
      await page.getByRole('radio', { name: 'Yes: I have made sure' }).check();
      await office.button('Save').click();
      expect(await office.fact('Confirmed').innerText()).to.include('By a second person');
      await sound();
      await sitDownAs(officer);
    });

    it('a hold keeps what retention would delete, until it is ended [P71, P73]', async () => {
      const { office, page, sound, officer } = desk;
      await open('/occ/holds');
      await sound();
      await office.button('Place a hold').click();
      await page.getByRole('radio', { name: 'An authority' }).check();
      await page.getByLabel('Which').fill('00AJ');
      await page.getByLabel('Why it must be kept').fill('A claim was announced');
      await page.locator('input[name="reviewOn"]').fill(inThirtyDays());
      await office.button('Place the hold').click();
      expect(await office.errors()).to.deep.equal([]);
      expect(await office.heading().innerText()).to.match(/^Legal hold \d+$/);
      await sound();
      const hold = page.url();
      await open('/occ/retention');
      await sound();
      await office.button('Carry it out now').click();
      await desk.confirm(officer);
      await sound();
      await office.button('Carry it out').click();
      await sound();
      await open(hold);
      await office.task('End the hold').click();
      await page
        .locator('main form textarea, main form input[type="text"]')
        .first()
        .fill('The claim was settled');
      await office.button('End the hold').click();
      expect(await office.main().innerText()).to.include('Ended');
      await sound();
    });
  });
}
