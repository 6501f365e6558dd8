import { expect } from 'chai';
import { lettersTo } from '../../support/mail.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { withoutTraces } from '../../../src/data-rights/recipients/rules/without-traces.ts';
import { startRights, type RightsWorld } from '../rights-world.ts';
import { type RemovalWorld, startRemovals } from './removal-world.ts';

describe('what is kept of a recipient', () => {
  it('has nothing that the person is known by, whatever its case', () => {
    const traces = ['Smith', 'Ann Smith', 'ann@x.example', 'C++ (old)'];
    expect(withoutTraces('The court, in re ANN SMITH <Ann@X.example>, c++ (OLD)', traces)).to.equal(
      'The court, in re … <…>, …',
    );
    expect(withoutTraces('The county court', traces)).to.equal('The county court');
    expect(withoutTraces('Planning, for Ann', ['Ann'])).to.equal('Planning, for …');
  });
});

interface Row {
  id: number;
  recipient: string;
  known_from: string;
  outcome: string | null;
}

describe('whoever was given data of somebody who is removed', () => {
  let removals: RemovalWorld;
  let rights: RightsWorld;
  let desk: HttpClient;
  beforeEach(async () => {
    removals = await startRemovals();
    rights = await startRights(removals.app);
    desk = rights.desk;
  });
  afterEach(() => removals.app.close());

  const disclose = (userId: number, reference: string, recipient: string, isTold: boolean) =>
    rights.db('disclosures').insert({
      ...{ reference, recipient, user_id: userId, decision: 'disclosed', purpose: 'p', data_kinds: ['name'] },
      ...{ ground: 'court-order', consent: 'not-sought', consent_reasons: 'r' },
      ...{ decided_at: new Date('2026-01-05T10:00:00Z'), recorded_at: new Date() },
      recorded_by: rights.officer.id,
      ...(isTold
        ? { telling: 'told', told_on: '2026-01-05' }
        : { telling: 'not-told', telling_reasons: 'r', review_on: '2030-01-01' }),
    });

  /** Somebody whom three authorities and two others know, removed. */
  const removed = async (): Promise<{ id: number; reader: string }> => {
    const { user } = await rights.person('Ann Smithson');
    await rights.allow(user.id, 'sharing', ['telephone']);
    const reader = await removals.app.createUser({ authorityCode: '38' });
    await (await removals.app.signIn(reader.email)).get(`/directory/${user.id}`);
    const former = await removals.app.createUser({ authorityCode: '00DA' });
    await (await removals.app.signIn(former.email)).get(`/directory/${user.id}`);
    await rights.db('users').where({ id: former.id }).update({ closed_at: new Date() });
    await disclose(user.id, 'D-22222222', 'The county court, for Ann Smithson', true);
    await disclose(user.id, 'D-33333333', 'A secret squad', false);
    const id = await removals.ask({ subject: { userId: user.id, authorityId: null } });
    expect(await removals.approve(id)).to.deep.equal({ kind: 'removed' });
    return { id, reader: reader.email };
  };
  const rows = (id: number): Promise<Row[]> =>
    rights.db('removal_recipients').where({ removal_id: id }).orderBy('id').select<Row[]>('*');

  it('is listed with the removal, by what they know it by and without whose it was [P72]', async () => {
    const { id, reader } = await removed();
    expect(
      (await rows(id)).map(({ recipient, known_from, outcome }) => [recipient, known_from, outcome]),
    ).to.deep.equal([
      ['Former officers of Leeds', 'directory', null],
      ['Officers of Oxfordshire', 'directory', 'told'],
      ['The county court, for … (disclosure D-22222222 of 5 January 2026)', 'disclosures', null],
      ['A secret squad (disclosure D-33333333 of 5 January 2026)', 'hidden-disclosures', null],
    ]);
    expect((await lettersTo(rights.db, reader)).map(({ about }) => about)).to.include('details-removed');
    const page = (await desk.get(`/occ/removals/${id}`)).text;
    expect(page).to.include('3 recipients to be told').and.not.to.include('Smithson');
    expect((await desk.get('/occ')).text).to.include('Removals with somebody to tell');
    const [event] = await rights.events('test.removal').then((all) => all.slice(-1));
    expect(event!.details).to.include({ recipients: 4 });
  });

  it('is a task until they were told or it is said why not, and the certificate counts them [P72]', async () => {
    const { id } = await removed();
    const [leeds, , court, squad] = (await rows(id)).map((row) => `/occ/removals/${id}/recipients/${row.id}`);
    const on = { settledOn: '2026-01-06', reason: '' };
    const form = await desk.get(court!);
    expect([form.status, form.text.includes('Name the disclosure and its day')]).to.deep.equal([200, true]);
    const without = await rights.send(leeds!, { ...on, outcome: 'impossible' });
    expect([without.status, without.text.includes('Say why they were not told')]).to.deep.equal([422, true]);
    const settled = await rights.send(leeds!, { ...on, outcome: 'impossible', reason: 'They have left' });
    expect([settled.status, settled.location]).to.deep.equal([303, `/occ/removals/${id}`]);
    expect((await rights.send(leeds!, { ...on, outcome: 'told' })).status, 'twice').to.equal(409);
    await rights.send(court!, { ...on, outcome: 'told' });
    await removals.finish(id);
    const removal = await removals.removal(id);
    expect(removal.state).to.equal('certified');
    const said = JSON.parse(removal.certificate!) as Record<string, unknown>;
    expect(said.recipients).to.deep.equal({ told: 2, impossible: 1, disproportionate: 0, open: 1 });
    expect(said.agesOut).to.include('archives of its log of changes');
    const certificate = (await desk.get(`/occ/removals/${id}/certificate`)).text;
    expect(certificate).to.include('2 told, 1 could not be told, 1 still to be told');
    expect((await desk.get('/occ/removals')).text).to.include('Removed, recipients to be told');
    await rights.send(`/occ/removals/${id}/recipients/new`, { recipient: 'The printers' });
    expect((await removals.removal(id)).untold).to.equal(2);
    await rights.send(squad!, { ...on, outcome: 'told' });
    const [event] = (await rights.events('removal.recipient-settled')).slice(-1);
    expect(event!.subject_id).to.equal(String(id));
    expect(event!.details).to.include({ outcome: 'told', on: '2026-01-06' });
  });

  it('is nobody’s to settle before it is carried out, nor by whoever may not remove', async () => {
    const { user } = await rights.person('Ann Smithson');
    const asked = await removals.ask({ subject: { userId: user.id, authorityId: null } });
    expect((await desk.get(`/occ/removals/${asked}/recipients/new`)).status).to.equal(404);
    const { id } = await removed();
    const support = await removals.app.signInAs({ role: 'support', authorityCode: null });
    const [row] = await rows(id);
    for (const page of [`/occ/removals/${id}/recipients/${row!.id}`, `/occ/removals/${id}/recipients/new`])
      expect((await support.get(page)).status, page).to.equal(404);
  });
});
