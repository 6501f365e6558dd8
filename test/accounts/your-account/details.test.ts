import { expect } from 'chai';
import { askForAccount } from '../../../src/accounts/colleagues/ask-for-account.ts';
import { issueAccount } from '../../../src/accounts/colleagues/decide-request.ts';
import {
  changedFields,
  isConfirmationDue,
  type Details,
} from '../../../src/accounts/your-account/details.ts';
import { parseDetails } from '../../../src/accounts/your-account/forms.ts';
import { changeDetails } from '../../../src/accounts/your-account/change-details.ts';
import { detailsOf } from '../../../src/accounts/your-account/store.ts';
import { errorOf } from '../../support/errors.ts';
import { startTestApp, type TestApp, testSecrets } from '../../support/app.ts';

const YEAR_MS = 366 * 24 * 60 * 60 * 1000;

function details(changes: Partial<Details> = {}): Details {
  const since = new Date('2025-03-01T10:00:00Z');
  const given = (value: string | null) => ({ value, source: 'occ' as const, since });
  return {
    name: given('Jo'),
    email: given('jo@example.org'),
    telephone: given(null),
    postalAddress: given(null),
    createdAt: since,
    confirmedAt: null,
    ...changes,
  };
}

describe('details of a person', () => {
  it('are compared one by one', () => {
    const kept = details();
    expect(changedFields(kept, { name: 'Jo', telephone: null, postalAddress: null })).to.deep.equal([]);
    expect(
      changedFields(kept, { name: 'Joe', telephone: '01632 960001', postalAddress: '1 High St' }),
    ).to.deep.equal(['name', 'telephone', 'postal-address']);
  });

  it('are asked about a year after they were last confirmed, or made [P31]', () => {
    const made = details();
    expect(isConfirmationDue(made, new Date('2026-03-01T09:59:59Z'))).to.be.false;
    expect(isConfirmationDue(made, new Date('2026-03-01T10:00:00Z'))).to.be.true;
    const confirmed = details({ confirmedAt: new Date('2026-02-28T12:00:00Z') });
    expect(isConfirmationDue(confirmed, new Date('2026-12-24T00:00:00Z'))).to.be.false;
    expect(isConfirmationDue(confirmed, new Date('2027-03-01T00:00:00Z'))).to.be.true;
  });

  it('need a name only; a telephone number and an address may be left out [P3, P14]', () => {
    expect(parseDetails({ name: '  Ann \t Example ', telephone: '', postalAddress: ' ' })).to.deep.equal({
      kind: 'ok',
      command: { name: 'Ann Example', telephone: null, postalAddress: null },
    });
    const full = parseDetails({
      name: 'Ann',
      telephone: ' +44 (0)1632  960 001 ext 12',
      postalAddress: 'Perceval House\r\n\r\n 14 Uxbridge Road \n London ',
    });
    expect(full).to.deep.equal({
      kind: 'ok',
      command: {
        name: 'Ann',
        telephone: '+44 (0)1632 960 001 ext 12',
        postalAddress: 'Perceval House\n14 Uxbridge Road\nLondon',
      },
    });
  });

  it('are refused when they cannot be what they should be', () => {
    const faults = (body: object): string[] => {
      const form = parseDetails(body);
      return form.kind === 'ok' ? [] : form.faults.map(({ field }) => field);
    };
    expect(faults({ name: ' ', telephone: 'ring me', postalAddress: 'x'.repeat(501) })).to.deep.equal([
      'name',
      'telephone',
      'postalAddress',
    ]);
    expect(faults({ name: 'A\u202Eb', telephone: '', postalAddress: '' })).to.deep.equal(['name']);
    expect(faults({ name: 'a'.repeat(201), telephone: '12', postalAddress: 'a\u0000b' })).to.have.length(3);
    expect(faults({})).to.deep.equal(['name']);
    expect(faults({ name: ['a', 'b'], telephone: '', postalAddress: '' })).to.deep.equal(['name']);
  });
});

