import { expect } from 'chai';
import { runJobs } from '../../../src/platform/jobs.ts';
import { pausesMs } from '../../../src/platform/mail/fault.ts';
import type { Mailer } from '../../../src/platform/mail/mailer.ts';
import { queueMail, SEND_MAIL } from '../../../src/platform/mail/queue-mail.ts';
import { mailRetention } from '../../../src/platform/mail/retention.ts';
import { sendMail } from '../../../src/platform/mail/send-mail.ts';
import { revive } from '../../../src/platform/mail/store.ts';
import { tendOutbox } from '../../../src/platform/mail/tend-outbox.ts';
import { testSecrets } from '../../support/app.ts';
import { errorOf } from '../../support/errors.ts';
import { letter, type Outbox, smtpMailer, startOutbox } from './posting.ts';
import { decoded, headersOf, partOf, startSmtp, type TestSmtp } from './smtp.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('the outbox', () => {
  let outbox: Outbox;
  let smtp: TestSmtp;
  let mailer: Mailer;
  beforeEach(async () => {
    outbox = await startOutbox();
    smtp = await startSmtp();
    mailer = smtpMailer(smtp.url);
  });
  afterEach(async () => {
    mailer.close();
    await smtp.close();
    await outbox.close();
  });

  const send = (id: number): Promise<void> => sendMail(outbox.parts(mailer), id);

  describe('a letter', () => {
    it('arrives once by the job that was queued with it, with the headers of a service message [P41]', async () => {
      const id = await outbox.queue();
      const parts = outbox.parts(mailer);
      const task = (payload: unknown): Promise<void> =>
        sendMail(parts, (payload as { mailId: number }).mailId);
      const jobs = await runJobs(outbox.database.pool, { [SEND_MAIL]: task }, parts.logger);
      while ((await outbox.row(id)).state === 'queued') await new Promise((done) => setTimeout(done, 20));
      await jobs.stop();
      await send(id);
      expect(smtp.arrived).to.have.length(1);
      const [{ from, to, raw } = smtp.arrived[0]!] = smtp.arrived;
      expect([from, to]).to.deep.equal(['no-reply@sp-bench.example', ['ann@example.org']]);
      const headers = headersOf(raw);
      expect(headers).to.include({
        from: '"SP-Bench" <no-reply@sp-bench.example>',
        to: 'Ann Example <ann@example.org>',
        subject: 'Choose a new password',
        'auto-submitted': 'auto-generated',
      });
      expect(headers['message-id']).to.match(new RegExp(`^<[a-z0-9]+\\.${id}@sp-bench\\.example>$`));
      expect(headers).not.to.have.any.keys('list-unsubscribe', 'precedence', 'bcc', 'cc');
      expect(await outbox.jobs()).to.deep.equal([]);
    });

    it('says the same as text and as HTML, with whole addresses and nothing beyond need', async () => {
      await send(await outbox.queue());
      const { raw } = smtp.arrived[0]!;
      const [plain, html] = [partOf(raw, 'text/plain'), partOf(raw, 'text/html')];
      for (const said of [
        'Dear Ann Example',
        'Somebody asked for a new password for your account, perhaps you.',
        'Choose it here:',
        'Works until:',
        '22 November 2026 at 1:00 pm',
      ]) {
        expect(plain).to.include(said);
        expect(html).to.include(said);
      }
      expect(plain).to.include('\r\nhttps://sp-bench.example/password/new/abc?x=1&y=2\r\n');
      expect(html).to.include('href="https://sp-bench.example/password/new/abc?x=1&amp;y=2"');
      expect(html).not.to.match(/<script|<img|style=/);
      for (const line of plain.split('\r\n')) expect(line.length).to.be.at.most(76);
      expect(raw.replaceAll('ann@example.org', '')).not.to.match(/ann@/);
    });

    it('keeps names and subjects of any language, and escapes what they hold', async () => {
      await send(
        await outbox.queue('ann@example.org', { name: 'Zoë <b>Łuk</b>', subject: 'Grüße – 2 < 3 & “more”' }),
      );
      const { raw } = smtp.arrived[0]!;
      const headers = headersOf(raw);
      expect(decoded(headers.subject ?? '')).to.equal('Grüße – 2 < 3 & “more”');
      expect(decoded(headers.to ?? ''))
        .to.include('Zoë')
        .and.to.include('<ann@example.org>');
      expect(partOf(raw, 'text/html')).to.include('Dear Zoë &lt;b&gt;Łuk&lt;/b&gt;');
      expect(partOf(raw, 'text/plain')).to.include('Dear Zoë <b>Łuk</b>');
    });

    for (const address of ['ann+post@example.org', '"smith,ann"@example.org', "o'hara@example.org"])
      it(`goes to ${address} and nobody else`, async () => {
        await send(await outbox.queue(address));
        expect(smtp.arrived.map(({ to }) => to)).to.deep.equal([[address]]);
      });

    it('is not queued to a list, or to an address or with a subject or name that breaks a header', async () => {
      for (const to of [
        'ann@example.org, bob@example.org',
        'ann@example.org;bob@example.org',
        'ann@example.org\r\nBcc: bob@example.org',
        'ann@example.org\nRCPT TO:<bob@example.org>',
        'Ann <ann@example.org>',
        '<ann@example.org>',
        '"ann>\r\n"@example.org',
        'ann@example.org ',
        'ann@@example.org',
        'ann',
        '',
        `${'a'.repeat(400)}@example.org`,
      ])
        expect(await errorOf(() => outbox.queue(to)), to).to.match(/one e-mail address/);
      for (const own of [
        { subject: 'Hello\r\nBcc: bob@example.org' },
        { subject: 'Hello\nthere' },
        { name: 'Ann\r\nBcc: bob@example.org' },
        { name: 'Ann\u0000' },
      ])
        expect(await errorOf(() => outbox.queue('ann@example.org', own))).to.match(/one line/);
      expect(await outbox.db('outbox')).to.deep.equal([]);
      expect(await outbox.jobs()).to.deep.equal([]);
    });

    it('of a name full of tricks adds neither header nor recipient on the wire', async () => {
      await send(
        await outbox.queue('ann@example.org', { name: 'Ann" <bob@example.org>, "Bcc: eve@example.org' }),
      );
      const { to, raw } = smtp.arrived[0]!;
      expect(to).to.deep.equal(['ann@example.org']);
      const headers = headersOf(raw);
      expect(headers).not.to.have.property('bcc');
      expect(headers.to).to.match(/<ann@example\.org>$/);
    });

    it('of a transaction that is rolled back is never sent', async () => {
      const fails = outbox.db.transaction(async (trx) => {
        await queueMail(trx, testSecrets, { to: 'ann@example.org', userId: null, about: 'test', letter });
        throw new Error('as ordered');
      });
      expect(await errorOf(() => fails)).to.equal('as ordered');
      expect(await outbox.db('outbox')).to.deep.equal([]);
      expect(await outbox.jobs()).to.deep.equal([]);
    });

    it('cannot be read in the table while it waits, and is wiped once it is sent', async () => {
      const id = await outbox.queue();
      const waiting = await outbox.row(id);
      const bytes = waiting.content as Buffer;
      for (const word of ['ann', 'Ann', 'example', 'password'])
        expect(bytes.includes(word), word).to.equal(false);
      await send(id);
      expect(await outbox.row(id)).to.include({ state: 'sent', content: null, attempts: 1 });
      expect((await outbox.row(id)).ended_at).to.deep.equal(outbox.now.at);
    });
  });

  describe('a fault', () => {
    for (const [at, code] of [
      ['RCPT', 451],
      ['DATA', 452],
      ['MAIL', 421],
    ] as const)
      it(`of ${code} at ${at} is tried again later, and then it arrives`, async () => {
        const id = await outbox.queue();
        smtp.refusals.push({ at, code });
        await send(id);
        expect(await outbox.row(id)).to.include({
          ...{ state: 'queued', attempts: 1, last_fault: 'busy', last_code: code },
        });
        const dueAt = new Date(outbox.now.at.getTime() + pausesMs[0]!);
        expect((await outbox.row(id)).due_at).to.deep.equal(dueAt);
        expect(await outbox.jobs()).to.deep.equal([{ key: `send-mail ${id}`, run_at: dueAt }]);
        await send(id);
        expect(await outbox.row(id)).to.include({ state: 'sent', last_fault: null });
        expect(smtp.arrived).to.have.length(1);
      });

    it('that does not pass is tried over more than a day, ever more seldom, and ends among the dead letters', async () => {
      const id = await outbox.queue();
      await smtp.close();
      const began = outbox.now.at;
      const waits: number[] = [];
      for (let turn = 0; (await outbox.row(id)).state === 'queued' && turn < 20; turn += 1) {
        await send(id);
        const { due_at: dueAt, state } = await outbox.row(id);
        if (state !== 'queued') break;
        waits.push((dueAt as Date).getTime() - outbox.now.at.getTime());
        outbox.now.at = dueAt as Date;
      }
      expect(waits).to.deep.equal(pausesMs);
      expect(outbox.now.at.getTime() - began.getTime()).to.be.above(DAY_MS);
      expect(await outbox.row(id)).to.include({
        ...{ state: 'dead', last_fault: 'unreachable', last_code: null, attempts: pausesMs.length + 1 },
      });
      expect((await outbox.row(id)).content).not.to.equal(null);
    });

    for (const [at, code, fault] of [
      ['RCPT', 550, 'recipient-refused'],
      ['DATA', 554, 'message-refused'],
    ] as const)
      it(`of ${code} at ${at} ends among the dead letters at once, and no address is noted or logged`, async () => {
        const id = await outbox.queue();
        smtp.refusals.push({ at, code });
        await send(id);
        expect(await outbox.row(id)).to.include({
          state: 'dead',
          attempts: 1,
          last_fault: fault,
          last_code: code,
        });
        expect(JSON.stringify({ ...(await outbox.row(id)), content: null }) + outbox.log())
          .to.include(fault)
          .and.not.to.match(/ann|no thanks/);
      });

    it('of our own settings is tried again: OCC can put them right meanwhile', async () => {
      const id = await outbox.queue();
      smtp.refusals.push({ at: 'MAIL', code: 553 });
      await send(id);
      expect(await outbox.row(id)).to.include({
        state: 'queued',
        last_fault: 'sender-refused',
        last_code: 553,
      });
    });

    it('of a content that cannot be opened is a dead letter, which nobody is sent', async () => {
      const id = await outbox.queue();
      await outbox
        .db('outbox')
        .where({ id })
        .update({ content: Buffer.alloc(80, 7) });
      await send(id);
      expect(await outbox.row(id)).to.include({ state: 'dead', last_fault: 'unreadable' });
      expect(smtp.arrived).to.deep.equal([]);
    });
  });

  describe('workers', () => {
    it('never send one letter at the same time', async () => {
      const id = await outbox.queue();
      let go = (): void => undefined;
      const held = new Promise<void>((resolve) => (go = resolve));
      smtp.beforeReply = () => held;
      const first = send(id);
      while (smtp.arrived.length === 0) await new Promise((done) => setTimeout(done, 10));
      expect(await errorOf(() => send(id))).to.match(/another worker/i);
      go();
      await first;
      await send(id);
      expect(smtp.arrived).to.have.length(1);
    });

    it('killed between sending and noting it repeat a letter under the same Message-ID', async () => {
      const id = await outbox.queue();
      const killed: Mailer = {
        ...mailer,
        async send(mail) {
          await mailer.send(mail);
          throw new Error('killed');
        },
      };
      expect(await errorOf(() => sendMail(outbox.parts(killed), id))).to.equal('killed');
      expect(await outbox.row(id)).to.include({ state: 'queued', attempts: 1 });
      await send(id);
      expect(smtp.arrived).to.have.length(2);
      const [first, second] = smtp.arrived.map(({ raw }) => headersOf(raw));
      expect(second?.['message-id']).to.equal(first?.['message-id']);
      expect(second?.date).to.equal(first?.date);
    });
  });

  describe('tidying', () => {
    const dead = async (): Promise<number> => {
      const id = await outbox.queue();
      smtp.refusals.push({ at: 'RCPT', code: 550 });
      await send(id);
      return id;
    };
    const later = (days: number): Date => new Date(outbox.now.at.getTime() + days * DAY_MS);

    const none = { people: [], authorities: [], references: [] };
    const wipe = async (now: Date): Promise<Record<string, number>> => {
      const counts: Record<string, number> = {};
      for (const holder of mailRetention)
        counts[holder.class.key] = await outbox.db.transaction((trx) => holder.erase(trx, now, none, 100));
      return counts;
    };

    it('wipes a dead letter after 30 days, and deletes what is left of any after 90', async () => {
      const [id, sent] = [await dead(), await outbox.queue()];
      await send(sent);
      expect(await wipe(later(29))).to.deep.equal({ letterContent: 0, letter: 0 });
      expect(await wipe(later(31))).to.deep.equal({ letterContent: 1, letter: 0 });
      expect(await outbox.row(id)).to.include({ state: 'dead', content: null });
      const again = outbox.db.transaction((trx) => revive(trx, id, later(31)));
      expect(await again).to.equal(false);
      expect(await wipe(later(91))).to.deep.equal({ letterContent: 0, letter: 2 });
    });

    it('never touches a letter that waits', async () => {
      await outbox.queue();
      expect(await wipe(later(400))).to.deep.equal({ letterContent: 0, letter: 0 });
    });

    it('asks again for a letter whose job was lost, and only once for one whose job waits', async () => {
      const lost = await outbox.queue();
      await outbox.db.raw('select graphile_worker.remove_job(?)', [`send-mail ${lost}`]);
      const waiting = await outbox.queue();
      outbox.now.at = later(1);
      await tendOutbox(outbox.parts(mailer));
      const keys = (await outbox.jobs()).map(({ key }) => key).sort();
      expect(keys).to.deep.equal([lost, waiting].map((id) => `send-mail ${id}`).sort());
    });
  });
});
