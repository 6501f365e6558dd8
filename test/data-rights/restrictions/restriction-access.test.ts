import { expect } from 'chai';
import { type RightsWorld, startRights } from '../rights-world.ts';

describe('a limit on the use of data', () => {
  let world: RightsWorld;
  beforeEach(async () => {
    world = await startRights();
  });
  afterEach(() => world.app.close());

  it('is nobody’s own to begin or lift, and not there for others [P127]', async () => {
    const own = await world.desk.get(`/occ/restrictions/new?user=${world.officer.id}`);
    expect([own.status, own.text.includes('This case concerns you')]).to.deep.equal([403, true]);
    const colleague = await world.app.createUser({ role: 'admin', name: 'Ada Min' });
    const admin = await world.app.signIn(colleague.email);
    const id = await world.restrict(colleague.id);
    for (const page of ['', '/telling', '/lifting'])
      expect((await admin.get(`/occ/restrictions/${id}${page}`)).status, page).to.equal(403);
    const lifting = await world.send(`/occ/restrictions/${id}/lifting`, { endReason: 'Mine' }, admin);
    expect([lifting.status, await world.events('restriction.lifted')]).to.deep.equal([403, []]);
    const other = await world.app.signInAs({ role: 'support' });
    const ealing = await world.app.signInAs();
    for (const browser of [other, ealing])
      expect((await browser.get(`/occ/restrictions/${id}`)).status).to.equal(404);
    expect((await world.desk.get('/occ/restrictions/999999')).status).to.equal(404);
    expect((await world.desk.get('/occ/restrictions/new?user=999999')).status).to.equal(404);
  });

  it('says in the audit trail that it was, and nothing of the person', async () => {
    const { user } = await world.person('Rae Strict');
    const answer = await world.send(`/occ/restrictions/new?user=${user.id}`, {
      ...{ ground: 'unlawful', note: 'About her telephone 01632 960123' },
    });
    expect(answer.status).to.equal(303);
    const [event] = await world.events('restriction.started');
    expect(event?.subject_id).to.equal(String(user.id));
    expect(JSON.stringify(event?.details)).not.to.match(/Strict|01632|telephone/);
  });
});
