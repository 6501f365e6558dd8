import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { httpClient } from '../support/http-client.ts';
import { startSmtp } from '../platform/mail/smtp.ts';
import { end, newDataDir, removeDataDir, startMain, type Running } from './running.ts';

const sound = { name: 'Ann Example', email: 'ann@example.org', message: 'When is the next release?' };

describe('the process and its mail', function () {
  this.timeout(120_000);

  let dataDir: string;
  let running: Running | undefined;
  beforeEach(async () => {
    dataDir = await newDataDir();
    running = undefined;
  });
  afterEach(async () => {
    if (running) await end(running.child);
    await removeDataDir(dataDir);
  });

  it('lays a letter down as a file where no mail server is set', async () => {
    running = await startMain({ DATA_DIR: dataDir, BASE_URL: '' });
    expect((await httpClient(running.url).submit('/contact/new', sound)).status).to.equal(303);
    const folder = path.join(dataDir, 'mail');
    let files: string[] = [];
    while (files.length === 0) {
      await sleep(50);
      files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.eml'));
    }
    expect(files).to.have.length(1);
    expect(await readFile(path.join(folder, files[0]!), 'utf8')).to.match(/^To: ann@example\.org\r$/m);
  });

  it('sends a letter where one is, from the sender that is set', async () => {
    const smtp = await startSmtp();
    running = await startMain({
      DATA_DIR: dataDir,
      SMTP_URL: smtp.url,
      MAIL_FROM: 'Team <team@example.org>',
    });
    await httpClient(running.url).submit('/complaints/new', sound);
    while (smtp.arrived.length === 0) await sleep(50);
    expect(await end(running.child)).to.equal(0);
    await smtp.close();
    expect(smtp.arrived.map(({ from, to }) => [from, to])).to.deep.equal([
      ['team@example.org', ['ann@example.org']],
    ]);
    expect(await readdir(dataDir)).not.to.include('mail');
  });
});
