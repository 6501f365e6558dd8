import { expect } from 'chai';
import { type RightsWorld, startRights } from '../rights-world.ts';

describe('a limit on the use of somebody’s data', () => {
  let world: RightsWorld;
  before(async () => {
    world = await startRights();
  });
  after(() => world.app.close());

  it('is told to whoever was given the data, or it is said why not; the person sees who [P72, P74]', async () => {
    const { user, browser } = await world.person('Rae Strict');
    await world.allow(user.id, 'sharing');
    await (await world.app.signInAs({ authorityCode: '38' })).get(`/directory/${user.id}`);
    const disclosed = {
      ...{
        user_id: user.id,
        decision: 'disclosed',
        purpose: 'p',
        ground: 'court-order',
        data_kinds: ['account'],
      },
      ...{ consent: 'not-sought', consent_reasons: 'r', decided_at: new Date(), recorded_at: new Date() },
      recorded_by: world.officer.id,
    };
    const hidden = { telling: 'not-told', telling_reasons: 'r', review_on: '2030-01-01' };
    const told = { telling: 'told', told_on: '2026-01-01' };
    await world.db('disclosures').insert([
      { ...disclosed, ...told, reference: 'D-22222222', recipient: 'The county court' },
      { ...disclosed, ...hidden, reference: 'D-33333333', recipient: 'A secret squad' },
    ]);
    const id = await world.restrict(user.id);
    const page = `/occ/restrictions/${id}`;
    const shown = (await world.desk.get(page)).text;
    for (const who of ['Officers of Oxfordshire', 'The county court', 'A secret squad'])
      expect(shown.split(who), who).to.have.length(2);
    expect((await world.desk.get('/occ/restrictions')).text).to.include('3 recipients');
    expect((await world.desk.get('/occ')).text).to.include('Limits with somebody to tell');

    const [readers, court] = await world.db('restriction_recipients').orderBy('id').pluck<number[]>('id');
    const settle = (one: number, fields: Record<string, string>) =>
      world.send(`${page}/recipients/${one}`, { settledOn: '2026-01-06', reason: '', ...fields });
    expect((await settle(readers!, { outcome: 'disproportionate' })).status).to.equal(422);
    const reason = 'They only looked';
    expect((await settle(readers!, { outcome: 'disproportionate', reason })).status).to.equal(303);
    expect((await settle(court!, { outcome: 'told' })).status).to.equal(303);
    await world.send(`${page}/recipients/new`, { recipient: 'The printers' });
    expect((await world.desk.get('/occ/restrictions')).text).to.include('2 recipients');
    await world.app.confirm(browser, user.email);
    for (const address of ['/account/requests', '/account/data', '/account/data.json']) {
      const own = (await browser.get(address)).text;
      expect(own, address).to.include('The printers').and.to.include('They only looked');
      expect(own, address).not.to.include('A secret squad');
    }
    const [event] = (await world.events('restriction.recipient-settled')).slice(-1);
    expect(event).to.deep.include({ subject_id: String(user.id) });
    expect(event!.details).to.include({ restriction: id, outcome: 'told' });
    expect((await world.send(`/occ/restrictions/${id}/recipients/999999`, {})).status).to.equal(404);
  });
});
