import { expect } from 'chai';
import type { Certificate } from '../../../src/data-rights/removals/certificate.ts';
import type { TestUser } from '../../support/app.ts';
import { writeAbout, written, writtenOfRequest } from '../written-about.ts';
import { type RemovalWorld, startRemovals } from './removal-world.ts';

describe('what OCC wrote about somebody who is removed', function () {
  this.timeout(60_000);
  let world: RemovalWorld;
  let person: TestUser;
  let id: number;
  before(async () => {
    world = await startRemovals();
    const { app, db } = world;
    person = await app.createUser({ name: 'Zenobia Unnamed', email: 'zenobia@ealing.example' });
    const now = app.clock.now();
    const sender = { received_at: now, user_id: person.id, name: 'Z', email: 'z@example.org', message: 'M' };
    const [request] = await db('rights_requests')
      .insert({
        ...{ ...sender, reference: 'R-ABABABA2', wanted_right: 'erase', closed_at: now },
        ...{ subject_id: person.id, linked_at: now },
      })
      .returning<{ id: number }[]>('id');
    const staffId = world.requester.id;
    await writeAbout({ db, personId: person.id, staffId, requestId: request!.id });
    const [enquiry] = await db('enquiries')
      .insert({ ...sender, kind: 'question', reference: 'E-ABABABA2' })
      .returning<{ id: number }[]>('id');
    const note = { written_by: staffId, written_at: now, way: 'note', note: 'Zenobia Unnamed again' };
    await db('contact_notes').insert([
      { ...note, enquiry_id: enquiry!.id },
      { ...note, rights_request_id: request!.id },
    ]);
    id = await world.ask({ subject: { userId: person.id, authorityId: null } });
    expect(await world.approve(id)).to.deep.equal({ kind: 'removed' });
    await world.finish(id);
  });
  after(() => world.app.close());

  for (const place of Object.keys({ ...written, ...writtenOfRequest }))
    it(`stands in the plan and in the certificate, with why it stays and until when: ${place} [P70, P133]`, async () => {
      const [table = '', column = ''] = place.split('.');
      const { plan, certificate } = await world.removal(id);
      const line = plan.lines.find(
        (one) => one.what === 'keep' && one.table === table && one.columns.includes(column),
      );
      expect(line?.rows).to.equal(1);
      for (const words of [line?.why, line?.until]) expect(words).to.be.a('string').and.not.equal('');
      const { kept } = JSON.parse(certificate!) as Certificate;
      expect(kept.filter((one) => one.table === table && one.columns.includes(column))[0]).to.include({
        ...{ rows: 1, why: line?.why, until: line?.until },
      });
    });

  it('is counted once where it hangs on them in two ways, and with what goes where it goes', async () => {
    const { lines } = (await world.removal(id)).plan;
    const notes = lines.filter(({ table }) => table === 'contact_notes');
    expect(notes.map(({ what, rows }) => [what, rows])).to.have.deep.members([
      ['delete', 1],
      ['keep', 1],
      ['keep', 1],
    ]);
    expect(await world.db('contact_notes').whereNotNull('enquiry_id')).to.deep.equal([]);
    expect(await world.db('contact_notes').select('id')).to.have.length(2);
  });

  it('is not taken for what others’ records say, when everything is searched', async () => {
    const { state } = await world.removal(id);
    const traces = await world
      .db('removal_traces')
      .where({ removal_id: id })
      .select<{ place: string; is_planned: boolean }[]>('place', 'is_planned');
    expect(traces).to.deep.include({ place: 'contact_notes.note', is_planned: true });
    expect(traces.filter((one) => !one.is_planned)).to.deep.equal([]);
    expect(state).to.equal('certified');
  });
});
