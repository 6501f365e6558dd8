import { expect } from 'chai';
import type { Answer, HttpClient } from '../support/http-client.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { decide, errorOn, extractOf, plain, rowsOf, sendAndSettle, withoutCost } from './officer.ts';
import type { Changes, Sent } from './officer.ts';

const BUTTON = 'Include all';
const months = ['03', '06', '09', '12'];

describe('what an upload changes', () => {
  let app: WholeApp;
  let officer: HttpClient;
  let authority: string;
  const authorities = ['00AJ', '38', '00AA', '00AB', '00AC', '00AD', '00AE', '00AF', '00AG', '00AH', '00AK'];
  before(async () => {
    app = await startWholeApp();
  });
  beforeEach(async () => {
    authority = authorities.shift()!;
    officer = await app.signInAs({ authorityCode: authority });
  });
  after(() => app.close());

  /** The authority's next extract, and the state that its check ends in. */
  const upload = (count: number, quarter: number, changes: Changes = {}): Promise<Sent & { state: string }> =>
    sendAndSettle(
      officer,
      extractOf(count, { authority, ...changes }),
      `SPLSExtract_${authority}_30${months[quarter]}2004.zip`,
    );
  /** One that waits for a decision about a cost of nothing. */
  const odd = (count: number, quarter: number, changes: Changes = {}) =>
    upload(count, quarter, { ...changes, ...withoutCost(1) });
  const compare = (from: number | string, to: number | string, client = officer): Promise<Answer> =>
    client.get(`/uploads/compare?from=${from}&to=${to}`);

  it('is shown above the findings while it waits for decisions', async () => {
    const live = await upload(4, 0);
    const { path, state } = await odd(5, 1, {
      services: {
        2: { ServiceName: 'Renamed <script>alert(1)</script> & "Sons"' },
        3: { PrimaryClientGroup: 'Refugees' },
        4: { ServiceType: 'Outreach' },
      },
    });
    expect(state).to.equal('needs-decisions');
    const { text } = await officer.get(path);
    const words = plain(text);
    expect(words).to.match(
      /What will change Compared with your extract of 30 March 2004, \S+ \(upload \d+\) .*What was checked/,
    );
    expect(text).to.include(`href="${live.path}"`);
    expect(words).to.match(/Services 4 5 \+1 Household units 40 50 \+10/);
    expect(words).to.match(/Contract value next year £73,840 £92,300 \+£18,460 Weekly cost £1,420 £1,420 £0/);
    for (const list of [
      'Services added: 1 Services added Service What it is S5 Service S5 Floating support, Generic',
      'Services renamed: 1 ',
      'Services with another primary client group: 1 ',
      'Services with another service type: 1 ',
      'From “Generic” to “Refugees”',
      'From “Floating support” to “Outreach”',
    ])
      expect(words).to.include(list);
    expect(words).not.to.include('Services gone');
    expect(text).not.to.include('govuk-warning-text');
    expect(text).to.include('Renamed &lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;Sons&#34;');
    expect(text).not.to.include('<script>alert');
  });

  it('is warned of before anything can be included when half of it is missing', async () => {
    await upload(9, 0);
    const { path } = await odd(4, 1);
    const { text } = await officer.get(path);
    const warning =
      'Warning This extract has 4 services; your live one has 9. If services were left out by mistake, do not confirm: upload a complete extract instead.';
    const words = plain(text);
    expect(words).to.include(warning);
    const order = ['Some values need your decision', warning, 'What will change', 'Irregular values', BUTTON];
    const places = order.map((part) => words.indexOf(part, words.indexOf('Some values need')));
    expect(places)
      .to.deep.equal([...places].sort((a, b) => a - b))
      .and.not.to.include(-1);
    // The form that comes back without a choice warns as well.
    expect(plain((await decide(officer, path, {})).text)).to.include(warning);
  });

  it('is all there when a list is longer than what is named', async () => {
    await upload(60, 0);
    const words = plain((await officer.get((await odd(3, 1)).path)).text);
    expect(words).to.include('Services gone: 57 The first 50 of 57, in the order of their ids.');
    expect(words.match(/Floating support, Generic/g)).to.have.length(50);
  });

  it('is nothing for an authority’s first extract, waiting or live', async () => {
    const { path } = await odd(2, 0);
    for (const state of ['needs-decisions', 'live']) {
      const { text } = await officer.get(path);
      expect(text).to.include(`data-state="${state}"`);
      expect(plain(text)).to.include('This is your first extract: there is none to compare it with.');
      expect(plain(text)).not.to.match(/What will change|What changed/);
      await decide(officer, path, { all: 'include' });
    }
  });

  it('is folded away once it is live, against the one that was live before it', async () => {
    const first = await upload(3, 0);
    await odd(1, 1);
    const { path, state } = await upload(2, 2);
    expect(state).to.equal('live');
    const { text } = await officer.get(path);
    const details = /<details class="govuk-details">\s*<summary[^>]*><span[^>]*>What changed<.*/s.exec(
      text,
    )?.[0];
    expect(plain(details ?? '')).to.match(/^What changed Compared with your extract of 30 March 2004/);
    expect(details).to.include(`href="${first.path}"`);
    expect(plain(text)).to.match(/Services 3 2 −1 /);
    // A third of it went without any decision: this page is the first that could say so.
    expect(plain(text)).to.include(
      'Your extract is live ! Warning This extract has 2 services; the one before it had 3. If services were left out by mistake, upload a complete extract.',
    );
    expect(plain((await officer.get(first.path)).text)).not.to.match(/What (will change|changed)/);
  });

  it('counts no value that was excluded, and says so', async () => {
    await upload(3, 0);
    const { path } = await odd(3, 1, { services: { 2: { HouseholdUnitsAvailable: '999' } } });
    await decide(officer, path, { all: 'exclude' });
    const words = plain((await officer.get(path)).text);
    expect(words).to.match(/Household units 30 20 −10 .*Weekly cost £1,065 £355 −£710/);
    expect(words).to.include(
      'are not counted: household units of 0 services before and 1 in this upload; weekly cost of 0 services before and 2 in this upload.',
    );
  });

  it('has nothing to be held against when the live one was withdrawn', async () => {
    const first = await upload(2, 0);
    await officer.submit(`${first.path}/withdrawal`, {}, { action: `${first.path}/withdrawal` });
    const words = plain((await officer.get((await odd(2, 1)).path)).text);
    expect(words).to.include('No extract of yours is live now: there is none to compare this one with.');
    expect(words).not.to.include('your first extract');
  });

  it('can be read for any two that are chosen', async () => {
    expect(plain((await officer.get('/uploads/compare')).text)).to.include(
      'Two extracts are needed for this',
    );
    const first = await upload(6, 0);
    expect((await officer.get('/uploads')).text).not.to.include('/uploads/compare');
    const second = await upload(2, 1);
    await upload(7, 2, { services: { 1: { ServiceName: '' } } });
    expect((await officer.get('/uploads')).text).to.include('href="/uploads/compare"');

    const form = await officer.get('/uploads/compare');
    expect(form.text.match(/<option /g)).to.have.length(4);
    expect(form.text)
      .to.match(/<form method="get" action="\/uploads\/compare">/)
      .and.to.match(new RegExp(`name="from".*?value="${first.id}" selected.*name="to"`, 's'))
      .and.to.match(new RegExp(`name="to".*?value="${second.id}" selected`, 's'));
    expect(plain(form.text)).to.include(`30 March 2004, SPLSExtract_${authority}_30032004.zip (upload `);

    const page = await compare(first.id, second.id);
    expect(page.status).to.equal(200);
    expect(page.text).to.include('<h1 class="govuk-heading-l">Compare two extracts</h1>');
    expect(plain(page.text)).to.include('The second extract has 2 services; the first has 6.');
    expect(plain(page.text)).to.match(/First Second Difference Services 6 2 −4 .*Services gone: 4 /);
    expect(plain((await compare(second.id, first.id)).text)).to.match(
      /Services 2 6 \+4 .*Services added: 4 /,
    );
  });

  it('is asked for again when one of the two is not chosen, or both are the same', async () => {
    const [first, second] = [await upload(2, 0), await upload(2, 1)];
    for (const query of ['', `?from=${first.id}`, `?to=${first.id}`, `?from=&to=${first.id}`]) {
      const answer = await officer.get(`/uploads/compare${query}`);
      expect([answer.status, answer.text.includes('name="from"'), errorOn(answer)]).to.deep.equal([
        200,
        true,
        '',
      ]);
    }
    const same = await compare(first.id, first.id);
    expect([same.status, errorOn(same)]).to.deep.equal([200, 'Choose two different extracts.']);
    expect(same.text).to.include('href="#to"');
    expect(plain((await compare(first.id, second.id)).text)).to.include(
      'Both have the same services, with the same names, client groups and service types.',
    );
  });

  it('is nobody else’s business, and there for no upload without a version', async () => {
    const [own, later] = [await upload(2, 0), await upload(3, 1)];
    const rejected = await upload(2, 2, { services: { 1: { ServiceName: '' } } });
    expect(rejected.state).to.equal('rejected');
    const stranger = await app.signInAs({ authorityCode: '00AY' });
    const name = 'SPLSExtract_00AY_30032004.zip';
    const foreign = await sendAndSettle(stranger, extractOf(2, { authority: '00AY' }), name);
    for (const [from, to] of [
      [own.id, foreign.id],
      [foreign.id, own.id],
      [own.id, rejected.id],
      [own.id, 999_999],
      [own.id, 'abc'],
      [`${own.id}&from=${later.id}`, later.id],
    ] as const)
      expect((await compare(from, to)).status, `${from} and ${to}`).to.equal(404);
    expect((await compare(own.id, later.id)).status).to.equal(200);
    expect((await compare(own.id, later.id, stranger)).status).to.equal(404);
    expect((await compare(foreign.id, foreign.id)).text).not.to.include(name);
    for (const role of ['support', 'compliance', 'admin'] as const)
      expect((await compare(own.id, later.id, await app.signInAs({ role }))).status).to.equal(404);
    expect((await app.browser().get('/uploads/compare')).status).to.equal(303);
    expect(await rowsOf(app, 'extracts', { upload_id: rejected.id })).to.be.empty;
  });
});
