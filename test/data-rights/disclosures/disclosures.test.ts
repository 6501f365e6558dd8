import { expect } from 'chai';
import {
  faultsOfDisclosure,
  faultsOfTelling,
} from '../../../src/data-rights/disclosures/rules/may-disclose.ts';
import { dataKinds, grounds } from '../../../src/data-rights/disclosures/specification/disclosure-fields.ts';
import { londonTimeOf } from '../../../src/data-rights/rules/london-time.ts';
import { query } from '../../support/database.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { type Fields, type RecordsWorld, startRecords } from '../records-world.ts';

const values = {
  ...{
    account: 'pat@example.org',
    aboutWhom: null,
    decision: 'disclosed',
    ground: 'consent',
    consent: 'given',
  },
  ...{ consentReasons: null, riskReasons: null, telling: 'told', toldOn: '2026-11-20' },
  ...{ tellingReasons: null, reviewOn: null },
};
const fields = (changes: object): string[] =>
  faultsOfDisclosure({ ...values, ...changes }).map(({ field }) => field);

describe('what may be disclosed', () => {
  it('goes by consent, or by a ground in law that is named [P96, P97, P98]', () => {
    expect(fields({})).to.deep.equal([]);
    expect(fields({ consent: 'refused', consentReasons: 'x' })).to.deep.equal(['consent']);
    expect(fields({ ground: 'none' })).to.deep.equal(['ground']);
    expect(fields({ ground: 'none', decision: 'refused' })).to.deep.equal([]);
    for (const duty of ['court-order', 'statute', 'tax', 'mental-health'])
      expect(
        fields({ ground: duty, consent: 'not-sought', consentReasons: 'The law forbids asking' }),
      ).to.deep.equal([]);
  });

  it('breaks confidence only where a risk is serious, and says which [P99]', () => {
    for (const ground of ['crime', 'child', 'adult-at-risk', 'danger', 'vital-interests']) {
      expect(fields({ ground }), ground).to.deep.equal(['riskReasons']);
      expect(fields({ ground, riskReasons: 'A threat was made' }), ground).to.deep.equal([]);
    }
  });

  it('is talked over with the person first, or it is said why not [P100]', () => {
    expect(fields({ ground: 'court-order', consent: 'not-sought' })).to.deep.equal(['consentReasons']);
    expect(fields({ ground: 'court-order', consent: 'refused' })).to.deep.equal(['consentReasons']);
  });

  it('is told to the person, or it is said why not and when that is looked at again [P101]', () => {
    const told = { telling: 'told', toldOn: null, tellingReasons: null, reviewOn: null };
    expect(faultsOfTelling(told).map(({ field }) => field)).to.deep.equal(['toldOn']);
    const not = faultsOfTelling({ ...told, telling: 'not-told' }).map(({ field }) => field);
    expect(not).to.deep.equal(['tellingReasons', 'reviewOn']);
  });
});

