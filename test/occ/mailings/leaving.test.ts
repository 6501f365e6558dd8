import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { pino } from 'pino';
import { correctDetail } from '../../../src/accounts/your-account/correct-detail.ts';
import { chooseConsent } from '../../../src/accounts/consents/record-consent.ts';
import { mailingAudience, suppressAddress } from '../../../src/accounts/index.ts';
import { mayMail, sendMailing } from '../../../src/occ/mailings/send-mailing.ts';
import { startMailing } from '../../../src/occ/mailings/steer-mailing.ts';
import { writeMailing } from '../../../src/occ/mailings/write-mailing.ts';
import { openDatabase } from '../../../src/platform/database.ts';
import { openMailer } from '../../../src/platform/mail/mailer.ts';
import { sendMail, type SendParts } from '../../../src/platform/mail/send-mail.ts';
import { startJobs } from '../../../src/wiring-jobs.ts';
import { testSecrets, type TestUser } from '../../support/app.ts';
import { originalSecrets, startWholeApp, type WholeApp } from '../../support/whole-app.ts';

const secrets = { ...testSecrets, ...originalSecrets };
const audience = mailingAudience(secrets);

describe('the letters of a mailing', () => {
  let app: WholeApp;
  let reader: TestUser;
  let mailingId: number;
  beforeEach(async () => {
    app = await startWholeApp({ jobs: false });
    const db = app.database.knex;
    const staff = await app.createUser({ role: 'support' });
    const actor = { userId: staff.id, action: 'test.mailing' };
    reader = await app.createUser({ name: 'Rea Der' });
    await say(['email']);
    const text = { purpose: 'products' as const, subject: 'Something new', body: 'First.\n\nSecond.' };
    const by = { userId: staff.id, at: app.clock.now() };
    mailingId = await writeMailing(db, { text, ...by }, actor);
    await startMailing(db, { id: mailingId, ...by }, actor);
  });
  afterEach(() => app.close());

  const say = (ways: 'email'[]) => {
    const choice = { userId: reader.id, purpose: 'products' as const, ways, at: app.clock.now() };
    return chooseConsent(app.database.knex, secrets, choice, { userId: reader.id, action: 'test.said' });
  };
  const mailer = () =>
    openMailer({
      ...{ smtpUrl: null, dataDir: app.dataDir, baseUrl: 'https://sp-bench.example', https: true },
      ...{ host: '127.0.0.1', port: 3000, mailFrom: { name: 'SP-Bench', address: 'us@sp-bench.example' } },
    });
  const sent = async (): Promise<string[]> => {
    const folder = path.join(app.dataDir, 'mail');
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
    return Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  };
  const outbox = () =>
    app.database.knex('outbox').where({ mailing_id: mailingId }).first<{ id: number; state: string }>();
  const sendParts = (): SendParts => ({
    ...{ db: app.database.knex, pool: app.database.pool, clock: app.clock.now, secrets, mailer: mailer() },
    logger: pino({ level: 'silent' }),
    mayMail: (letter, to) => mayMail({ db: app.database.knex, audience }, letter, to),
  });
  const write = () =>
    sendMailing({ db: app.database.knex, clock: app.clock.now, secrets, audience }, mailingId);

  it('leave by the worker, with what a mail program needs to unsubscribe in one click [P37, P40]', async () => {
    const database = openDatabase(app.testDatabase.url, { poolSize: 8 });
    const { temporaryFiles } = app;
    const removals = { read: () => Promise.resolve([]) } as never;
    const logger = pino({ level: 'silent' });
    const jobs = await startJobs(
      { database, secrets, temporaryFiles, removals, logger },
      { mailer: mailer() },
    );
    for (let waited = 0; waited < 200 && (await sent()).length === 0; waited += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await jobs.stop();
    await database.close();
    const letters = await sent();
    expect(letters).to.have.length(1);
    const plain = letters[0]!.replace(/\r\n[ \t]+/g, ' ').replace(/=\r\n/g, '');
    const address = /^List-Unsubscribe: <\s*(https:\/\/sp-bench\.example\/unsubscribe\/[\w-]+)>/im.exec(
      plain,
    )?.[1];
    expect(address, plain.slice(0, 1500)).to.be.a('string');
    expect(plain).to.match(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/im);
    expect(plain).to.include('because you allowed').and.not.to.include('It is not advertising');
    const answer = await app.browser().post(new URL(address!).pathname, { 'List-Unsubscribe': 'One-Click' });
    expect(answer.status).to.equal(200);
    expect(await audience.readers(app.database.knex, 'products')).to.deep.equal([]);
    await say(['email']);
    expect(await audience.readers(app.database.knex, 'products')).to.have.length(1);
    // As RFC 8058 would rather have it.
    const body = new FormData();
    body.append('List-Unsubscribe', 'One-Click');
    const again = await app.browser().request(new URL(address!).pathname, { method: 'POST', body });
    expect(again.status).to.equal(200);
    expect(await audience.readers(app.database.knex, 'products')).to.deep.equal([]);
    expect(await app.database.knex('mailings').pluck('state')).to.deep.equal(['sent']);
  });

  it('that wait are given up when their reader says no meanwhile [P33, P40]', async () => {
    await write();
    await say([]);
    await sendMail(sendParts(), (await outbox()).id);
    expect(await sent()).to.deep.equal([]);
    expect(await outbox()).to.include({ state: 'given-up', content: null });
  });

  it('do not leave where nobody can be asked', async () => {
    await write();
    await sendMail({ ...sendParts(), mayMail: undefined }, (await outbox()).id);
    expect(await sent()).to.deep.equal([]);
  });

  it('do not go to an address that was objected for, though another account with an older yes comes to have it [P40]', async () => {
    const db = app.database.knex;
    const readers = () => audience.readers(db, 'products');
    await db.transaction((trx) =>
      suppressAddress(trx, testSecrets, 'objected@example.org', new Date(app.clock.now().getTime() - 1000)),
    );
    app.clock.advance(1000);
    await db.transaction(async (trx) => {
      const correcting = { userId: reader.id, field: 'email', value: 'objected@example.org' } as const;
      await correctDetail(trx, { ...correcting, at: app.clock.now() });
    });
    expect(await readers()).to.deep.equal([]);
    app.clock.advance(1000);
    await say([]);
    await say(['email']);
    expect((await readers()).map(({ email }) => email)).to.deep.equal(['objected@example.org']);
  });

  it('follow nobody to another address', async () => {
    await write();
    await app.database.knex('users').where({ id: reader.id }).update({ email: 'moved@example.org' });
    await sendMail(sendParts(), (await outbox()).id);
    expect(await sent()).to.deep.equal([]);
  });
});
