import { expect } from 'chai';
import { senderRetention } from '../../../src/data-rights/requests/retention.ts';
import { asOwner } from '../../support/database.ts';
import { type RemovalWorld, startRemovals } from './removal-world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const none = { people: [], authorities: [], references: [] };
const reference = 'R-AEAEAEA2';

describe('the request of somebody who was removed at it', function () {
  this.timeout(60_000);
  let world: RemovalWorld;
  let personId: number;
  beforeEach(async () => {
    world = await startRemovals();
    const { app, db, requester } = world;
    personId = (await app.createUser({ name: 'Zenobia Sender', email: 'zenobia@ealing.example' })).id;
    const at = app.clock.now();
    const [request] = await db('rights_requests')
      .insert({
        ...{ reference, received_at: at, user_id: personId, name: 'Zenobia Sender', phone: '0208 825 1' },
        ...{
          email: 'zenobia@ealing.example',
          address: '1 Road',
          message: 'Remove me',
          wanted_right: 'erase',
        },
        ...{ subject_id: personId, linked_at: at, adjustments: 'Large print' },
      })
      .returning<{ id: number }[]>('id');
    await db('request_letters').insert({
      ...{ rights_request_id: request!.id, kind: 'answer', number: 1, version: 1, subject: 'Zenobia' },
      ...{ body: 'Dear Zenobia Sender', written_by: requester.id, written_at: at },
    });
    const subject = { userId: personId, authorityId: null };
    const id = await world.ask({ subject, caseReference: reference });
    expect(await world.approve(id)).to.deep.equal({ kind: 'removed' });
    await world.finish(id);
    expect((await world.removal(id)).state).to.equal('certified');
  });
  afterEach(() => world.app.close());

  const close = (): Promise<unknown> =>
    world.db('rights_requests').where({ reference }).update({ closed_at: world.app.clock.now() });
  const erase = (days: number): Promise<number> =>
    world.db.transaction((trx) =>
      senderRetention.erase(trx, new Date(world.app.clock.now().getTime() + days * DAY_MS), none, 100),
    );

  it('keeps reference, right and days, and not who they were nor what was written [P92]', async () => {
    await close();
    expect(await erase(29)).to.equal(0);
    expect(await erase(31)).to.equal(1);
    const row = await world.db('rights_requests').where({ reference }).first<Record<string, unknown>>();
    expect(row).to.include({ wanted_right: 'erase', name: '(removed)', message: '(removed)' });
    expect([row.email, row.phone, row.address, row.adjustments]).to.deep.equal([null, null, null, null]);
    for (const column of ['received_at', 'closed_at', 'emptied_at'])
      expect(row[column]).to.be.instanceOf(Date);
    const letters = await world.db('request_letters').select('kind', 'subject', 'body');
    expect(letters).to.deep.equal([{ kind: 'answer', subject: '(removed)', body: '(removed)' }]);
    expect(await erase(400)).to.equal(0);
    const officer = await world.app.signIn(world.requester.email);
    const page = await officer.get(`/occ/requests/${reference}`);
    expect([page.status, page.text.includes('Zenobia')]).to.deep.equal([200, false]);
  });

  it('stays as it is while it is not closed: the answer is still to be sent', async () => {
    expect(await erase(400)).to.equal(0);
  });

  it('stays as it is while they have a complaint open', async () => {
    await close();
    const at = world.app.clock.now();
    // Made before the removal and opened again since.
    await world.db('complaints').insert({
      ...{ reference: 'C-AEAEAEA2', received_at: at, name: 'Z', email: 'z@example.org', message: 'M' },
    });
    const { testDatabase } = world.app;
    await asOwner(testDatabase.url, async (owner) => {
      await owner.raw('alter table complaints disable trigger refuse_removed');
      await owner('complaints').update({ user_id: personId });
    });
    expect(await erase(400)).to.equal(0);
    await world.db('complaints').update({ closed_at: at });
    expect(await erase(400)).to.equal(1);
  });

  it('stays as it is while somebody else whom it concerns is still there', async () => {
    await close();
    const other = await world.app.createUser();
    await world.db('rights_requests').where({ reference }).update({ subject_id: other.id });
    expect(await erase(400)).to.equal(0);
  });
});
