import { expect } from 'chai';
import { changeRole, closeAccount } from '../../src/accounts/index.ts';
import { errorsOn, startAuthority, type Authority } from '../accounts/colleagues/authority.ts';
import { testSecrets } from '../support/app.ts';
import type { Answer, HttpClient } from '../support/http-client.ts';
import { lastMailTo, lettersTo, pathIn } from '../support/mail.ts';

const list = '/occ/users';
const page = (id: number): string => `${list}/${id}`;

describe('people in the back office', () => {
  let at: Authority;
  let support: { id: number; email: string; browser: HttpClient };
  let admin: { id: number; email: string; browser: HttpClient };
  before(async () => {
    at = await startAuthority();
    support = await at.seat({ role: 'support', name: 'Sue Support' });
    admin = await at.seat({ role: 'admin', name: 'Ada Admin' });
  });
  after(() => at.app.close());

  const open = (
    reader: HttpClient,
    id: number,
    fields = { reason: 'asked', caseNumber: '' },
  ): Promise<Answer> => reader.submit(page(id), fields, { action: `${page(id)}/opening` });
  const act = async (reader: HttpClient, id: number, what: string, fields = {}): Promise<Answer> =>
    reader.post(`${page(id)}/${what}`, { _csrf: await reader.csrfToken(), ...fields });
  const last = async (action: string) => (await at.events(action)).at(-1);
  const namesOn = (html: string): string[] =>
    [...html.matchAll(/<th scope="row"><a[^>]*>([^<]*)</g)].map(([, name = '']) => name);

  describe('the list', () => {
    it('finds by words, authority, role and state, and takes no character for another', async () => {
      const lena = await at.app.createUser({ name: 'Lena O’Hara', authorityCode: '00DA', role: 'lead' });
      await at.app.invite({ name: 'Percy 100%', authorityCode: '00DA', email: 'under_score@leeds.example' });
      const found = async (query: string): Promise<string[]> =>
        namesOn((await support.browser.get(`${list}?${query}`)).text);
      expect(await found('q=o’hara+LENA')).to.deep.equal(['Lena O’Hara']);
      expect(await found(`q=${encodeURIComponent(lena.email)}`)).to.deep.equal(['Lena O’Hara']);
      expect(await found('q=%25')).to.deep.equal(['Percy 100%']);
      expect(await found('q=_')).to.deep.equal(['Percy 100%']);
      expect(await found('authority=00DA')).to.deep.equal(['Lena O’Hara', 'Percy 100%']);
      expect(await found('authority=00DA&role=lead')).to.deep.equal(['Lena O’Hara']);
      expect(await found('authority=00DA&state=invited')).to.deep.equal(['Percy 100%']);
      expect(await found('role=admin')).to.deep.equal(['Ada Admin']);
      expect(await found('q=nobody-at-all')).to.deep.equal([]);
      for (const odd of ['q=%00', 'q=a&q=b', 'role=king', 'state=x', 'authority=%27', 'page=999999'])
        expect((await support.browser.get(`${list}?${odd}`)).status, odd).to.equal(200);
      const { text } = await support.browser.get(`${list}?q=%3Cb%3E`);
      expect(text).to.include('value="&lt;b&gt;"').and.to.include('Nobody is found.');
    });

    it('is paged, and keeps what was looked for from page to page', async () => {
      for (let made = 0; made < 26; made += 1)
        await at.app.invite({ name: `Many ${String(made).padStart(2, '0')}`, authorityCode: '00CG' });
      const first = (await support.browser.get(`${list}?q=many&authority=00CG`)).text;
      expect(namesOn(first)).to.have.length(25);
      expect(first)
        .to.include('26 people found.')
        .and.to.include('href="/occ/users?q=many&amp;authority=00CG&amp;page=2"');
      expect(namesOn((await support.browser.get(`${list}?q=many&authority=00CG&page=2`)).text)).to.deep.equal(
        ['Many 25'],
      );
    });
  });

  describe('a person’s page', () => {
    it('asks why first, remembers it for half an hour, and records each opening [P106, P127, P133]', async () => {
      const person = await at.app.createUser({ name: 'Pat Person' });
      const other = await at.app.createUser({ name: 'Otto Ther' });
      const asked = await support.browser.get(page(person.id));
      expect(asked.text).to.include('Why do you open the account of Pat Person?');
      expect(asked.text).not.to.include(person.email);
      expect(await at.events('user.opened')).to.deep.equal([]);
      const nothing = await open(support.browser, person.id, { reason: '', caseNumber: '' });
      expect([nothing.status, errorsOn(nothing.text)]).to.deep.equal([
        422,
        ['Choose a reason, or enter a case number'],
      ]);
      for (const word of ['ZELDA-SMITH', 'Zelda', 'zelda-smith-7', 'O-NEILL/2', '--', 'HD--2041'])
        expect(
          (await open(support.browser, person.id, { reason: '', caseNumber: word })).status,
          word,
        ).to.equal(422);
      const odd = await open(support.browser, person.id, { reason: 'asked', caseNumber: '<b>Pat</b>' });
      expect(odd.status).to.equal(422);
      const elsewhere = { reason: '', caseNumber: 'hd-2041/7' };
      expect((await open(support.browser, other.id, elsewhere)).status, 'another list’s number').to.equal(
        303,
      );
      const told = await open(support.browser, person.id, { reason: 'request', caseNumber: 'c-7k2mq9xt' });
      expect([told.status, told.location]).to.deep.equal([303, page(person.id)]);
      const { text } = await support.browser.get(page(person.id));
      expect(text).to.include(person.email).and.to.include('case C-7K2MQ9XT');
      for (const name of ['user.opening-explained', 'user.opened'])
        expect(await last(name)).to.deep.equal({
          ...{ actor_id: support.id, subject_type: 'user', subject_id: String(person.id) },
          details: { reason: 'request', caseNumber: 'C-7K2MQ9XT' },
        });
      await support.browser.get(page(person.id));
      expect(await at.events('user.opened')).to.have.length(2);
      expect((await admin.browser.get(page(person.id))).text).to.include('Why do you open');
    });

    it('asks again after half an hour, and an action without a reason leads back to it', async () => {
      const person = await at.app.createUser();
      const reader = await at.seat({ role: 'support' });
      expect((await act(reader.browser, person.id, 'reopening')).location).to.equal(page(person.id));
      await open(reader.browser, person.id);
      at.app.clock.advance(16 * 60 * 1000);
      expect((await reader.browser.get(page(person.id))).text).to.include('data-state="in-use"');
      at.app.clock.advance(15 * 60 * 1000);
      expect((await reader.browser.get(page(person.id))).text).to.include('Why do you open');
      at.app.clock.advance(-31 * 60 * 1000);
    });

    it('is not there for a number that is nobody’s', async () => {
      for (const odd of ['0', 'x', '999999', '99999999999999999999', '%00'])
        expect((await support.browser.get(`${list}/${odd}`)).status, odd).to.equal(404);
      expect((await act(support.browser, 999_999, 'closing')).status).to.equal(404);
    });
  });

  describe('support', () => {
    it('closes an account and opens it again; both are told and recorded [P23]', async () => {
      const person = await at.seat({ name: 'Con Closed' });
      await open(support.browser, person.id);
      const closed = await support.browser.submit(`${page(person.id)}/closing`, {});
      expect(closed.location).to.equal(`${page(person.id)}?done=closed`);
      expect((await person.browser.get('/uploads')).status).to.equal(303);
      expect(await last('user.closed')).to.deep.include({ actor_id: support.id, details: { sessions: 1 } });
      expect((await support.browser.get(closed.location)).text).to.include('data-state="closed"');
      const opened = await act(support.browser, person.id, 'reopening');
      expect(opened.location).to.equal(`${page(person.id)}?done=opened`);
      expect(await lettersTo(at.db, person.email).then((all) => all.map(({ about }) => about))).to.deep.equal(
        ['account-closed', 'account-opened'],
      );
      expect((await (await at.app.signIn(person.email)).get('/uploads')).status).to.equal(200);
      expect((await act(support.browser, person.id, 'reopening')).status).to.equal(409);
    });

    it('sends a password reset, never a password, and signs somebody out', async () => {
      const person = await at.seat();
      await open(support.browser, person.id);
      expect((await act(support.browser, person.id, 'password-reset')).location).to.include(
        'done=reset-sent',
      );
      const { about, letter } = await lastMailTo(at.app, person.email);
      expect(about).to.equal('password-reset');
      expect((await at.app.browser().get(pathIn(letter))).status).to.equal(200);
      expect(await last('user.password-reset-sent')).to.deep.include({
        actor_id: support.id,
        subject_id: String(person.id),
      });
      expect((await person.browser.get('/uploads')).status).to.equal(200);
      expect((await act(support.browser, person.id, 'sessions')).location).to.include('done=sessions-ended');
      expect((await person.browser.get('/uploads')).status).to.equal(303);
      expect(await last('user.sessions-ended')).to.deep.include({ details: { sessions: 1 } });
    });

    it('sends an invitation again', async () => {
      const { userId, email } = await at.app.invite({ authorityCode: '38' });
      await open(support.browser, userId);
      expect((await act(support.browser, userId, 'invitation')).location).to.include('done=invited');
      expect((await lastMailTo(at.app, email)).about).to.equal('invitation');
      expect((await act(support.browser, userId, 'password-reset')).status).to.equal(409);
    });

    it('looks after no account of OCC’s own, changes no role and turns nothing off [P127]', async () => {
      const colleague = await at.app.createUser({ role: 'compliance' });
      await open(support.browser, colleague.id);
      expect((await support.browser.get(page(colleague.id))).text).to.include('Nothing: your role does not');
      for (const what of ['closing', 'password-reset', 'sessions'])
        expect((await act(support.browser, colleague.id, what)).status, what).to.equal(409);
      const officer = await at.app.createUser();
      await open(support.browser, officer.id);
      for (const what of ['role', 'second-factor']) {
        expect((await support.browser.get(`${page(officer.id)}/${what}`)).status, what).to.equal(404);
        expect((await act(support.browser, officer.id, what)).status, what).to.equal(404);
      }
      expect((await at.user(colleague.id))?.closed_at).to.equal(null);
    });

    it('opens accounts of officers and lead officers only, and is told when an address is taken', async () => {
      const fields = { name: 'Olive New', email: 'olive.new@example.org', role: 'lead', authority: '00BN' };
      expect((await support.browser.get(`${list}/new`)).location).to.match(/^\/account\/confirm-it-is-you/);
      await at.app.confirm(support.browser, support.email);
      const form = await support.browser.get(`${list}/new?authority=00BN`);
      expect(form.text).to.include('value="00BN" selected').and.not.to.include('value="admin"');
      const answer = await support.browser.submit(`${list}/new`, fields);
      expect(answer.location).to.equal(`${list}?q=olive.new%40example.org`);
      const { about, letter } = await lastMailTo(at.app, fields.email);
      expect(about).to.equal('invitation');
      expect(JSON.stringify(letter)).to.include('OCC has opened an account in SP-Bench for you, for ');
      expect(await last('user.created')).to.deep.include({
        actor_id: support.id,
        details: { role: 'lead', authority: '00BN' },
      });
      const taken = await support.browser.submit(`${list}/new`, fields);
      expect([taken.status, errorsOn(taken.text)]).to.deep.equal([
        422,
        ['Somebody has this address already. Look for it among the people'],
      ]);
      for (const change of [
        { role: 'admin', authority: '' },
        { authority: '' },
        { authority: 'XX' },
        { role: 'king' },
      ])
        expect(
          (await support.browser.submit(`${list}/new`, { ...fields, email: 'x@example.org', ...change }))
            .status,
        ).to.be.oneOf([404, 422]);
      expect(await at.db('users').where({ email: 'x@example.org' })).to.deep.equal([]);
    });
  });

  describe('an administrator', () => {
    /** Says once more who they are, as the pages ask for. */
    const confirm = async (): Promise<void> => {
      await at.app.confirm(admin.browser, admin.email);
    };

    it('changes a role, which signs the person out, and only among those of the same house', async () => {
      const person = await at.seat();
      await open(admin.browser, person.id);
      const role = `${page(person.id)}/role`;
      await confirm();
      expect((await admin.browser.get(role)).text)
        .to.include('value="lead"')
        .and.not.to.include('value="admin"');
      for (const wrong of ['', 'officer', 'admin', 'king'])
        expect((await admin.browser.submit(role, { role: wrong })).status, wrong).to.equal(422);
      const answer = await admin.browser.submit(role, { role: 'lead' });
      expect(answer.location).to.equal(`${page(person.id)}?done=role-changed`);
      expect((await at.user(person.id))?.role).to.equal('lead');
      expect((await person.browser.get('/uploads')).status).to.equal(303);
      expect(await last('user.role-changed')).to.deep.include({
        actor_id: admin.id,
        details: { from: 'officer', to: 'lead' },
      });
      expect((await lastMailTo(at.app, person.email)).about).to.equal('role-changed');
    });

    it('turns off a lost second factor, for a reason, and the person is told and signed out', async () => {
      const person = await at.seat({ role: 'compliance' });
      await open(admin.browser, person.id);
      const factor = `${page(person.id)}/second-factor`;
      await confirm();
      expect((await admin.browser.submit(factor, {})).status).to.equal(422);
      const answer = await admin.browser.submit(factor, { reason: 'lost' });
      expect(answer.location).to.equal(`${page(person.id)}?done=factor-off`);
      expect(await at.db('second_factors').where({ user_id: person.id })).to.deep.equal([]);
      expect((await person.browser.get('/occ')).status).to.equal(404);
      expect(await last('user.second-factor-turned-off')).to.deep.include({
        details: { reason: 'lost', sessions: 1 },
      });
      expect((await lastMailTo(at.app, person.email)).about).to.equal('second-factor-off');
      expect((await admin.browser.get(factor)).status).to.equal(409);
    });

    it('says once more who they are before either', async () => {
      const person = await at.app.createUser();
      const other = await at.seat({ role: 'admin' });
      await open(other.browser, person.id);
      at.app.clock.advance(11 * 60 * 1000);
      for (const what of ['role', 'second-factor']) {
        const { status, location } = await other.browser.get(`${page(person.id)}/${what}`);
        expect([status, location.split('?')[0]]).to.deep.equal([303, '/account/confirm-it-is-you']);
      }
      await at.db('users').where({ id: other.id }).update({ role: 'support' });
      at.app.clock.advance(-11 * 60 * 1000);
    });

    it('does nothing to their own account, and the last one stays', async () => {
      await open(admin.browser, admin.id);
      await confirm();
      for (const what of ['closing', 'role', 'sessions'])
        expect((await act(admin.browser, admin.id, what, { role: 'support' })).status, what).to.equal(409);
      const parts = { db: at.db, clock: at.app.clock.now, secrets: testSecrets };
      const actor = { userId: null, action: 'test.last' };
      await at.db('users').where({ role: 'admin' }).whereNot({ id: admin.id }).update({ role: 'support' });
      const closed = await closeAccount(parts, { userId: admin.id, closedBy: 0 }, actor);
      const demoted = await changeRole(parts, { userId: admin.id, role: 'support', changedBy: 0 }, actor);
      expect([closed.kind, demoted.kind]).to.deep.equal(['last-one', 'last-one']);
      expect(await at.user(admin.id)).to.include({ role: 'admin', closed_at: null });
    });

    it('and another who close each other at once leave one', async () => {
      const other = await at.app.createUser({ role: 'admin' });
      const parts = { db: at.db, clock: at.app.clock.now, secrets: testSecrets };
      const close = (userId: number, closedBy: number) =>
        closeAccount(parts, { userId, closedBy }, { userId: closedBy, action: 'test.closed' });
      const results = await Promise.all([close(other.id, admin.id), close(admin.id, other.id)]);
      expect(results.map(({ kind }) => kind).sort()).to.deep.equal(['closed', 'last-one']);
      expect(await at.db('users').where({ role: 'admin', closed_at: null })).to.have.length(1);
    });
  });
});
