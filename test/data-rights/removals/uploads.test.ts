import { expect } from 'chai';
import { replayRemovals } from '../../../src/data-rights/removals/replay-removals.ts';
import { removalsRegister } from '../../../src/platform/removals-register.ts';
import type { TestUser } from '../../support/app.ts';
import { gradedZip } from '../../support/extract-files.ts';
import { extractOf, sendAndSettle } from '../../uploads/officer.ts';
import { dump, plantPerson, register, type RemovalWorld, startRemovals, times } from './removal-world.ts';

const files = [
  ...['uploads', 'originals', 'original_chunks', 'findings', 'finding_groups', 'finding_services'],
  ...['extracts', 'live_extracts', 'services', 'service_measures', 'quality_scores', 'live_quality_scores'],
] as const;

describe('the removal of uploads', () => {
  let world: RemovalWorld;
  let officer: TestUser;
  let lead: TestUser;
  beforeEach(async () => {
    world = await startRemovals({ jobs: true });
    officer = await world.app.createUser();
    lead = await world.app.createUser({ role: 'lead' });
  });
  afterEach(() => world.app.close());

  const counts = async (): Promise<Record<string, number>> => {
    const found: Record<string, number> = {};
    for (const table of files) {
      const row = await world.db(table).count<{ count: number }[]>().first();
      if (row && row.count > 0) found[table] = row.count;
    }
    return found;
  };
  const confirmation = () => ({ by: lead.id, on: '2026-11-01', way: 'phone' as const });
  const removed = async (scope: 'person' | 'person-and-uploads', of = officer): Promise<number> => {
    const command = { scope, subject: { userId: of.id, authorityId: null } } as const;
    const id = await world.ask({ ...command, confirmation: scope === 'person' ? null : confirmation() });
    expect(await world.approve(id)).to.deep.equal({ kind: 'removed' });
    return id;
  };

  it('takes originals, findings, versions and figures along, and brings no earlier version back [P69]', async () => {
    const own = await world.app.signIn(officer.email);
    await sendAndSettle(own, gradedZip(['S1', 'A', '31/03/2004']));
    await sendAndSettle(own, extractOf(3, { services: { 1: { ServiceName: '' } } }));
    await sendAndSettle(own, extractOf(2));
    const before = await counts();
    expect(before).to.include({ uploads: 3, originals: 3, live_extracts: 1 });
    const id = await removed('person-and-uploads');
    const { plan } = await world.removal(id);
    const planned = Object.fromEntries(
      plan.lines.filter(({ whose }) => whose === 'upload_id').map(({ table, rows }) => [table, rows]),
    );
    expect(planned).to.include({ uploads: 3, originals: 3, services: before.services });
    expect(await counts()).to.deep.equal({});
    const reader = await world.app.signIn(lead.email);
    expect((await reader.get('/reports')).status).to.equal(200);
    expect((await register(world.app)).map(({ subject }) => subject)).to.deep.equal([
      ...['account', 'upload', 'upload', 'upload'],
    ]);
  });

  it('leaves a colleague’s as they are, the live one and its figures included', async () => {
    const others = await world.app.signIn(lead.email);
    await sendAndSettle(others, gradedZip(['S1', 'A', '31/03/2004']));
    const before = await counts();
    const own = await world.app.signIn(officer.email);
    await sendAndSettle(own, extractOf(3));
    await removed('person-and-uploads');
    const after = await counts();
    expect(after.uploads).to.equal(1);
    for (const table of ['originals', 'services', 'quality_scores'])
      expect(after[table], table).to.equal(before[table]);
    // What was superseded by the removed one stays so: an officer may put it back.
    expect(after.live_extracts).to.equal(undefined);
    expect(await world.db('uploads').pluck('state')).to.deep.equal(['superseded']);
  });

  it('of a person alone leaves the files with the authority, without a name, and readable again [P69]', async () => {
    const own = await world.app.signIn(officer.email);
    const { id: uploadId, path } = await sendAndSettle(own, extractOf(2));
    await removed('person');
    const colleague = await world.app.signIn(lead.email);
    const { status, text } = await colleague.get(path);
    expect(status).to.equal(200);
    expect(text).to.include('somebody whose account was removed');
    expect((await removalsRegister(world.app.dataDir)()).names('upload', uploadId)).to.equal(false);
  });

  it('is not planned while a file is in hand, nor without a lead officer’s confirmation', async () => {
    const own = await world.app.signIn(officer.email);
    const { id } = await sendAndSettle(own, extractOf(1));
    const subject = { userId: officer.id, authorityId: null };
    const ask = (confirmed: boolean): Promise<number> =>
      world.ask({ scope: 'person-and-uploads', subject, confirmation: confirmed ? confirmation() : null });
    const faultOf = (asked: Promise<number>): Promise<string> =>
      asked.then(String, (error: unknown) => (error as Error).message);
    expect(await faultOf(ask(false))).to.include('not-confirmed');
    await world.db('uploads').where({ id }).update({ state: 'processing' });
    expect(await faultOf(ask(true))).to.include('file-in-hand');
  });

  it('that a restored database holds again are removed again, and are not read again either', async () => {
    const own = await world.app.signIn(officer.email);
    const { id } = await sendAndSettle(own, extractOf(1));
    await removed('person-and-uploads');
    expect((await removalsRegister(world.app.dataDir)()).names('upload', id)).to.equal(true);
    const [first] = await world.db('authorities').where({ code: '00AJ' }).select<{ id: number }[]>('id');
    await world.db.raw(
      `insert into uploads (id, authority_id, uploaded_by, kind, series, file_name, file_size, sha256, data_date,
         received_at, state) overriding system value
       values (?, ?, ?, 'extract', 'extract', 'a.zip', 1, '\\x00', '2004-09-13', now() - interval '1 day', 'live')`,
      [id, first!.id, lead.id],
    );
    expect(await replayRemovals(world.parts)).to.deep.equal({ people: 0, uploads: 1, authorities: 0 });
    expect(await counts()).to.deep.equal({});
    expect(await world.db('audit_events').where({ action: 'removal.replayed' })).to.have.length(1);
  });

  it('of a whole authority takes its people, files, groups and requests along, and others’ stay [P69, P70]', async () => {
    const { app, db } = world;
    const marker = 'QX77markerA1';
    const person = await plantPerson(world, marker, 'lead');
    const own = await app.signIn(person.email);
    await sendAndSettle(own, extractOf(2, { services: { 1: { ServiceName: `House ${marker}` } } }));
    const { authority_id: authorityId } = await db('users')
      .where({ id: person.id })
      .first<{ authority_id: number }>();
    const elsewhere = await app.createUser({ authorityCode: '38' });
    const [group] = await db('peer_groups')
      .insert({ authority_id: authorityId, name: `Group ${marker}`, created_by: person.id })
      .returning<{ id: number }[]>('id');
    await db('peer_group_members').insert({ group_id: group!.id, authority_id: authorityId });
    await db('account_requests').insert({
      ...{ authority_id: authorityId, requested_by: person.id, requested_at: app.clock.now() },
      ...{ name: `New ${marker}`, email: `new-${marker}@ealing.example`, role: 'officer', reason: marker },
    });
    const by = { by: person.id, on: '2026-11-01', way: 'post' as const };
    const id = await world.ask({
      ...{ scope: 'authority', subject: { userId: null, authorityId }, confirmation: by },
    });
    expect((await world.removal(id)).plan.people).to.have.members([officer.id, lead.id, person.id]);
    expect(await world.approve(id)).to.deep.equal({ kind: 'removed' });
    await world.finish(id);
    expect(await counts()).to.deep.equal({});
    expect(times(await dump(app.testDatabase.url), marker)).to.equal(0);
    expect(await db('peer_groups')).to.deep.equal([]);
    expect(await db('users').where({ id: elsewhere.id }).first('email')).to.deep.equal({
      email: elsewhere.email,
    });
    expect((await world.removal(id)).state).to.equal('certified');
    expect(JSON.parse((await world.removal(id)).certificate!)).to.include({ accounts: 3, uploads: 1 });
    expect((await register(app)).at(-1)).to.include({ subject: 'departure', id: authorityId });
  });
});
