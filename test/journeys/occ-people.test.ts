import { expect } from 'chai';
import type { TestUser } from '../support/app.ts';
import { startDesk, type Desk } from './desk.ts';
import { reachesEveryControl, tabTo } from './pages.ts';

for (const scripts of [true, false]) {
  describe(`People and authorities with scripts ${scripts ? 'on' : 'off'}`, function () {
    this.timeout(180_000);
    let desk: Desk;
    let person: TestUser;
    before(async () => {
      desk = await startDesk(scripts);
      person = await desk.app.createUser({ name: 'Maria Young', authorityCode: '38' });
      const own = desk.app.database.knex('users').where({ id: person.id });
      await own.clone().update({ name: 'Maria Newname' });
    });
    after(() => desk.close());

    const open = (path: string) => desk.page.goto(path);
    const look = async (words: string): Promise<void> => {
      await desk.page.getByLabel(/^Name, address, telephone or authority/).fill(words);
      await desk.office.button('Show').click();
    };

    it('a person is found by a former name, or by their authority, and by the keyboard alone', async () => {
      const { office, page, sound } = desk;
      await open('/occ');
      await office.goTo('People');
      await sound();
      if (scripts) await reachesEveryControl(page);
      await look('nobody of this name');
      expect(await office.main().innerText()).to.include('Nobody is found.');
      await sound();
      await look('young');
      expect(await office.main().innerText()).to.include('1 person found.');
      await look('maria oxfordshire');
      const found = page.getByRole('link', { name: 'Maria Newname' });
      await page.reload();
      await tabTo(page, found);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/occ/users/*');
      expect(await office.heading().innerText()).to.equal('Why do you open the account of Maria Newname?');
      await sound();
    });

    it('their page opens only with a reason or a case number, and says who opened it [P106, P133]', async () => {
      const { office, page, sound } = desk;
      await office.button('Open the account').click();
      expect(await office.errors()).to.deep.equal(['Choose a reason, or enter a case number']);
      await sound();
      await page.getByLabel('Case number, if there is one').fill('<script>');
      await office.button('Open the account').click();
      expect(await office.errors()).to.deep.equal([
        'Enter a reference of SP-Bench, such as E-7K2MQ9XT, or a case number with digits and at most three letters together, such as HD-2041/7',
      ]);
      await page.getByLabel('Case number, if there is one').fill('R-7K2MQ9XT');
      await office.button('Open the account').click();
      expect(await office.heading().innerText()).to.equal('Maria Newname');
      const text = await office.main().innerText();
      expect(text)
        .to.match(/Name\s+Maria Newname: from us, on their word/)
        .and.to.match(/Former name\s+Maria Young, until/)
        .and.to.match(/Dee Pio, case R-7K2MQ9XT/)
        .and.to.include('No choice was made yet.');
      expect(await page.getByRole('button', { name: 'sign in as' }).count()).to.equal(0);
      await sound();
    });

    it('a request about them is on their page, and leads to the case', async () => {
      const { office, page, sound } = desk;
      await open('/occ/requests/new');
      await page.getByLabel('By phone').first().check();
      await page.getByLabel('Correction').check();
      await page.getByLabel('In their words').fill('My name is Newname now.');
      await page.getByLabel('Name', { exact: true }).fill('Maria Young');
      await page.getByLabel('Phone number').fill('01632 960 002');
      await office.button('Save the request').click();
      await office.next().click();
      await page.getByLabel(/^Maria Newname/).check();
      await office.button('Save').click();
      await page.getByRole('link', { name: 'See the account' }).click();
      await sound();
      expect(await page.getByRole('link', { name: /^Request R-/ }).count()).to.equal(1);
      await page.getByRole('link', { name: /^Request R-/ }).click();
      expect(await office.heading().innerText()).to.equal('Correction');
    });

    it('an authority has its people, its agreement and the day on which it left [P103]', async () => {
      const { office, page, sound } = desk;
      await office.goTo('Authorities');
      await page.getByLabel('Name or code').fill('oxford');
      await page.keyboard.press('Enter');
      await page.waitForURL('**q=oxford');
      await sound();
      await page.getByRole('link', { name: 'Oxfordshire' }).click();
      expect(await office.main().innerText()).to.include('There is no lead officer');
      expect(await office.button('Open an account').count()).to.equal(0);
      await sound();
      await page.getByRole('link', { name: 'Enter its agreement, or that it has left' }).click();
      await sound();
      const [agreed, left] = [page.getByLabel(/^Agreement made/), page.getByLabel(/^Left SP-Bench/)];
      await agreed.fill('2026-01-10');
      await left.fill('2026-01-09');
      await office.button('Save').click();
      expect(await office.errors()).to.deep.equal(['The authority cannot have left before its agreement']);
      await sound();
      await left.fill('');
      await office.button('Save').click();
      expect(await office.fact('Agreement made').innerText()).to.equal('10 January 2026');
      await sound();
    });

    it('never left the site and never broke its rules', () => {
      expect([desk.seat.watch.strangers, desk.seat.watch.complaints]).to.deep.equal([[], []]);
    });
  });
}
