import { expect } from 'chai';
import { today } from '../../src/platform/clock.ts';
import { plantPerson, type RemovalWorld, startRemovals } from '../data-rights/removals/removal-world.ts';
import { startDesk, type Desk, typedDay } from './desk.ts';

const MARKER = 'QX77journey';

for (const scripts of [true, false]) {
  describe(`The removal of an authority with scripts ${scripts ? 'on' : 'off'}`, function () {
    this.timeout(180_000);
    let world: RemovalWorld;
    let desk: Desk;
    before(async () => {
      world = await startRemovals();
      await plantPerson(world, MARKER, 'lead', '00DA');
      desk = await startDesk(scripts, world.app);
    });
    after(() => desk.close());

    const open = (path: string) => desk.page.goto(path);

    it('begins on the authority’s page, and asks once more who one is [P69]', async () => {
      const { office, page, sound, officer } = desk;
      await open('/occ/removals');
      expect(await office.main().innerText()).to.include('Nobody has asked for a removal yet.');
      await sound();
      await office.goTo('Authorities');
      await page.getByLabel('Name or code').fill('Leeds');
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: 'Leeds', exact: true }).click();
      await sound();
      await page
        .getByRole('link', { name: 'Remove the authority for good: its people, files and groups' })
        .click();
      expect(await office.heading().innerText()).to.equal('Confirm that it is you');
      await sound();
      await desk.confirm(officer);
      expect(await office.heading().innerText()).to.equal('Remove Leeds from SP-Bench');
      await sound();
    });

    it('needs a ground, and a lead officer’s word for the files', async () => {
      const { office, page, sound, app } = desk;
      await page.getByLabel('Day on which they confirmed').fill('1/1/2999');
      await office.button('Make the plan').click();
      expect(await office.errors()).to.deep.equal([
        'Choose the ground for the removal',
        'Choose the lead officer who has confirmed that the uploads go',
        'Enter the day on which they confirmed, like 31/3/2026, today or earlier',
        'Choose how they confirmed',
      ]);
      await sound();
      await page.getByLabel('They leave SP-Bench and ask for it').check();
      await page.getByLabel('Lead officer who confirmed').selectOption({ index: 1 });
      await page.getByLabel('Day on which they confirmed').fill(typedDay(today(app.clock.now)));
      await office.choice('How they confirmed', 'By phone').check();
      await office.button('Make the plan').click();
      expect(await office.main().getAttribute('data-state')).to.equal('asked');
      expect(await office.main().innerText())
        .to.include('You asked for it, so somebody else approves it.')
        .and.not.to.include(MARKER);
      await sound();
    });

    it('is approved by somebody else, who has read what goes and what stays', async () => {
      const { office, page, sound, sitDownAs } = desk;
      await sitDownAs(world.approver);
      await open('/occ');
      expect(await office.main().innerText()).to.match(/Removals\s+1 waits/);
      await open('/occ/removals');
      await sound();
      await page.getByRole('link', { name: /^Removal \d+$/ }).click();
      await sound();
      await office.button('Go on to approve it').click();
      await desk.confirm(world.approver);
      await sound();
      await office.button('Remove for good').click();
      expect(await office.errors()).to.deep.equal(['Tick that you have read the plan']);
      await sound();
      await page.getByLabel('I have read the plan, what goes and what stays').check();
      await office.button('Remove for good').click();
      expect(await office.main().getAttribute('data-state')).to.equal('removed');
      await sound();
    });

    it('is searched after, and certified without naming anybody', async () => {
      const { office, page, sound } = desk;
      const id = Number(new URL(page.url()).pathname.split('/').at(-1));
      await world.finish(id);
      await open(`/occ/removals/${id}`);
      expect(await office.main().getAttribute('data-state')).to.equal('certified');
      await sound();
      await office.button('See the certificate').click();
      expect(await office.main().innerText())
        .to.include('The certificate names nobody.')
        .and.not.to.include(MARKER);
      await sound();
      await open('/occ/authorities/00DA');
      expect(await office.main().innerText())
        .to.include('0 accounts, 0 lead officers')
        .and.not.to.include(MARKER);
      await sound();
    });

    it('never left the site and never broke its rules', () => {
      expect([desk.seat.watch.strangers, desk.seat.watch.complaints]).to.deep.equal([[], []]);
    });
  });
}
