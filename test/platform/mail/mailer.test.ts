import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { type MailConfig, openMailer } from '../../../src/platform/mail/mailer.ts';
import { letter, mailConfig } from './posting.ts';
import { headersOf, partOf, startSmtp } from './smtp.ts';

const mail = { id: 7, queuedAt: new Date('2026-11-22T12:00:00Z'), to: 'ann@example.org', letter };

describe('how letters leave', () => {
  describe('without SMTP_URL', () => {
    let dataDir: string;
    let config: MailConfig;
    beforeEach(async () => {
      dataDir = await mkdtemp(path.join(tmpdir(), 'sp-bench-mail-'));
      config = { ...mailConfig, dataDir };
    });
    afterEach(() => rm(dataDir, { recursive: true, force: true }));

    it('each is a whole message in a file that only its owner reads', async () => {
      expect(await openMailer(config).send(mail)).to.deep.equal({ kind: 'sent' });
      const folder = path.join(dataDir, 'mail');
      expect(await readdir(folder)).to.deep.equal(['20261122120000-7.eml']);
      const file = path.join(folder, '20261122120000-7.eml');
      expect((await stat(file)).mode & 0o777).to.equal(0o600);
      expect((await stat(folder)).mode & 0o777).to.equal(0o700);
      const raw = await readFile(file, 'utf8');
      expect(headersOf(raw)).to.include({
        ...{ to: 'Ann Example <ann@example.org>', 'mime-version': '1.0' },
        date: 'Sun, 22 Nov 2026 12:00:00 +0000',
      });
      expect(raw.replaceAll('\r\n', '')).not.to.match(/[\r\n]/);
      expect(partOf(raw, 'text/plain')).to.include('https://sp-bench.example/password/new/abc');
    });

    it('a repeat takes the place of the first', async () => {
      const mailer = openMailer(config);
      await mailer.send(mail);
      await mailer.send(mail);
      expect(await readdir(path.join(dataDir, 'mail'))).to.have.length(1);
    });

    it('a folder that cannot be written is a fault that may pass', async () => {
      const mailer = openMailer({ ...config, dataDir: '/dev/null' });
      expect(await mailer.send(mail)).to.deep.equal({
        ...{ kind: 'failed', fault: { word: 'not-written', code: null } },
      });
    });
  });

  describe('with SMTP_URL', () => {
    it('the user and password of the address sign in, and a refusal is our own fault', async () => {
      const seen: string[] = [];
      const smtp = await startSmtp({
        authOptional: false,
        allowInsecureAuth: true,
        onAuth: ({ username, password }, _session, done) => {
          seen.push(`${username ?? ''} ${password ?? ''}`);
          done(null, password === 'p@ss:word' ? { user: username } : {});
        },
      });
      const at = (user: string): string => `smtp://${user}@127.0.0.1:${smtp.port}`;
      const right = openMailer({ ...mailConfig, smtpUrl: at('post:p%40ss%3Aword') });
      const wrong = openMailer({ ...mailConfig, smtpUrl: at('post:guess') });
      expect(await right.send(mail)).to.deep.equal({ kind: 'sent' });
      expect(await wrong.send(mail)).to.deep.equal({
        ...{ kind: 'failed', fault: { word: 'sign-in-refused', code: 535 } },
      });
      expect(seen).to.deep.equal(['post p@ss:word', 'post guess']);
      right.close();
      wrong.close();
      await smtp.close();
    });

    it('another machine that offers no TLS is sent nothing', async () => {
      const smtp = await startSmtp();
      // Another name of this machine, which does not say so.
      const mailer = openMailer({ ...mailConfig, smtpUrl: `smtp://127.0.0.2:${smtp.port}` });
      const result = await mailer.send(mail);
      expect(result).to.deep.equal({ kind: 'failed', fault: { word: 'unreachable', code: null } });
      expect(smtp.arrived).to.deep.equal([]);
      mailer.close();
      await smtp.close();
    });
  });
});
