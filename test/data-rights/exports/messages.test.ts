import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { letterGroup } from '../../../src/data-rights/exports/collect/letter-group.ts';
import { link, text } from '../../../src/platform/mail/letter.ts';
import { openMailer } from '../../../src/platform/mail/mailer.ts';
import { queueMail } from '../../../src/platform/mail/queue-mail.ts';
import { originalSecrets, startWholeApp, type WholeApp } from '../../support/whole-app.ts';

describe('messages in which somebody is named', () => {
  let app: WholeApp;
  let dataDir: string;
  before(async () => {
    app = await startWholeApp({ jobs: false });
    dataDir = await mkdtemp(path.join(tmpdir(), 'sp-bench-messages-'));
  });
  after(async () => {
    await app.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const letter = (name: string) => ({
    subject: `Für ${name}`,
    name,
    parts: [
      text(`Grüße, and a long line for ${name} that has to be broken.`),
      link('Choose', '/password/reset/SECRETTOKEN'),
    ],
  });

  it('are found where they wait and where copies lie, are read through their encodings, and let nobody in [P60]', async () => {
    const db = app.database.knex;
    const config = {
      smtpUrl: null,
      mailFrom: { name: 'SP-Bench', address: 'no-reply@x.example' },
      dataDir,
      baseUrl: 'https://x.example',
    };
    const mailer = openMailer({ ...config, https: true, host: 'x.example', port: 443 });
    for (const [id, name] of [
      [1, 'Zoë Ünlü'],
      [2, 'Somebody Else'],
    ] as const) {
      await mailer.send({ id, queuedAt: new Date(), to: `p${id}@x.example`, letter: letter(name) });
      await db.transaction((trx) =>
        queueMail(trx, originalSecrets, {
          ...{ to: `p${id}@x.example`, userId: null, about: 'test', letter: letter(name) },
        }),
      );
    }
    mailer.close();
    const parts = { db, secrets: originalSecrets, dataDir };
    const { groups, waiting, copies } = await letterGroup(parts, ['Zoë Ünlü']);
    expect([waiting, copies]).to.deep.equal([1, 1]);
    const items = groups[0]!.items.map(({ values }) => values);
    expect(items).to.have.length(2);
    for (const { to, subject, text: said } of items) {
      expect(to).to.include('p1@x.example').and.not.to.include('=?');
      expect(subject).to.equal('Für Zoë Ünlü');
      expect(said).to.include('Dear Zoë Ünlü').and.to.include('Grüße').and.to.include('(link)');
    }
    expect(JSON.stringify(items)).not.to.include('SECRETTOKEN').and.not.to.include('Somebody');
    expect((await letterGroup({ ...parts, dataDir: null }, ['Zoë Ünlü'])).copies).to.equal(null);
    expect((await letterGroup(parts, ['Nobody Known'])).groups).to.deep.equal([]);
  });
});
