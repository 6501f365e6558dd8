import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { pino } from 'pino';
import { mailingAudience } from '../../../src/accounts/index.ts';
import { openMailer } from '../../../src/platform/mail/mailer.ts';
import { queueMail } from '../../../src/platform/mail/queue-mail.ts';
import { sendMail } from '../../../src/platform/mail/send-mail.ts';
import { sendMailing } from '../../../src/occ/mailings/send-mailing.ts';
import { startMailing } from '../../../src/occ/mailings/steer-mailing.ts';
import { writeMailing } from '../../../src/occ/mailings/write-mailing.ts';
import { testSecrets } from '../../support/app.ts';
import { lettersTo } from '../../support/mail.ts';
import { type RightsWorld, startRights } from '../rights-world.ts';

const audience = mailingAudience(testSecrets);

describe('a limit on the use of somebody’s data', () => {
  let world: RightsWorld;
  beforeEach(async () => {
    world = await startRights();
  });
  afterEach(() => world.app.close());

  const directoryOf = async (userId: number, name: string): Promise<[boolean, number]> => {
    const reader = await world.app.signInAs({ authorityCode: '38' });
    return [
      (await reader.get('/directory')).text.includes(name),
      (await reader.get(`/directory/${userId}`)).status,
    ];
  };
  const parts = () => {
    const { app } = world;
    const mailFrom = { name: 'SP-Bench', address: 'us@sp-bench.example' };
    return {
      ...{ db: app.database.knex, pool: app.database.pool, clock: app.clock.now, secrets: testSecrets },
      mailer: openMailer({
        ...{ smtpUrl: null, dataDir: app.dataDir, baseUrl: 'https://sp-bench.example', https: true },
        ...{ host: '127.0.0.1', port: 3000, mailFrom },
      }),
      logger: pino({ level: 'silent' }),
    };
  };
  const left = async (): Promise<string[]> => {
    const folder = path.join(world.app.dataDir, 'mail');
    const names = (await readdir(folder).catch(() => [])).sort();
    return Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  };

  it('offers the grounds of the law, and wants one [P73]', async () => {
    const { user } = await world.person('Rae Strict');
    const address = `/occ/restrictions/new?user=${user.id}`;
    const { text } = await world.desk.get(address);
    for (const ground of ['accuracy-contested', 'unlawful', 'legal-claims', 'objection-checked'])
      expect(text).to.include(`value="${ground}"`);
    expect(text).to.include('protect somebody else’s rights').and.to.include('important public interest');
    const refused = await world.send(address, { ground: 'whim' });
    expect([refused.status, refused.text.includes('Choose: why it is limited')]).to.deep.equal([422, true]);
    expect(await world.db('restrictions').select('id')).to.deep.equal([]);
    await world.restrict(user.id);
    const again = await world.send(address, { ground: 'accuracy-contested' });
    expect([again.status, again.text.includes('limited on this ground already')]).to.deep.equal([422, true]);
  });

  it('takes the person out of the directory at once, and lifting it brings them back [P33, P74]', async () => {
    const { user } = await world.person('Rae Strict');
    await world.allow(user.id, 'sharing');
    expect(await directoryOf(user.id, 'Rae Strict')).to.deep.equal([true, 200]);
    const id = await world.restrict(user.id);
    expect(await directoryOf(user.id, 'Rae Strict')).to.deep.equal([false, 404]);
    await world.send(`/occ/restrictions/${id}/telling`, { toldWay: 'email', toldOn: '2026-01-01' });
    expect(await directoryOf(user.id, 'Rae Strict'), 'told is not lifted').to.deep.equal([false, 404]);
    await world.send(`/occ/restrictions/${id}/lifting`, { endReason: 'It was right' });
    expect(await directoryOf(user.id, 'Rae Strict')).to.deep.equal([true, 200]);
  });

  it('stops a mailing that is being sent, and keeps the person out of the next [P37, P74]', async () => {
    const { db, app } = world;
    const { user } = await world.person('Rae Strict');
    await world.allow(user.id, 'products');
    const staff = await app.createUser({ role: 'support' });
    const by = { userId: staff.id, at: app.clock.now() };
    const actor = { userId: staff.id, action: 'test.mailing' };
    const text = { purpose: 'products' as const, subject: 'Something new', body: 'First.' };
    const begin = async (): Promise<number> => {
      const id = await writeMailing(db, { text, ...by }, actor);
      await startMailing(db, { id, ...by }, actor);
      await sendMailing({ db, clock: app.clock.now, secrets: testSecrets, audience }, id);
      return id;
    };
    const first = await begin();
    const letter = await db('outbox').where({ mailing_id: first }).first<{ id: number }>('id');
    await world.restrict(user.id);
    expect(await audience.readers(db, 'products')).to.deep.equal([]);
    const mayMail = async (): Promise<boolean> => Promise.resolve(true);
    await sendMail({ ...parts(), mayMail }, letter.id);
    expect(await db('outbox').where({ id: letter.id }).first('state', 'content')).to.deep.equal({
      ...{ state: 'given-up', content: null },
    });
    expect(await db('outbox').where({ mailing_id: await begin() })).to.deep.equal([]);
  });

  it('lets out only mail about itself, the case and the safety of the account [P41, P74]', async () => {
    const { db } = world;
    const { user } = await world.person('Rae Strict');
    const queue = (about: string): Promise<number> =>
      db.transaction((trx) =>
        queueMail(trx, testSecrets, {
          ...{ to: user.email, userId: user.id, about },
          letter: { subject: `About ${about}`, name: 'Rae', parts: [] },
        }),
      );
    const before = await queue('consent-recorded');
    await world.restrict(user.id);
    const waiting = await db('outbox').where({ state: 'queued' }).pluck<number[]>('id');
    const ids = [before, ...waiting.filter((id) => id !== before)];
    for (const about of [
      'request-letter',
      'password-reset',
      'password-changed',
      'role-changed',
      'invitation',
    ])
      ids.push(await queue(about));
    for (const id of ids) await sendMail(parts(), id);
    const states = await db('outbox')
      .orderBy('id')
      .select<{ about: string; state: string }[]>('about', 'state');
    expect(states.map(({ about, state }) => `${about} ${state}`)).to.deep.equal([
      ...['consent-recorded given-up', 'restriction-began sent', 'request-letter sent'],
      ...['password-reset sent', 'password-changed sent', 'role-changed given-up', 'invitation given-up'],
    ]);
    expect(await left()).to.have.length(4);
  });

  it('leaves the person their account, data and requests; uploads and reports say why not [P23, P74]', async () => {
    const { browser, user } = await world.person('Rae Strict');
    expect((await browser.get('/reports')).status).to.equal(200);
    await world.restrict(user.id);
    for (const page of [
      '/uploads',
      '/uploads/new',
      '/reports',
      '/reports/cost/weekly-unit-cost',
      '/directory',
      '/account/colleagues',
    ]) {
      const { status, text } = await browser.get(page);
      expect(status, page).to.equal(403);
      expect(text, page).to.include('The use of your data is limited').and.to.include('/account/requests');
    }
    const csv = await browser.get('/reports/cost/weekly-unit-cost.csv');
    expect([csv.status, csv.headers.get('content-type')]).to.deep.equal([403, 'text/html; charset=utf-8']);
    const file = { field: 'file', name: 'SPLSExtract_00AJ_30062009.zip', bytes: new Uint8Array(4) };
    const token = { csrfToken: await browser.csrfToken() };
    expect((await browser.postMultipart('/uploads/new', file, token)).status).to.equal(403);
    expect(await world.db('uploads').select('id')).to.deep.equal([]);
    await world.app.confirm(browser, user.email);
    for (const page of [
      '/account',
      '/account/data',
      '/account/data.json',
      '/account/requests',
      '/account/security',
      '/account/preferences',
    ])
      expect((await browser.get(page)).status, page).to.equal(200);
    const home = await browser.get('/');
    expect(home.text).to.include('The use of your data is limited').and.not.to.include('Upload an extract');
    expect((await browser.get('/account/requests')).text).to.include('Ask to have the limit lifted');
    const other = await world.app.signInAs();
    expect((await other.get('/occ')).status, 'what is not theirs is no limit').to.equal(404);
    expect((await browser.get('/occ')).status).to.equal(404);
  });

  it('tells lead officers and colleagues no more than that there is an account [P74]', async () => {
    const { user } = await world.person('Rae Strict');
    const { authority_id } = await world.db('users').where({ id: user.id }).first<{ authority_id: number }>();
    const [upload] = await world
      .db('uploads')
      .insert({
        ...{ authority_id, uploaded_by: user.id, kind: 'extract', series: 'extract', file_name: 'a.zip' },
        ...{ file_size: 1, sha256: Buffer.alloc(32), data_date: '2009-06-30', state: 'withdrawn' },
      })
      .returning<{ id: number }[]>('id');
    const lead = await world.app.signInAs({ role: 'lead', name: 'Lee Der' });
    const list = async (): Promise<string> => (await lead.get('/account/colleagues')).text;
    const uploadPage = async (): Promise<string> => (await lead.get(`/uploads/${upload!.id}`)).text;
    expect(await list())
      .to.include('Rae Strict')
      .and.to.include(user.email);
    expect(await uploadPage()).to.include('Rae Strict');
    await world.restrict(user.id);
    expect(await list())
      .to.include('Somebody whose data is not used at present')
      .and.not.to.include('Rae Strict')
      .and.not.to.include(user.email)
      .and.not.to.include(`/account/colleagues/${user.id}/closing`);
    expect(await uploadPage()).not.to.include('Rae Strict');
    const closing = await lead.get(`/account/colleagues/${user.id}/closing`);
    expect([closing.status, closing.text.includes('Rae Strict')]).to.deep.equal([403, false]);
    expect((await world.send(`/account/colleagues/${user.id}/closing`, {}, lead)).status).to.equal(403);
    const officer = await world.app.signInAs();
    expect((await officer.get('/account/colleagues')).text).not.to.include('Rae Strict');
  });

  it('is marked for our own people, and refuses what is more than storing [P74]', async () => {
    const { user } = await world.person('Rae Strict');
    await world.restrict(user.id);
    expect(await world.personPage(user.id)).to.include('Restricted: storage only');
    const support = await world.app.signInAs({ role: 'support' });
    expect((await support.get('/occ/users?q=Rae')).text).to.include('Restricted: storage only');
    await world.send(`/occ/users/${user.id}/opening`, { reason: '', caseNumber: 'T-1' }, support);
    const page = (await support.get(`/occ/users/${user.id}`)).text;
    expect(page).to.include('Sign the person out').and.not.to.include('Send a password reset');
    for (const action of ['password-reset', 'closing']) {
      const { status, text } = await world.send(`/occ/users/${user.id}/${action}`, {}, support);
      expect([status, text.includes('Restricted: storage only')], action).to.deep.equal([403, true]);
    }
    expect((await world.send(`/occ/users/${user.id}/sessions`, {}, support)).status).to.equal(303);
    expect(await world.db('users').where({ id: user.id }).first('closed_at')).to.deep.equal({
      closed_at: null,
    });
  });

  it('is lifted only after the person was told, in the form and in the database [P75]', async () => {
    const { user, browser } = await world.person('Rae Strict');
    const id = await world.restrict(user.id);
    const early = await world.send(`/occ/restrictions/${id}/lifting`, { endReason: 'It was right' });
    expect([early.status, early.text.includes('Tell the person first')]).to.deep.equal([422, true]);
    expect((await browser.get('/reports')).status).to.equal(403);
    const forced = await world
      .db('restrictions')
      .where({ id })
      .update({ ended_at: new Date(), ended_by: world.officer.id, end_reason: 'x' })
      .catch((error: unknown) => (error as { code: string }).code);
    expect(forced).to.equal('23514');
    const past = await world.send(`/occ/restrictions/${id}/telling`, {
      toldWay: 'phone',
      toldOn: '2020-01-01',
    });
    expect([past.status, past.text.includes('before the limit began')]).to.deep.equal([422, true]);
    await world.send(`/occ/restrictions/${id}/telling`, { toldWay: 'email', toldOn: '2020-01-01' });
    const letters = await lettersTo(world.db, user.email);
    expect(letters.map(({ about }) => about)).to.deep.equal(['restriction-began', 'restriction-ends']);
    const lifted = await world.send(`/occ/restrictions/${id}/lifting`, { endReason: 'It was right' });
    expect(lifted.location).to.equal(`/occ/restrictions/${id}`);
    expect((await browser.get('/reports')).status).to.equal(200);
    const again = await world.send(`/occ/restrictions/${id}/lifting`, { endReason: 'Twice' });
    expect(again.text).to.include('The limit was lifted already');
    expect((await browser.get('/account/data')).text).to.include('It was right');
    const [told] = await world.events('restriction.end-told');
    const [end] = await world.events('restriction.lifted');
    expect([told?.details.way, end?.details]).to.deep.equal(['email', { restriction: id }]);
  });

  it('holds as long as another one is in force [P74]', async () => {
    const { user, browser } = await world.person('Rae Strict');
    const first = await world.restrict(user.id);
    await world.restrict(user.id, 'legal-claims');
    await world.send(`/occ/restrictions/${first}/telling`, { toldWay: 'email', toldOn: '2026-01-01' });
    await world.send(`/occ/restrictions/${first}/lifting`, { endReason: 'It was right' });
    expect((await browser.get('/reports')).status).to.equal(403);
  });

  it('is offered, and ticked, when a correction or an objection is taken up [P73]', async () => {
    const { user } = await world.person('Rae Strict');
    const taken = await world.send('/occ/requests/new', {
      ...{ channel: 'post', receivedOn: '2026-01-05', right: 'correct', message: 'My name is wrong' },
      ...{ forWhom: 'myself', name: 'Rae Strict', email: user.email },
    });
    const place = taken.location;
    expect(place).to.match(/^\/occ\/requests\/R-/);
    const box = /<input[^>]*name="limit"[^>]*>/.exec((await world.desk.get(`${place}/person`)).text)?.[0];
    expect(box).to.include('checked');
    await world.send(`${place}/person`, { subject: String(user.id), limit: 'yes' });
    const limit = await world
      .db('restrictions')
      .first<Record<string, unknown>>('user_id', 'ground', 'ended_at');
    expect(limit).to.deep.equal({ user_id: user.id, ground: 'accuracy-contested', ended_at: null });
    const page = (await world.desk.get(place)).text;
    expect(page)
      .to.include('Limit the use while it is checked')
      .and.to.include('/occ/corrections/new?case=R-');
  });

  it('is listed with its state and when it is to be settled', async () => {
    const { user } = await world.person('Rae Strict');
    await world.restrict(user.id);
    const { text } = await world.desk.get('/occ/restrictions');
    expect(text).to.include('Storage only').and.to.include('Rae Strict').and.to.include('To be settled by');
  });
});