describe('the account page', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
  });
  after(() => app.close());

  it('shows every detail with where it comes from and since when, and how to change it [P1, P2, P6]', async () => {
    const officer = await app.signInAs({ name: 'Ann Example' });
    const { status, text } = await officer.get('/account');
    expect(status).to.equal(200);
    expect(text).to.match(/<title>Your account – /);
    expect(text.match(/<h1/g)).to.have.length(1);
    for (const part of [
      'Ann Example',
      'Email address',
      'Telephone',
      'Postal address',
      'Not given',
      'Ealing',
      'Officer',
    ])
      expect(text, part).to.include(part);
    expect(text.match(/Given by Oxford Computer Consultants/g)).to.have.length(2);
    for (const href of ['/account/details#name', '/account/email', '/account/preferences', '/account/data'])
      expect(text).to.include(`href="${href}"`);
  });

  it('says that a lead officer gave what a lead officer gave [P6]', async () => {
    const db = app.database.knex;
    const lead = await app.createUser({ role: 'lead' });
    const staff = await app.createUser({ role: 'support' });
    const { id: authorityId } = await db('authorities').where({ code: '00AJ' }).first<{ id: number }>('id');
    const asked = await askForAccount(
      db,
      {
        ...{
          name: 'New Colleague',
          email: 'new.colleague@example.org',
          role: 'officer',
          reason: 'She joins us',
        },
        ...{ authorityId, requestedBy: lead.id, requestedAt: app.clock.now() },
      },
      { userId: lead.id, action: 'test.asked' },
    );
    if (asked.kind !== 'asked') throw new Error(asked.kind);
    const parts = { db, clock: app.clock.now, secrets: testSecrets };
    const decision = { requestId: asked.id, decidedBy: staff.id };
    const issued = await issueAccount(parts, decision, { userId: staff.id, action: 'test.issued' });
    if (issued.kind !== 'issued') throw new Error(issued.kind);
    const { name, email, telephone } = await detailsOf(db, issued.userId);
    expect([name.source, email.source, telephone.value]).to.deep.equal(['lead', 'lead', null]);
  });

  it('is reached from the name on every page, by OCC’s people too', async () => {
    const support = await app.signInAs({ role: 'support' });
    const own = await support.get('/account');
    expect(own.text).to.include('Oxford Computer Consultants').and.not.to.include('/account/preferences');
    expect((await support.get('/account/preferences')).status).to.equal(404);
    const officer = await app.signInAs({ name: 'Ann <Example>' });
    expect((await officer.get('/')).text).to.include(
      '<a class="app-header__link" href="/account">Ann &lt;Example&gt;</a>',
    );
  });

  it('keeps what one writes, at once, with its source, and audits which fields but no values [P66, P68]', async () => {
    const user = await app.createUser();
    const officer = await app.signIn(user.email);
    const written = { name: 'New Name', telephone: '01632 960 001', postalAddress: '1 High Street\nLeeds' };
    const answer = await officer.submit('/account/details', written);
    expect([answer.status, answer.location]).to.deep.equal([303, '/account?saved=details']);
    const { text } = await officer.get(answer.location);
    expect(text)
      .to.include('Your details are saved')
      .and.to.include('New Name')
      .and.to.include('01632 960 001');
    expect(text.match(/Given by you on/g)).to.have.length(3);
    const kept = await detailsOf(app.database.knex, user.id);
    expect([kept.name.source, kept.email.source, kept.postalAddress.value]).to.deep.equal([
      'self',
      'occ',
      '1 High Street\nLeeds',
    ]);
    expect(kept.confirmedAt).to.be.instanceOf(Date);
    const event = await lastEvent('account.details-changed');
    expect(event).to.deep.equal({ actor_id: user.id, details: { fields: 'name telephone postal-address' } });
    await officer.submit('/account/details', { ...written, telephone: '' });
    expect((await detailsOf(app.database.knex, user.id)).telephone).to.include({
      value: null,
      source: 'self',
    });
    expect((await officer.get('/account')).text).to.include('Left out by you');
  });

  it('says what is wrong beside the field, shows what was typed, and keeps nothing', async () => {
    const user = await app.createUser();
    const officer = await app.signIn(user.email);
    const answer = await officer.submit('/account/details', {
      name: '',
      telephone: 'tel <1>',
      postalAddress: 'x',
    });
    expect(answer.status).to.equal(422);
    for (const part of [
      'Error: ',
      'href="#name"',
      'href="#telephone"',
      'Enter your name',
      'value="tel &lt;1&gt;"',
    ])
      expect(answer.text, part).to.include(part);
    expect(answer.text).to.include('Then nobody can ring you');
    expect((await detailsOf(app.database.knex, user.id)).postalAddress.value).to.equal(null);
  });

  it('changes nothing when its record cannot be written', async () => {
    const user = await app.createUser();
    const written = { name: 'Half Done', telephone: null, postalAddress: null };
    const command = { userId: user.id, written, at: app.clock.now() };
    const broken = { userId: user.id, action: null as unknown as string };
    expect(await errorOf(() => changeDetails(app.database.knex, command, broken))).to.include('null value');
    const kept = await detailsOf(app.database.knex, user.id);
    expect([kept.name.value, kept.confirmedAt]).not.to.include('Half Done');
    expect(kept.confirmedAt).to.equal(null);
  });

  it('asks once a year, in one’s way at no time, and is answered with one click [P31]', async () => {
    const user = await app.createUser();
    expect((await (await app.signIn(user.email)).get('/')).text).not.to.include(
      'Are your details still right?',
    );
    app.clock.advance(YEAR_MS);
    const officer = await app.signIn(user.email);
    const { text } = await officer.get('/');
    expect(text).to.include('Are your details still right?').and.to.include('href="/account/details"');
    expect((await officer.get('/directory')).status).to.equal(200);
    const answer = await officer.submit('/', {}, { action: '/account/confirmation' });
    expect(answer.location).to.equal('/account?saved=confirmed');
    expect((await officer.get('/')).text).not.to.include('Are your details still right?');
    expect((await lastEvent('account.details-confirmed'))?.actor_id).to.equal(user.id);
  });

  it('is nobody’s who has not signed in, and a stale form changes nothing', async () => {
    for (const page of [
      '/account',
      '/account/details',
      '/account/email',
      '/account/data',
      '/account/data.json',
    ])
      expect((await app.browser().get(page)).location, page).to.include('/sign-in?returnTo=');
    const user = await app.createUser();
    const officer = await app.signIn(user.email);
    const answer = await officer.post('/account/details', { _csrf: 'old', name: 'Mallory' });
    expect(answer.status).to.equal(403);
    expect((await detailsOf(app.database.knex, user.id)).name.value).not.to.equal('Mallory');
  });

  async function lastEvent(action: string): Promise<{ actor_id: number; details: object } | undefined> {
    return app.database
      .knex('audit_events')
      .where({ action })
      .orderBy('id', 'desc')
      .first('actor_id', 'details');
  }
});
