import { expect } from 'chai';
import { useOf, uses } from '../../../src/data-rights/objections/specification/uses.ts';
import { activities } from '../../../src/policies/index.ts';
import { mailingAudience } from '../../../src/accounts/index.ts';
import { queueMail } from '../../../src/platform/mail/queue-mail.ts';
import { beginAttempt } from '../../../src/platform/mail/store.ts';
import { testSecrets } from '../../support/app.ts';
import { lettersTo } from '../../support/mail.ts';
import { type RightsWorld, startRights } from '../rights-world.ts';

const audience = mailingAudience(testSecrets);

describe('an objection', () => {
  let world: RightsWorld;
  beforeEach(async () => {
    world = await startRights();
  });
  afterEach(() => world.app.close());

  const rows = () =>
    world
      .db('objections')
      .orderBy('id')
      .select<{ id: number; purpose: string; state: string }[]>('id', 'purpose', 'state');

  it('can be made to every use that the notice names, and each says first what it would cost [P76, P81]', async () => {
    for (const { id } of activities) expect(useOf(id), id).not.to.equal(undefined);
    const { browser } = await world.person('Obi Jector');
    const form = (await browser.get('/account/objection')).text;
    const open = (await world.app.browser().get('/data-requests/uses')).text;
    expect(uses.length).to.be.above(activities.length);
    for (const { id, name, cost } of uses) {
      expect(cost.length, id).to.be.above(20);
      expect(form).to.include(`value="${id}"`);
      for (const page of [form, open]) expect(page.includes(cost) && page.includes(name), id).to.equal(true);
    }
    const asking = (await world.app.browser().get('/data-requests/new?right=object')).text;
    expect(asking).to.include('/data-requests/uses').and.to.include('can be delayed or end');
  });

  it('to mailings or the directory takes effect at once, without reasons [P33, P40, P81]', async () => {
    const { user, browser } = await world.person('Obi Jector');
    await world.allow(user.id, 'products');
    await world.allow(user.id, 'sharing');
    expect(await audience.readers(world.db, 'products')).to.have.length(1);
    for (const purpose of ['products', 'directory']) {
      const answer = await world.send('/account/objection', { purpose, reasons: '' }, browser);
      expect([answer.status, answer.location], purpose).to.deep.equal([303, '/account/requests']);
    }
    expect(await audience.readers(world.db, 'products')).to.deep.equal([]);
    const reader = await world.app.signInAs({ authorityCode: '38' });
    expect((await reader.get(`/directory/${user.id}`)).status).to.equal(404);
    expect((await rows()).map(({ state }) => state)).to.deep.equal(['at-once', 'at-once']);
    expect(await world.db('rights_requests').select('id'), 'nothing is left to decide').to.deep.equal([]);
    expect((await browser.get('/account/requests')).text).to.include('Stopped at once');
    world.app.clock.advance(1000);
    await world.allow(user.id, 'products');
    expect(await audience.readers(world.db, 'products'), 'a later yes counts').to.have.length(1);
  });

  it('to another use stops it while it is checked, and is a request with its month [P76, P81]', async () => {
    const { user, browser } = await world.person('Obi Jector');
    const { authority_id } = await world.db('users').where({ id: user.id }).first<{ authority_id: number }>();
    const [upload] = await world
      .db('uploads')
      .insert({
        ...{ authority_id, uploaded_by: user.id, kind: 'extract', series: 'extract', file_name: 'a.zip' },
        ...{ file_size: 1, sha256: Buffer.alloc(32), data_date: '2009-06-30', state: 'withdrawn' },
      })
      .returning<{ id: number }[]>('id');
    const colleague = await world.app.signInAs();
    const isNamed = async (): Promise<boolean> =>
      (await colleague.get(`/uploads/${upload!.id}`)).text.includes('Obi Jector');
    expect(await isNamed()).to.equal(true);
    await world.send('/account/objection', { purpose: 'work', reasons: 'I am followed' }, browser);
    expect(await isNamed()).to.equal(false);
    const request = await world.db('rights_requests').first<Record<string, unknown>>();
    expect(request).to.include({ wanted_right: 'object', user_id: user.id, subject_id: user.id });
    const list = (await world.desk.get('/occ/objections')).text;
    expect(list).to.include('Being checked').and.to.include('Your work with uploads and reports');
    const again = await world.send('/account/objection', { purpose: 'work', reasons: '' }, browser);
    expect(again.status).to.equal(422);

    const [objection] = await rows();
    const page = `/occ/objections/${objection!.id}`;
    const without = await world.send(`${page}/decision`, { decision: 'overridden', decisionReasons: '' });
    expect(without.status).to.equal(422);
    const fields = { decision: 'overridden', decisionReasons: 'The audit of 2026 needs the names' };
    expect((await world.send(`${page}/decision`, fields)).location).to.equal(page);
    expect(await isNamed()).to.equal(true);
    const letter = (await lettersTo(world.db, user.email)).at(-1)!;
    const said = JSON.stringify(letter.letter);
    expect(letter.about).to.equal('objection-decided');
    expect(said)
      .to.include('The audit of 2026')
      .and.to.include('Information Commissioner')
      .and.to.include('court');
    expect((await browser.get('/account/requests')).text).to.include('The audit of 2026 needs the names');
    expect((await world.send(`${page}/decision`, fields)).status, 'once only').to.equal(409);
  });

  it('that is upheld keeps the use stopped: letters that the use is for do not leave [P81]', async () => {
    const { user, browser } = await world.person('Obi Jector');
    await world.send('/account/objection', { purpose: 'mail', reasons: 'Too many' }, browser);
    const [objection] = await rows();
    await world.send(`/occ/objections/${objection!.id}/decision`, {
      ...{ decision: 'upheld', decisionReasons: 'You are right' },
    });
    const barred = async (about: string): Promise<boolean | undefined> => {
      const letter = { subject: 'News', name: null, parts: [] };
      const mail = { to: user.email, userId: user.id, about, letter };
      const id = await world.db.transaction((trx) => queueMail(trx, testSecrets, mail));
      return (await beginAttempt(world.db, id))?.isBarred;
    };
    expect(await barred('role-changed')).to.equal(true);
    expect((await rows()).map(({ state }) => state)).to.deep.equal(['upheld']);
    const other = await world.person('Otto Ther');
    const mail = { to: other.user.email, userId: other.user.id, about: 'role-changed' };
    const id = await world.db.transaction((trx) =>
      queueMail(trx, testSecrets, { ...mail, letter: { subject: 'News', name: null, parts: [] } }),
    );
    expect((await beginAttempt(world.db, id))?.isBarred).to.equal(false);
  });

  it('can be written down by us, and warns us of its cost before [P76]', async () => {
    const { user } = await world.person('Obi Jector');
    await world.allow(user.id, 'research');
    const address = `/occ/objections/new?user=${user.id}`;
    expect((await world.desk.get(address)).text).to.include(useOf('accounts')!.cost);
    const { location } = await world.send(address, { purpose: 'research', reasons: '' });
    expect((await world.desk.get(location)).text).to.include('Stopped at once');
    expect(await audience.readers(world.db, 'research')).to.deep.equal([]);
    const [event] = await world.events('objection.recorded');
    expect(event?.subject_id).to.equal(String(user.id));
  });

  it('is nobody’s own to decide, and not there for others [P127]', async () => {
    expect((await world.desk.get(`/occ/objections/new?user=${world.officer.id}`)).status).to.equal(403);
    await world.send('/account/objection', { purpose: 'audit', reasons: 'Mine' });
    const [objection] = await rows();
    const page = `/occ/objections/${objection!.id}`;
    const own = await world.send(`${page}/decision`, { decision: 'upheld', decisionReasons: 'I am right' });
    expect([own.status, (await rows())[0]?.state]).to.deep.equal([403, 'checking']);
    const support = await world.app.signInAs({ role: 'support' });
    expect((await support.get(page)).status).to.equal(404);
    expect((await world.desk.get('/occ/objections/999999')).status).to.equal(404);
  });
});
