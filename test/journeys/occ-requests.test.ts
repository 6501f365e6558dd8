import { expect } from 'chai';
import { takeRequest } from '../../src/data-rights/index.ts';
import { today } from '../../src/platform/clock.ts';
import { testSecrets } from '../support/app.ts';
import { startDesk, type Desk } from './desk.ts';
import { reachesEveryControl, tabTo } from './pages.ts';

for (const scripts of [true, false]) {
  describe(`A request that came by letter with scripts ${scripts ? 'on' : 'off'}`, function () {
    this.timeout(180_000);
    let desk: Desk;
    let reference: string;
    before(async () => {
      desk = await startDesk(scripts);
    });
    after(() => desk.close());

    const open = (path: string) => desk.page.goto(path);
    const day = (): string => today(desk.app.clock.now);

    it('begins at a desk where nothing is owed', async () => {
      const { office, sound } = desk;
      await open('/occ');
      expect(await office.main().innerText()).to.include('Nothing is owed by a day');
      await sound();
      await office.goTo('Data requests');
      expect(await office.lead().innerText()).to.equal('Nothing waits: no request is open.');
      await sound();
    });

    it('is typed in: what is missing or cannot be is said, and what was typed stays [P62]', async () => {
      const { office, page, sound } = desk;
      await office.button('Type in a request').click();
      await sound();
      await page.getByLabel('Day on which it came').fill('31/2/2026');
      await page.getByLabel('In their words').fill('Send me what you hold on me. <b>All</b> of it.');
      await page.getByLabel('Email address').fill('ann at example');
      await office.button('Save the request').click();
      expect(await office.errors()).to.include.members([
        'Choose how it came',
        'Enter the day on which it came, like 22/11/2026',
        'Enter the name of whoever asks',
      ]);
      await sound();
      await page.getByRole('link', { name: 'Enter the name of whoever asks' }).click();
      expect(await page.getByLabel('In their words').inputValue()).to.include('<b>All</b>');
      await page.getByLabel('Name', { exact: true }).fill('Ann Example');
      await page.getByLabel('Email address').fill('');
      await page.getByLabel('Postal address').fill('1 High Street\nOxford');
      await page.getByLabel('By letter').check();
      await page.getByLabel('Access: a copy of what is held').check();
      await page.getByLabel('Day on which it came').fill('25/11/2024');
      await office.button('Save the request').click();
      reference = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      expect(await office.heading().innerText()).to.equal('Access: a copy of what is held');
    });

    it('has the Commissioner’s own example of a limit, and how far off it is [P88, P89]', async () => {
      const { office, sound } = desk;
      expect(await office.fact('Limit of the law').innerText()).to.match(
        /^The end of 27 December 2024, [\d,]+ days ago$/,
      );
      expect(await office.lead().innerText()).to.match(
        /^Was due 27 December 2024, [\d,]+ days ago\. Nobody has taken it yet\.$/,
      );
      expect(await office.status('Take longer').innerText()).to.match(/not possible/i);
      await sound();
      await office.task('Take longer').click();
      expect(await office.main().innerText()).to.include('It is too late');
      await sound();
    });

    it('is taken on, and worked on from one step to the next by the keyboard', async () => {
      const { office, page, sound } = desk;
      await open(`/occ/requests/${reference}`);
      await page.getByLabel('Whose work is it?').selectOption({ label: 'Dee Pio' });
      await office.button('Save').click();
      expect(await office.lead().innerText()).to.include('Dee Pio works on it.');
      expect(await office.next().innerText()).to.equal('Next: say whose data it is');
      if (scripts) await reachesEveryControl(page);
      await page.reload();
      await tabTo(page, office.next());
      await page.keyboard.press('Enter');
      await page.waitForURL('**/person');
      expect(await office.heading().innerText()).to.equal('Whose data it is');
      await sound();
      await office.button('Save').click();
      expect(await office.errors()).to.have.length(1);
      await tabTo(page, page.getByLabel('Nobody: we have looked, and hold nothing on them'));
      await page.keyboard.press('Space');
      await tabTo(page, office.button('Save'));
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/requests/${reference}`);
      expect(await office.next().innerText()).to.equal('Next: check who they are');
    });

    it('waits while they are asked who they are: the clock starts anew with their answer [P65]', async () => {
      const { office, page, sound } = desk;
      await office.next().click();
      await sound();
      await office.button('Record it and make the letter').click();
      expect(await office.heading().innerText()).to.equal(`Please show us who you are: ${reference}`);
      await sound();
      await page.getByLabel(/post/i).check();
      await office.button('Send the letter').click();
      await open(`/occ/requests/${reference}`);
      expect(await office.main().getAttribute('data-state')).to.equal('waiting');
      expect(await office.main().innerText()).to.include('We wait until they show who they are.');
      await sound();
      await page.getByRole('link', { name: 'Record what has come' }).click();
      await office.button('It has come').click();
      expect(await office.fact('Clock started').innerText()).not.to.include('2024');
      await office.next().click();
      await office.button('Record the check').click();
      expect(await office.errors()).to.have.length.above(2);
      await sound();
      await page.getByLabel('A letter that shows their name and address').check();
      await office.choice('How?', 'By post').check();
      await office.choice('What became of copies?', 'Destroyed').check();
      await page.getByLabel('Yes, they are who they say they are').check();
      await office.button('Record the check').click();
      expect(await office.next().innerText()).to.equal('Next: record the answer');
    });

    it('is answered with a letter that is made, changed, kept and printed, and closed [P59]', async () => {
      const { office, page, sound } = desk;
      await office.task('Letters').click();
      await page.getByLabel('Which letter').selectOption({ label: 'Nothing is held' });
      await office.button('Begin').click();
      await sound();
      const text = page.getByLabel('Text');
      expect(await text.inputValue()).to.include('Wycliffe House');
      await text.fill('');
      await office.button('Save the letter').click();
      expect(await office.errors()).to.have.length(1);
      await text.fill('Dear Ann Example\n\nWe have looked, and hold nothing on you.');
      await office.button('Save the letter').click();
      await page.getByLabel(/post/i).check();
      await office.button('Send the letter').click();
      await open(`/occ/requests/${reference}`);
      await office.next().click();
      await sound();
      await page.getByLabel('Refused').check();
      await office.button('Record the answer').click();
      expect(await office.errors()).to.deep.equal(['Record first what is refused, and why']);
      await page.getByLabel('Nothing is held').check();
      await office.button('Record the answer').click();
      expect(await office.next().innerText()).to.equal('Next: close the case');
      await office.next().click();
      await sound();
    });

    it('leads on to the next case, the most urgent first', async () => {
      const { office, page, app, officer, sound } = desk;
      const taken = (receivedOn: string): Promise<string> =>
        takeRequest(
          { db: app.database.knex, clock: app.clock.now, secrets: testSecrets },
          {
            request: {
              ...{ channel: 'phone', receivedOn, right: 'correct', message: 'My name is misspelt.' },
              ...{ actsFor: null, answerBy: null, adjustments: null },
              sender: { name: 'Bo Example', email: null, phone: '01632 960 001', address: null },
            },
            userId: officer.id,
          },
          { userId: officer.id, action: 'test.request-taken' },
        );
      const fresh = await taken(day());
      const late = await taken('2025-09-03');
      await office.button('Close the case').click();
      expect(await office.main().getAttribute('data-state')).to.equal('closed');
      await sound();
      await page.getByRole('link', { name: new RegExp(`^${late}`) }).click();
      expect(await office.fact('Limit of the law').innerText()).to.include('3 October 2025');
      await open('/occ');
      expect(await office.listed()).to.deep.equal([late, fresh]);
      await office.goTo('Data requests');
      expect((await office.filters()).map((text) => text.trim())).to.deep.equal([
        ...['All open (2)', 'Yours (0)', 'Nobody’s (2)', 'Overdue (1)', 'Due soon (0)', 'Closed (1)'],
      ]);
      for (const [filter, references] of [
        ['Overdue', [late]],
        ['Nobody’s', [late, fresh]],
        ['Closed', [reference]],
      ] as const) {
        await office.filter(filter).click();
        expect(await office.listed(), filter).to.deep.equal(references);
      }
      await sound();
      await office.filter('Yours').click();
      expect(await office.main().innerText()).to.include('No request is in this list.');
    });

    it('and whoever asks in their account reads there how it stands, and the letter [P64]', async () => {
      const { office, page, app, officer, sound } = desk;
      const person = await app.createUser({ name: 'Cy Subject' });
      await desk.sitDownAs(person);
      await open('/data-requests/new');
      await page.getByLabel('Have something corrected or completed').check();
      await page
        .getByLabel(/What you ask for|your own words|In your own words/i)
        .first()
        .fill('My name.');
      await page.getByRole('button', { name: 'Send the request' }).click();
      const own = new URL(page.url()).searchParams.get('reference') ?? '';
      await open('/account/requests');
      expect(await office.main().innerText()).to.include(own);
      await sound();
      await desk.sitDownAs(officer);
      await open(`/occ/requests/${own}/letters/new?kind=acknowledgement`);
      await office.button('Save the letter').click();
      await page.getByLabel(/account/i).check();
      await office.button('Send the letter').click();
      await desk.sitDownAs(person);
      await open('/account/requests');
      await page.getByRole('link', { name: /We have your request/ }).click();
      expect(await office.main().innerText()).to.include('Dear Cy Subject');
      await sound();
    });

    it('never left the site and never broke its rules', () => {
      expect([desk.seat.watch.strangers, desk.seat.watch.complaints]).to.deep.equal([[], []]);
    });
  });
}