describe('the log of disclosures', () => {
  let world: RecordsWorld;
  let person: { id: number; email: string };
  let own: HttpClient;
  before(async () => {
    world = await startRecords();
    person = await world.app.createUser({ name: 'Pat Person' });
    own = await world.app.signIn(person.email);
  });
  after(() => world.app.close());

  const now = (): string => londonTimeOf(world.app.clock.now());
  const sound = (changes: Fields = {}): Fields => ({
    ...{ account: person.email, decision: 'disclosed', dataKinds: ['name', 'contact-details'] },
    ...{ recipient: 'County Court at Oxford', purpose: 'Order of 3 March', ground: 'court-order' },
    ...{ consent: 'not-sought', consentReasons: 'The order says so', decidedAt: now() },
    ...{ telling: 'told', toldOn: now().slice(0, 10), ...changes },
  });
  const codeOf = (sql: string): Promise<string> =>
    query(world.app.database.url, sql).then(
      () => 'taken',
      (error: unknown) => (error as { code: string }).code,
    );
  const record = (changes: Fields = {}) => world.send('/occ/disclosures/new', sound(changes));

  it('keeps what of whom went to whom on which ground, and shows it to the person [P101]', async () => {
    const { status, location } = await record();
    expect([status, location]).to.match(/^303,\/occ\/disclosures\/D-[0-9A-Z]{8}$/);
    const { text } = await world.officer.browser.get(location);
    for (const said of [
      'County Court at Oxford',
      'Name, Contact details',
      'A court’s order',
      person.email,
      'Told',
    ])
      expect(text).to.include(said);
    const reference = location.split('/').at(-1);
    expect((await world.events('disclosure.recorded')).at(-1)).to.deep.include({
      ...{ subject_type: 'disclosure', subject_id: reference },
      details: { decision: 'disclosed', ground: 'court-order', consent: 'not-sought', telling: 'told' },
    });
    expect((await world.events('disclosure.read')).at(-1)).to.include({ subject_id: reference });
    expect((await own.get('/account/data')).text).to.include('County Court at Oxford');
    await world.app.confirm(own, person.email);
    expect((await own.get('/account/data.json')).text).to.include('County Court at Oxford');
  });

  it('hides from the person what is not safe to tell, until they are told [P101]', async () => {
    const unsafe = {
      recipient: 'Thames Valley Police',
      ground: 'crime',
      riskReasons: 'A threat',
      telling: 'not-told',
    };
    expect((await record(unsafe)).status).to.equal(422);
    const reviewed = { ...unsafe, tellingReasons: 'They might flee', reviewOn: now().slice(0, 10) };
    const { location } = await record(reviewed);
    const withoutToldOn = await world
      .db('disclosures')
      .orderBy('id', 'desc')
      .first<Record<string, unknown>>();
    expect(withoutToldOn).to.include({ told_on: null, is_hidden: true });
    for (const path of ['/account/data', '/account/data.json', '/account/data.csv'])
      expect((await own.get(path)).text, path).not.to.match(/Thames Valley|might flee/);
    expect((await world.officer.browser.get('/occ/disclosures')).text).to.include(
      'Not told: look at it again',
    );
    const later = { telling: 'told', toldOn: now().slice(0, 10) };
    expect((await world.send(`${location}/telling`, later)).status).to.equal(303);
    expect((await own.get('/account/data')).text).to.include('Thames Valley Police');
    expect((await world.send(`${location}/telling`, later)).status).to.equal(409);
  });

  it('records a refusal, and people without an account', async () => {
    const { location } = await record({
      ...{ account: '', aboutWhom: 'Somebody who wrote to us', decision: 'refused', ground: 'none' },
    });
    expect((await world.officer.browser.get(location)).text).to.include('Disclosure refused');
    expect((await record({ account: '' })).text).to.include('Enter whose data it is');
    expect((await record({ account: 'nobody@example.org' })).text).to.include('Nobody has an account');
  });

  it('keeps that a demand for Supporting People data was refused, and by SQL too nothing but that [P24, P25, P101]', async () => {
    const demand = { account: '', aboutWhom: 'Ealing', dataKinds: ['name', 'submitted'] };
    const { location } = await record({ ...demand, decision: 'refused', ground: 'none' });
    expect((await world.officer.browser.get(location)).text)
      .to.include('Supporting People data')
      .and.to.include('Disclosure refused');
    for (const { value: ground } of grounds) {
      const { status, text } = await record({ ...demand, ground, riskReasons: 'A threat was made' });
      expect([status, text.includes('is never disclosed: record that we refused')], ground).to.deep.equal([
        422,
        true,
      ]);
    }
    const turned = `update disclosures set decision = 'disclosed', ground = 'consent', consent = 'given'
      where data_kinds @> array['submitted']`;
    expect(await codeOf(turned)).to.equal('23514');
    expect(await codeOf(`${turned} and reference = '${location.split('/').at(-1)}'`)).to.equal('23514');
  });

  it('has no place for data that authorities submit, as disclosed: not by any form, and not by SQL [P24, P25]', async () => {
    const words = /supporting|service|extract|upload|outcome|benchmark|authority.s data/i;
    const values = dataKinds.map(({ value }) => value);
    expect(values.filter((kind) => words.test(kind))).to.deep.equal([]);
    const submitted = dataKinds.filter(({ text }) => /supporting|submit|extract/i.test(text));
    expect(submitted.map(({ value }) => value)).to.deep.equal(['submitted']);
    expect(grounds.map(({ value }) => value).filter((ground) => words.test(ground))).to.deep.equal([]);
    const before = await world.db('disclosures').count();
    for (const kind of ['supporting-people', 'extract', 'services', 'upload', 'outcomes', 'submitted']) {
      const { status, text } = await record({ dataKinds: ['name', kind] });
      const says = kind === 'submitted' ? 'is never disclosed' : 'Choose only what is listed';
      expect([status, text.includes(says)], kind).to.deep.equal([422, true]);
      const sql = `insert into disclosures (reference, about_whom, decision, data_kinds, recipient, purpose, ground,
        consent, telling, told_on, decided_at, recorded_at, recorded_by) values ('D-2', 'x', 'disclosed',
        array['name', '${kind}'], 'x', 'x', 'consent', 'given', 'told', now(), now(), now(), ${world.officer.id})`;
      expect(await codeOf(sql), kind).to.equal('23514');
    }
    expect(await world.db('disclosures').count()).to.deep.equal(before);
    const posts = world.app.routes.filter(
      ({ method, path }) => method === 'post' && path.includes('disclos'),
    );
    expect(posts.map(({ path }) => path)).to.deep.equal([
      '/occ/disclosures/new',
      '/occ/disclosures/:reference/telling',
    ]);
    expect((await world.officer.browser.get('/occ/disclosures/new')).text).to.include('never disclosed');
  });

  it('is nobody’s to keep about themselves, and leaves nothing behind when the record fails', async () => {
    const mine = await record({ account: world.officer.email });
    expect([mine.status, mine.text.includes('This is your own account')]).to.deep.equal([422, true]);
    const admin = await world.app.signInAs({ role: 'admin' });
    const { location } = await world.send(
      '/occ/disclosures/new',
      sound({ account: world.officer.email }),
      admin,
    );
    expect((await admin.get(location)).status).to.equal(200);
    expect((await world.officer.browser.get(location)).status).to.equal(404);
    expect((await world.officer.browser.get('/occ/disclosures')).text).not.to.include(location);
    const before = await world.db('disclosures').count();
    expect((await world.whileAuditFails(() => record())).status).to.equal(500);
    expect(await world.db('disclosures').count()).to.deep.equal(before);
  });

  it('is there for those whose work it is [P106, P127]', async () => {
    for (const role of ['support', 'officer', 'lead'] as const) {
      const reader = await world.app.signInAs({ role });
      for (const path of ['/occ/disclosures', '/occ/disclosures/new'])
        expect((await reader.get(path)).status, `${path} for ${role}`).to.equal(404);
    }
    for (const odd of ['D-22222222', 'x', '%00'])
      expect((await world.officer.browser.get(`/occ/disclosures/${odd}`)).status).to.equal(404);
    expect((await world.officer.browser.post('/occ/disclosures/new', { account: 'x' })).status).to.equal(403);
  });
});
