import { expect } from 'chai';
import { errorOf } from '../../support/errors.ts';
import type { Answer, HttpClient } from '../../support/http-client.ts';
import { lettersTo } from '../../support/mail.ts';
import { type RightsWorld, startRights } from '../rights-world.ts';

const sound = {
  evidence: 'She said so on the phone',
  correctedOn: '2026-01-05',
  mistake: 'no',
  mistakeNote: '',
};

describe('a correction of what decides who gets in', () => {
  let world: RightsWorld;
  beforeEach(async () => {
    world = await startRights();
  });
  afterEach(() => world.app.close());

  const correct = async (userId: number, fields: { field: string; after: string }): Promise<Answer> =>
    world.send(`/occ/corrections/new?user=${userId}`, { ...sound, ...fields });
  /** What a second person says of one that waits; a new colleague unless told who. */
  const settle = async (location: string, verdict: string, by?: HttpClient): Promise<Answer> => {
    const second = by ?? (await colleague());
    return world.send(`${location}/settlement`, { verdict }, second);
  };
  const colleague = async (): Promise<HttpClient> => {
    const { email } = await world.app.createUser({ role: 'compliance', authorityCode: null });
    const browser = await world.app.signIn(email);
    await world.app.confirm(browser, email);
    return browser;
  };
  /** The address of the link in the letter to the old address. */
  const linkTo = async (address: string): Promise<string> => {
    const { letter } = (await lettersTo(world.db, address)).at(-1)!;
    const link = letter.parts.find((part) => 'path' in part && part.path.startsWith('/email-corrections/'));
    return (link as { path: string }).path;
  };
  const rows = (): Promise<Record<string, unknown>[]> => world.db('corrections').orderBy('id').select('*');

  it('changes nothing until a second person has looked at it, who is not whoever recorded it [P127]', async () => {
    for (const [field, after, shown] of [
      ['email', 'cora@right.example', 'cora@right.example'],
      ['authority', '38', 'Oxfordshire'],
    ] as const) {
      const { user, browser } = await world.person(`Cora ${field}`);
      const { location } = await correct(user.id, { field, after });
      const again = await correct(user.id, { field, after });
      expect([again.status, again.text.includes('waits already')], field).to.deep.equal([422, true]);
      expect((await browser.get('/account')).text, field).not.to.include(shown);
      expect((await browser.get('/account/requests')).text).to.include('Nothing is changed yet');
      expect((await world.desk.get('/occ/corrections')).text).to.include('Waits for a second');
      const alone = await settle(location, 'right', world.desk);
      expect([alone.status, alone.text.includes('concerns you')], field).to.deep.equal([403, true]);
      expect((await world.desk.get(location)).text).not.to.include('/settlement');
      const second = await colleague();
      expect((await second.get(`${location}/settlement`)).text)
        .to.include(shown)
        .and.to.include('Dee Pio');
      expect((await settle(location, '', second)).status, 'without a choice').to.equal(422);
      expect((await settle(location, 'right', second)).status).to.equal(303);
      expect((await settle(location, 'right', second)).status, 'twice').to.equal(409);
      expect((await second.get(location)).text).to.include('By a second person');
      const email = field === 'email' ? after : user.email;
      expect((await (await world.app.signIn(email)).get('/account')).text).to.include(shown);
    }
  });

  it('is refused by a second person, and stays on record as not made', async () => {
    const { user, browser } = await world.person('Cora Rect');
    const { location } = await correct(user.id, { field: 'email', after: 'thief@else.example' });
    expect((await settle(location, 'wrong')).status).to.equal(303);
    expect((await world.desk.get(location)).text).to.include('Not made');
    expect((await browser.get('/account')).text).to.include(user.email);
    expect((await browser.get('/account/requests')).text).to.include('found not to be right');
    expect(await lettersTo(world.db, 'thief@else.example')).to.deep.equal([]);
    expect((await world.app.browser().get(await linkTo(user.email))).status, 'the link').to.equal(404);
  });

  it('of an address takes effect when the old one says yes, and never when it says no', async () => {
    const { user, browser } = await world.person('Cora Rect');
    const stranger = world.app.browser();
    await correct(user.id, { field: 'email', after: 'cora@right.example' });
    const no = await linkTo(user.email);
    expect((await stranger.get(no)).text).to.include('cora@right.example');
    expect((await stranger.submit(no, { verdict: 'wrong' })).text).to.include('keeps this email address');
    expect((await stranger.get(no)).status, 'answered').to.equal(404);
    expect((await browser.get('/account')).status).to.equal(200);

    await correct(user.id, { field: 'email', after: 'cora@right.example' });
    const yes = await linkTo(user.email);
    expect((await rows()).at(-1)).to.include({ state: 'waiting' });
    expect((await stranger.submit(yes, { verdict: 'right' })).text).to.include('is corrected');
    expect((await browser.get('/account')).status, 'signed out').to.equal(303);
    expect((await rows()).at(-1)).to.include({
      state: 'done',
      settled_way: 'old-address',
      settled_by: null,
    });
    await world.app.signIn('cora@right.example');
    expect((await world.events('correction.answered-by-old-address')).length).to.equal(2);
  });

  it('leaves the old address a week; then it is for a second person alone', async () => {
    const { user } = await world.person('Cora Rect');
    const { location } = await correct(user.id, { field: 'email', after: 'cora@right.example' });
    const late = await linkTo(user.email);
    world.app.clock.advance(7 * 24 * 60 * 60 * 1000);
    expect((await world.app.browser().get(late)).status).to.equal(404);
    expect((await settle(location, 'right')).status).to.equal(303);
  });

  it('cannot be kept as made by one person, by any way', async () => {
    const { user } = await world.person('Cora Rect');
    await correct(user.id, { field: 'email', after: 'cora@right.example' });
    const forced = (changes: object): Promise<string> =>
      errorOf(() => world.db('corrections').update({ settled_at: new Date(), link_hash: null, ...changes }));
    expect(await forced({ state: 'done', settled_way: 'alone' })).to.include('corrections_not_alone');
    expect(
      await forced({ state: 'done', settled_way: 'second-person', settled_by: world.officer.id }),
    ).to.include('corrections_second');
    expect(await forced({ state: 'done', settled_way: 'second-person' })).to.include('corrections_second');
  });
});
