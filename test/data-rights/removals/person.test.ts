import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { isSigned, publicKeyOf } from '../../../src/data-rights/removals/certificate.ts';
import { replayRemovals } from '../../../src/data-rights/removals/replay-removals.ts';
import { searchFiles } from '../../../src/data-rights/search/search-files.ts';
import { addJob } from '../../../src/platform/jobs.ts';
import { queueMail } from '../../../src/platform/mail/queue-mail.ts';
import { testSecrets } from '../../support/app.ts';
import { query } from '../../support/database.ts';
import { lettersTo } from '../../support/mail.ts';
import { dump, plantPerson, register, type RemovalWorld, startRemovals, times } from './removal-world.ts';

describe('the removal of a person', () => {
  let world: RemovalWorld;
  before(async () => {
    world = await startRemovals();
  });
  after(() => world.app.close());

  it('leaves nothing of them in any table or file but a number, and says so in a signed certificate [P69, P70]', async () => {
    const { app, db } = world;
    const marker = 'QX77markerZ1';
    const person = await plantPerson(world, marker);
    expect(times(await dump(app.testDatabase.url), marker)).to.be.above(15);
    const id = await world.ask({ subject: { userId: person.id, authorityId: null } });
    const { plan } = await world.removal(id);
    const linesOf = (table: string) =>
      plan.lines.filter((line) => line.table === table).map(({ what, rows }) => [what, rows]);
    expect(linesOf('contact_details')).to.deep.equal([['delete', 1]]);
    expect(linesOf('enquiries')).to.deep.equal([['delete', 1]]);
    expect(linesOf('users')).to.deep.include(['empty', 1]);

    expect(await world.approve(id)).to.deep.equal({ kind: 'removed' });
    await world.finish(id);

    expect(times(await dump(app.testDatabase.url), marker)).to.equal(0);
    expect(await searchFiles(app.dataDir, [marker])).to.deep.equal([]);
    expect(await readdir(path.join(app.dataDir, 'mail'))).to.deep.equal([]);
    expect(times(app.log(), marker)).to.equal(0);
    const row = await db('users').where({ id: person.id }).first<Record<string, unknown>>();
    for (const column of ['email', 'name', 'role', 'authority_id', 'password_hash'])
      expect(row[column], column).to.equal(null);
    expect(row.removed_at).to.be.an.instanceof(Date);

    const removal = await world.removal(id);
    expect([removal.state, removal.traces]).to.deep.equal(['certified', null]);
    const certificate = removal.certificate!;
    expect(isSigned(publicKeyOf(testSecrets), certificate, removal.signature!)).to.equal(true);
    expect(isSigned(publicKeyOf(testSecrets), `${certificate} `, removal.signature!)).to.equal(false);
    const said = JSON.parse(certificate) as Record<string, unknown>;
    expect([said.accounts, said.uploads, said.stillFound]).to.deep.equal([1, 0, []]);
    expect(said.planHash).to.equal(removal.planHash.toString('hex'));
    expect(said.backupsUntil).to.equal(
      new Date(removal.decidedAt!.getTime() + 35 * 86_400_000).toISOString().slice(0, 10),
    );
    expect(said.auditHead).to.have.property('hash');
    expect(await register(app)).to.deep.include.members([]);
    expect((await register(app)).map(({ subject, id: of }) => [subject, of])).to.deep.equal([
      ['account', person.id],
    ]);
  });

  it('tells whoever had opened their entry in the directory, without a name [P72]', async () => {
    const marker = 'QX77markerZ2';
    const person = await plantPerson(world, marker);
    const view = await world
      .db('directory_views')
      .where({ seen_id: person.id })
      .join('users', 'users.id', 'viewer_id')
      .first<{ email: string }>('email');
    await world.approve(await world.ask({ subject: { userId: person.id, authorityId: null } }));
    const told = (await lettersTo(world.db, view.email)).filter(({ about }) => about === 'details-removed');
    expect(told).to.have.length(1);
    const words = JSON.stringify(told);
    expect(words).to.include('Ealing').and.to.include('do not use them any more');
    expect(words).not.to.include(marker);
    expect(await lettersTo(world.db, person.email)).to.deep.equal([]);
  });

  it('keeps mailings from the address for good, should it come back with another account [P69]', async () => {
    const person = await world.app.createUser();
    await world.approve(await world.ask({ subject: { userId: person.id, authorityId: null } }));
    const again = await world.app.createUser({ email: person.email });
    expect(again.id).to.be.above(person.id);
    expect(await world.db('suppressions').select('purpose')).to.have.length.above(1);
  });

  it('nobody signs in with the account any more, and the session in hand is over', async () => {
    const person = await world.app.createUser();
    const browser = await world.app.signIn(person.email);
    expect((await browser.get('/uploads')).status).to.equal(200);
    await world.approve(await world.ask({ subject: { userId: person.id, authorityId: null } }));
    expect((await browser.get('/uploads')).location).to.match(/^\/sign-in/);
    expect(
      (await world.app.browser().submit('/sign-in', { email: person.email, password: person.password }))
        .status,
    ).not.to.equal(303);
  });

  it('what still stands where the plan did not expect it is judged by people before there is a certificate [P69]', async () => {
    const { db } = world;
    const marker = 'QX77markerZ4';
    const person = await plantPerson(world, marker);
    await db('enquiries').insert({
      ...{ kind: 'question', reference: 'E-OTHER001', received_at: world.app.clock.now(), name: 'Olive' },
      ...{ email: 'olive@example.org', message: `I spoke to Zelda ${marker} about it.` },
    });
    const id = await world.ask({ subject: { userId: person.id, authorityId: null } });
    await world.approve(id);
    await world.finish(id);
    expect((await world.removal(id)).state).to.equal('removed');
    expect(
      await db('removal_traces').where({ removal_id: id }).select('place', 'count', 'is_planned'),
    ).to.deep.equal([{ place: 'enquiries.message', count: 1, is_planned: false }]);
    await db('enquiries').where({ reference: 'E-OTHER001' }).delete();
    await world.finish(id);
    expect((await world.removal(id)).state).to.equal('certified');
  });

  it('what others wrote of them is judged by people, also where the plan keeps their own words, in sealed mail, and in work that waits [P69]', async () => {
    const { db, app } = world;
    const marker = 'QX77markerZ6';
    const person = await plantPerson(world, marker);
    const now = app.clock.now();
    const complaint = { received_at: now, closed_at: now, message: 'x' };
    await db('complaints').insert([
      { ...complaint, reference: 'C-OWN00001', user_id: person.id, name: `Zelda ${marker}`, phone: '0' },
      { ...complaint, reference: 'C-OTHER001', name: `For Zelda ${marker}`, email: 'olive@example.org' },
    ]);
    const letter = { subject: `About Zelda ${marker}`, name: 'Olive', parts: [] };
    await db.transaction(async (trx) => {
      await queueMail(trx, testSecrets, { to: 'olive@example.org', userId: null, about: 'test', letter });
      const payload = { to: person.email };
      await addJob(trx, { task: 'none', payload, queue: 'none', key: 'none', runAt: new Date('2999-01-01') });
    });
    const id = await world.ask({ subject: { userId: person.id, authorityId: null } });
    await world.approve(id);
    await world.finish(id);
    const found = db('removal_traces').where({ removal_id: id }).orderBy('place');
    expect(await found.select('place', 'count', 'is_planned')).to.deep.equal([
      { place: 'complaints.name', count: 1, is_planned: true },
      { place: 'complaints.name, in rows of others', count: 1, is_planned: false },
      { place: 'graphile_worker._private_jobs.payload', count: 1, is_planned: false },
      { place: 'outbox.content', count: 1, is_planned: false },
    ]);
    expect((await world.removal(id)).state).to.equal('removed');
    await db('complaints').whereIn('reference', ['C-OWN00001', 'C-OTHER001']).delete();
    await query(app.testDatabase.url, `select graphile_worker.remove_job('none')`);
  });

  it('keeps a closed complaint as the plan says, with the reason and until when, also on the certificate [P69, P71]', async () => {
    const { db } = world;
    const marker = 'QX77markerZ5';
    const person = await plantPerson(world, marker);
    const now = world.app.clock.now();
    await db('complaints').insert({
      ...{ reference: 'C-KEPT0001', received_at: now, closed_at: now, user_id: person.id },
      ...{ name: `Zelda ${marker}`, email: person.email, message: `I am ${marker}` },
    });
    const id = await world.ask({ subject: { userId: person.id, authorityId: null } });
    const kept = (await world.removal(id)).plan.lines.filter(
      ({ table, what }) => table === 'complaints' && what === 'keep',
    );
    expect(kept.flatMap(({ columns }) => columns)).to.include.members(['name', 'email', 'message']);
    expect(kept[0]!.why).to.match(/how a complaint was dealt with/);
    await world.approve(id);
    await world.finish(id);
    const said = JSON.parse((await world.removal(id)).certificate!) as {
      stillFound: { place: string; because: string }[];
    };
    expect(said.stillFound.map(({ place, because }) => [place, because])).to.deep.include.members([
      ['complaints.email', 'planned'],
      ['complaints.name', 'planned'],
    ]);
    expect(JSON.stringify(said)).not.to.include(marker);
    await db('complaints').where({ reference: 'C-KEPT0001' }).delete();
  });

  it('that a restored database still holds is removed again before it is served; a newer account of that number is not', async () => {
    const { db, app } = world;
    const person = await app.createUser();
    await world.approve(await world.ask({ subject: { userId: person.id, authorityId: null } }));
    const before = await replayRemovals(world.parts);
    expect(before).to.deep.equal({ people: 0, uploads: 0, authorities: 0 });
    const restored = { email: 'restored@example.org', name: 'Rita Restored', role: 'support' };
    await db('users')
      .where({ id: person.id })
      .update({ ...restored, removed_at: null, closed_at: null });
    await db('contact_details').insert({ user_id: person.id, telephone: '0208 825 5000' });
    expect(await replayRemovals(world.parts)).to.deep.equal({ people: 1, uploads: 0, authorities: 0 });
    expect(await db('contact_details').where({ user_id: person.id })).to.deep.equal([]);
    expect(await db('users').where({ name: 'Rita Restored' })).to.deep.equal([]);
    const later = new Date(app.clock.now().getTime() + 1000);
    await db('users')
      .where({ id: person.id })
      .update({ ...restored, removed_at: null, closed_at: null, created_at: later });
    expect(await replayRemovals(world.parts)).to.deep.equal({ people: 0, uploads: 0, authorities: 0 });
    expect(await db('users').where({ name: 'Rita Restored' })).to.have.length(1);
    await db('users').where({ name: 'Rita Restored' }).update({ name: 'Nora New' });
  });

  it('comes to nothing in the register when the database has not done it', async () => {
    const person = await world.app.createUser();
    const id = await world.ask({ subject: { userId: person.id, authorityId: null } });
    const failing = {
      ...world.parts.ledger,
      prepare: async (...given: Parameters<typeof world.parts.ledger.prepare>) => {
        await world.parts.ledger.prepare(...given);
        throw new Error('The disk is full');
      },
    };
    const { approveRemoval } = await import('../../../src/data-rights/removals/approve-removal.ts');
    const command = { id, approvedBy: world.approver.id, roles: [] };
    const lines = (await register(world.app)).length;
    let message = '';
    await approveRemoval({ ...world.parts, ledger: failing }, command, { userId: null, action: 'x.y' }).catch(
      (error: unknown) => (message = (error as Error).message),
    );
    expect(message).to.equal('The disk is full');
    expect((await world.removal(id)).state).to.equal('asked');
    expect(await world.db('users').where({ id: person.id }).first('email')).to.deep.equal({
      email: person.email,
    });
    expect(await register(world.app)).to.have.length(lines);
    expect(await world.parts.ledger.prepared()).to.deep.equal([]);
  });
});
