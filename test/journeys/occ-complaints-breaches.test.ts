import { expect } from 'chai';
import { londonTimeOf, momentInLondon } from '../../src/data-rights/rules/london-time.ts';
import { addDays, weekdayOf } from '../../src/data-rights/rules/days.ts';
import { today } from '../../src/platform/clock.ts';
import { formatDateTime } from '../../src/web/formatters.ts';
import { lastMailTo } from '../support/mail.ts';
import { startDesk, type Desk } from './desk.ts';

const FRIDAY = 5;

for (const scripts of [true, false]) {
  describe(`Complaints, breaches and disclosures with scripts ${scripts ? 'on' : 'off'}`, function () {
    this.timeout(180_000);
    let desk: Desk;
    let aware: Date;
    before(async () => {
      desk = await startDesk(scripts);
      aware = await fridayEvening(desk);
    });
    after(() => desk.close());

    const open = (path: string) => desk.page.goto(path);

    it('a complaint by phone is typed in, with the day on which it came [P110]', async () => {
      const { office, page, sound, app } = desk;
      await open('/occ');
      await office.goTo('Complaints');
      expect(await office.main().innerText()).to.include('Nothing waits: no complaint is open.');
      await sound();
      await office.button('Type in a complaint').click();
      await sound();
      await page.getByLabel('What it is about').fill('Nobody rang me back.');
      await office.button('Save the complaint').click();
      expect(await office.errors()).to.deep.equal([
        'Choose: how it came',
        'Enter a date: day on which it came',
        'Enter: name',
      ]);
      await sound();
      await page.getByLabel('By phone').check();
      await page.getByLabel('Day on which it came').fill(addDays(today(app.clock.now), -25));
      await page.getByLabel('Name', { exact: true }).fill('Gil Frost');
      await office.button('Save the complaint').click();
      expect(await office.errors()).to.deep.equal([
        'Enter an email address, a phone number or a postal address',
      ]);
      await page.getByLabel('Phone number').fill('01632 960 415');
      await office.button('Save the complaint').click();
      expect(await office.main().innerText()).to.match(
        /To be acknowledged by \d+ \w+ \d{4}, in \d days, unless the outcome is given by then\. Nobody investigates it yet\./,
      );
      await sound();
    });

    it('goes from who investigates to the acknowledgement and the outcome, by ways that they gave [P111]', async () => {
      const { office, page, sound } = desk;
      expect(await office.next().innerText()).to.equal('Next: say who investigates');
      await office.next().click();
      await sound();
      await office.button('Save').click();
      expect(await office.errors()).to.have.length(1);
      await page.getByLabel('Dee Pio').check();
      await office.button('Save').click();
      expect(await office.next().innerText()).to.equal('Next: acknowledge it');
      await office.next().click();
      await sound();
      expect(await page.getByLabel('By email').count()).to.equal(0);
      await page.getByLabel('By post').check();
      await office.button('Save').click();
      await office.goTo('Complaints');
      expect(await office.filters()).to.deep.equal([
        ...['All open (1)', 'Yours (1)', 'Nobody’s (0)', 'To acknowledge (0)', 'Closed (0)'],
      ]);
      await office.filter('Nobody’s').click();
      expect(await office.main().innerText()).to.include('has somebody who investigates it');
      await office.filter('Yours').click();
      await page.getByRole('link', { name: /^C-/ }).click();
      await office.next().click();
      await page.getByLabel('Upheld: they are right').check();
      await page.getByLabel('By phone').check();
      await office.button('Save').click();
      expect(await office.next().count()).to.equal(0);
      expect(await office.main().innerText())
        .to.include('ico.org.uk/make-a-complaint')
        .and.to.include('You can also go to court');
      await sound();
    });

    it('a breach found on Friday evening is reported at once, and due on Monday evening [P108, P109]', async () => {
      const { office, page, sound, app, officer } = desk;
      await open('/occ');
      await page.getByRole('link', { name: 'Report a breach' }).click();
      await sound();
      await office.button('Report it').click();
      expect(await office.errors()).to.include.members([
        'Enter a date and time: when you became aware of it',
        'Enter: what has happened',
        'Choose at least one: what it did to the data',
      ]);
      await sound();
      await page.getByLabel('When you became aware of it').fill(londonTimeOf(aware));
      await page.getByLabel('What has happened').fill('A letter went to the wrong address.');
      await page.getByLabel('Somebody saw or got it who should not have').check();
      await page.getByLabel('Not known yet').check();
      await office.button('Report it').click();
      expect(await office.main().innerText()).to.match(/Your report has the reference B-/);
      await sound();
      const { about, letter } = await lastMailTo(app, officer.email);
      expect(about).to.equal('breach-reported');
      expect(JSON.stringify(letter)).to.include(dueBy());
      await open('/occ');
      expect(await office.main().innerText()).to.include(`Due ${dueBy()}, 70 hours left`);
      await sound();
    });

    const dueBy = (): string => formatDateTime(new Date(aware.getTime() + 72 * 60 * 60 * 1000));

    it('and goes through what has to be decided and who has to be told, to what was learnt [P80, P107]', async () => {
      const { office, page, sound } = desk;
      await page.getByRole('link', { name: /^B-/ }).click();
      expect(await office.main().innerText()).to.include(
        `If the Commissioner must be told, then by ${dueBy()}, 70 hours left.`,
      );
      await sound();
      const go = async (next: string, fill: () => Promise<unknown>): Promise<void> => {
        expect(await office.next().innerText()).to.equal(`Next: ${next}`);
        await office.next().click();
        await fill();
        await office.button('Save').click();
      };
      await go('decide on the risk to people', async () => {
        await sound();
        await office.button('Save').click();
        expect(await office.errors()).to.deep.equal(['Choose: risk to people', 'Enter: reasons']);
        await page.getByLabel('There is a risk').check();
        await page.getByLabel('Reasons').fill('The letter tells where somebody works.');
      });
      await go('tell the Commissioner', async () => {
        await page.getByLabel('When the Commissioner was told').fill(londonTimeOf(aware));
        await page.getByLabel('What was told, and what is still to follow').fill('All that is known.');
      });
      expect(await office.status('Tell the Commissioner').innerText()).to.match(/^done$/i);
      await go('add what is known now', async () => {
        await page.getByLabel('What is known now').fill('There was a list of services with it.');
        await page.getByLabel('Yes', { exact: true }).check();
      });
      await go('tell the authorities whose data it is', async () => {
        await page.getByLabel('When they were told').fill(londonTimeOf(aware));
        await page.getByLabel('Which authorities, and how').fill('Ealing, by phone.');
      });
      await go('close it', () => page.getByLabel('What we learn from it').fill('Windowed envelopes.'));
      expect(await office.next().count()).to.equal(0);
      await sound();
      await open('/occ/breaches?state=closed');
      expect(await office.main().innerText()).to.include('Told in time');
    });

    it('what authorities submit is disclosed to nobody and on no ground, and that it was refused is on record [P25, P101]', async () => {
      const { office, page, sound } = desk;
      await open('/occ/disclosures');
      await office.button('Record a disclosure or a refusal').click();
      expect(await office.main().innerText()).to.include('Data that authorities submit is never disclosed');
      await sound();
      await page.getByLabel('Or who it is').fill('A former colleague');
      await page.getByLabel('We disclosed it').check();
      await page.getByLabel('Supporting People data').check();
      await page.getByLabel('Who asked for it or got it').fill('A recruitment agency');
      await page.getByLabel('What for').fill('To offer a post.');
      await page.getByLabel('None: we refused').check();
      await page.getByLabel('Not asked for', { exact: true }).check();
      await page.getByLabel('Why it was not asked for, or does not decide').fill('There is no ground.');
      await page.getByLabel('When it was disclosed or refused').fill(londonTimeOf(aware));
      await page.getByLabel('Yes', { exact: true }).check();
      await page.getByLabel('When they were told').fill(londonTimeOf(aware).slice(0, 10));
      await office.button('Record it').click();
      expect(await office.errors()).to.deep.equal([
        'Supporting People data is never disclosed: record that we refused, or leave it out',
        'Choose the ground: without one nothing is disclosed',
      ]);
      await page.getByLabel('We refused', { exact: true }).check();
      await office.button('Record it').click();
      expect(await office.heading().innerText()).to.equal('Disclosure refused');
      await sound();
    });

    it('and the registers say what is to be looked at again [P103, P109, P129]', async () => {
      const { office, page, sound, officer, app, sitDownAs } = desk;
      await open('/occ/registers');
      await sound();
      const enter = async (who: string): Promise<void> => {
        await open('/occ/registers/training/new');
        await sound();
        await page.getByLabel('Who', { exact: true }).fill(who);
        await page.getByLabel('Data protection, and how and when to report').check();
        await page.getByLabel('Trained', { exact: true }).fill('2025-01-10');
        await page.getByLabel('How', { exact: true }).fill('A course');
        await page.getByLabel('To be repeated by').fill(addDays(today(app.clock.now), 30));
        await office.button('Save').click();
      };
      await enter('nobody@example.org');
      expect(await office.errors()).to.deep.equal([
        'None of our own people has an account with this address',
      ]);
      await enter(officer.email);
      expect(await office.errors()).to.deep.equal(['Somebody else enters your training: ask a colleague']);
      await sitDownAs(await app.createUser({ role: 'compliance', name: 'Ann Other' }));
      await enter(officer.email);
      await sitDownAs(officer);
      await open('/occ');
      expect(await office.main().innerText()).to.match(/Your training\s+Good until/);
    });

    it('never left the site and never broke its rules', () => {
      expect([desk.seat.watch.strangers, desk.seat.watch.complaints]).to.deep.equal([[], []]);
    });
  });
}

/** Moves the clock to eight on the next Friday evening in England; half past six then, when something was noticed. */
async function fridayEvening({ app, officer, sitDownAs }: Desk): Promise<Date> {
  const now = today(app.clock.now);
  const friday = addDays(now, ((FRIDAY - weekdayOf(now) + 6) % 7) + 1);
  const [noticed, evening] = ['18:30', '20:00'].map((time) => momentInLondon(`${friday}T${time}`));
  if (!noticed || !evening) throw new Error('There is no such evening.');
  app.clock.advance(evening.getTime() - app.clock.now().getTime());
  await sitDownAs(officer);
  return noticed;
}
