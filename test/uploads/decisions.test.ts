import { expect } from 'chai';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import type { HttpClient } from '../support/http-client.ts';
import {
  decide,
  errorOn,
  extractOf,
  plain,
  reported,
  rowsOf,
  send,
  sendAndSettle,
  stateOn,
  withoutCost,
} from './officer.ts';

describe('decisions on irregular values', () => {
  let app: WholeApp;
  let officer: HttpClient;
  before(async () => {
    app = await startWholeApp();
    officer = await app.signInAs();
  });
  after(() => app.close());

  const waiting = async (irregular = 2, services = irregular + 1): Promise<{ id: number; path: string }> => {
    const { id, path, state } = await sendAndSettle(officer, extractOf(services, withoutCost(irregular)));
    expect(state).to.equal('needs-decisions');
    return { id, path };
  };
  const stateOf = async (path: string): Promise<string> => stateOn(await officer.get(path));
  const decisionsOf = async (id: number): Promise<unknown[]> =>
    (await rowsOf(app, 'findings', { upload_id: id }))
      .sort((a, b) => Number(a.number) - Number(b.number))
      .map(({ decision }) => decision);

  it('can be taken one by one, and the last puts the extract live', async () => {
    const { id, path } = await waiting();
    const first = await decide(officer, path, { 'decision[1]': 'include' });
    expect([first.status, first.location]).to.deep.equal([303, path]);
    const page = await officer.get(path);
    expect(stateOn(page)).to.equal('needs-decisions');
    expect(plain(page.text)).to.match(/1 to go.*1 value included, 0 excluded, 1 undecided/);
    expect(page.text)
      .to.match(/id="decision-1"[^>]* checked>/)
      .and.not.to.match(/id="decision-2[^>]* checked>/);

    expect((await decide(officer, path, { 'decision[2]': 'exclude' })).location).to.equal(path);
    expect(await stateOf(path)).to.equal('live');
    expect(await decisionsOf(id)).to.deep.equal(['include', 'exclude']);
    expect(await reported(officer)).to.deep.equal(
      new Map([
        ['S1', '0'],
        ['S2', ''],
        ['S3', '35.5'],
      ]),
    );
  });

  for (const [all, values] of [
    ['include', ['0', '0', '35.5']],
    ['exclude', ['', '', '35.5']],
  ] as const) {
    it(`can be to ${all} all of them at once`, async () => {
      const { id, path } = await waiting();
      await decide(officer, path, { all });
      expect(await stateOf(path)).to.equal('live');
      expect(await decisionsOf(id)).to.deep.equal([all, all]);
      expect([...(await reported(officer)).values()].sort()).to.deep.equal(values);
    });
  }

  it('are kept with who took them and when, and recorded as counts', async () => {
    const colleague = await app.createUser();
    const { id, path } = await waiting();
    await decide(await app.signIn(colleague.email), path, { 'decision[2]': 'exclude' });
    const [undecided, decided] = (await rowsOf(app, 'findings', { upload_id: id })).sort(
      (a, b) => Number(a.number) - Number(b.number),
    );
    expect(undecided).to.include({ decision: null, decided_by: null, decided_at: null });
    expect(decided).to.include({ decision: 'exclude', decided_by: colleague.id });
    expect(Date.now() - (decided!.decided_at as Date).getTime()).to.be.within(0, 60_000);
    const [event] = await rowsOf(app, 'audit_events', { action: 'upload.decided', subject_id: String(id) });
    expect(event).to.include({ actor_id: colleague.id, subject_type: 'upload' });
    expect(event!.details).to.deep.equal({ changed: 1, include: 0, exclude: 1, undecided: 1 });
  });

  it('changed while the extract is live change services and reports at once, and back again exactly', async () => {
    const cells = { 1: { WeeklyUnitCost: '0.00' }, 2: { WeeklyUnitCost: '123.45' } };
    const { id, path } = await sendAndSettle(
      officer,
      extractOf(3, { fundings: cells, services: { 2: { StandardHoursPerWeek: '170.25' } } }),
    );
    await decide(officer, path, { all: 'include' });
    const services = async (): Promise<unknown[]> => {
      const [extract] = await rowsOf(app, 'extracts', { upload_id: id });
      return rowsOf(app, 'services', { extract_id: extract!.id });
    };
    const asGiven = await services();
    const hours = (await rowsOf(app, 'findings', { upload_id: id, file_position: 1, column_position: 9 }))[0];
    const radio = `decision[${String(hours!.number)}]`;

    expect((await reported(officer, 'cost-per-support-hour')).get('S2')).to.match(/^\d+\.\d+$/);
    await decide(officer, path, { [radio]: 'exclude' });
    expect(await stateOf(path)).to.equal('live');
    expect((await reported(officer, 'cost-per-support-hour')).get('S2')).to.equal('');
    expect((await reported(officer, 'support-hours-per-unit')).get('S2')).to.equal('');
    expect((await reported(officer)).get('S2')).to.equal('123.45');
    for (const measure of ['support-hours-per-unit', 'cost-per-support-hour'])
      expect((await officer.get(`/reports/cost/${measure}.csv?serviceType=Floating+support`)).text).to.match(
        /,2,/,
      );

    await decide(officer, path, { [radio]: 'include' });
    expect(await services()).to.have.deep.members(asGiven);
  });

  it('on two values of one service do not undo each other', async () => {
    const odd = { services: { 1: { StandardHoursPerWeek: '169' } }, ...withoutCost(1) };
    const { id, path } = await sendAndSettle(officer, extractOf(1, odd));
    await decide(officer, path, { 'decision[1]': 'exclude' });
    await decide(officer, path, { 'decision[2]': 'exclude' });
    const [extract] = await rowsOf(app, 'extracts', { upload_id: id });
    expect((await rowsOf(app, 'services', { extract_id: extract!.id }))[0]).to.include({
      hours: null,
      weekly_unit_cost: null,
      cost_per_support_hour: null,
      support_hours_per_unit: null,
      units: 10,
    });
    await decide(officer, path, { 'decision[2]': 'include' });
    expect((await rowsOf(app, 'services', { extract_id: extract!.id }))[0]).to.satisfy(
      (row: Record<string, unknown>) => (row.hours === null) !== (row.weekly_unit_cost === null),
    );
  });

  it('come too late once another extract has taken the place', async () => {
    const { id, path } = await waiting();
    const form = (await officer.get(path)).text;
    expect(form).to.include('/decisions"');
    await sendAndSettle(officer, extractOf(1), 'SPLSExtract_00AJ_13122004.zip');
    const page = await officer.get(path);
    expect([stateOn(page), page.text.includes('/decisions"')]).to.deep.equal(['superseded', false]);
    expect(plain(page.text)).to.include('Undecided');
    const late = await officer.post(`${path}/decisions`, {
      _csrf: await officer.csrfToken(),
      all: 'include',
    });
    expect(late.status).to.equal(409);
    expect(late.text).to.include(`href="${path}"`);
    expect(await decisionsOf(id)).to.deep.equal([null, null]);
  });

  it('not taken are asked for beside the form', async () => {
    const { id, path } = await waiting();
    const garbage: Record<string, string>[] = [
      {},
      { all: 'perhaps' },
      { 'decision[1]': 'yes' },
      { 'decision[]': 'include' },
      { 'decision[-1]': 'include' },
      { 'decision[1][2]': 'include', decision: 'include', __proto__: 'include' },
    ];
    for (const fields of garbage) {
      const answer = await decide(officer, path, fields);
      expect([answer.status, errorOn(answer)]).to.deep.equal([
        422,
        'Choose include or exclude for at least one value, or use a button for all of them.',
      ]);
      expect(answer.text).to.include('href="#findings"').and.to.include(`action="${path}/decisions"`);
    }
    expect(await decisionsOf(id)).to.deep.equal([null, null]);
  });

  it('on what is no finding of the upload change nothing', async () => {
    const other = await waiting(3);
    const { id, path } = await waiting(1);
    await decide(officer, path, {
      'decision[3]': 'exclude',
      'decision[999999999]': 'include',
      'decision[2]': 'include',
    });
    expect(await decisionsOf(id)).to.deep.equal([null]);
    expect(await decisionsOf(other.id)).to.deep.equal([null, null, null]);
    const twice = `_csrf=${encodeURIComponent(await officer.csrfToken())}&decision[1]=include&decision[1]=exclude`;
    expect((await officer.post(`${path}/decisions`, twice)).status).to.equal(422);
  });

  it('on errors are not possible', async () => {
    const { id, path } = await sendAndSettle(
      officer,
      extractOf(2, { services: { 1: { ServiceName: '' } }, ...withoutCost(2) }),
    );
    const answer = await officer.post(`${path}/decisions`, {
      _csrf: await officer.csrfToken(),
      'decision[1]': 'include',
      all: 'include',
    });
    expect(answer.status).to.equal(409);
    expect(new Set(await decisionsOf(id))).to.deep.equal(new Set([null]));
  });

  it('fill several pages, and saving one leads back to it', async () => {
    const { path } = await waiting(120, 120);
    const third = await officer.get(`${path}?page=3`);
    expect(third.text.match(/value="include"/g)).to.have.length(20 + 1);
    expect(plain(third.text)).to.match(/101 to 120 of 120, in the order of the file.*Previous page/);
    const saved = await decide(officer, path, { 'decision[120]': 'exclude' }, '?page=3');
    expect(saved.location).to.equal(`${path}?page=3`);
    const nothing = await decide(officer, path, {}, '?page=2');
    expect(plain(nothing.text)).to.include('51 to 100 of 120, in the order').and.to.include('119 undecided');
    expect(plain((await officer.get(`${path}?page=99`)).text)).to.include('101 to 120 of 120, in the order');
    expect((await decide(officer, path, { all: 'include' }, '?page=2')).location).to.equal(path);
    expect(await stateOf(path)).to.equal('live');
    expect((await reported(officer)).get('S120')).to.equal('0');
  });

  it('of an older upload are superseded by a newer that goes live, and the other way round are not', async () => {
    const older = await waiting();
    const newer = await waiting(1);
    await decide(officer, older.path, { all: 'include' });
    expect([await stateOf(older.path), await stateOf(newer.path)]).to.deep.equal(['live', 'needs-decisions']);
    await decide(officer, newer.path, { all: 'include' });
    expect([await stateOf(older.path), await stateOf(newer.path)]).to.deep.equal(['superseded', 'live']);
  });

  it('taken by two at once leave the extract live just once', async () => {
    const { path } = await waiting(2);
    const colleague = await app.signInAs();
    await Promise.all([
      decide(officer, path, { 'decision[1]': 'include' }),
      decide(colleague, path, { 'decision[2]': 'include' }),
    ]);
    expect(await stateOf(path)).to.equal('live');
  });
});

describe('decisions before the check has ended', () => {
  it('come to nothing', async () => {
    const app = await startWholeApp({ jobs: false });
    try {
      const officer = await app.signInAs();
      const { path } = await send(officer, extractOf(1, withoutCost(1)));
      const answer = await officer.post(`${path}/decisions`, {
        _csrf: await officer.csrfToken(),
        all: 'include',
      });
      expect(answer.status).to.equal(409);
    } finally {
      await app.close();
    }
  });
});
