import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { HttpClient } from '../support/http-client.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import {
  decide,
  extractOf,
  plain,
  reported,
  rowsOf,
  sendAndSettle,
  stateOn,
  withoutCost,
} from './officer.ts';
import { apply, results, runBy, runPage, startRun, traces, withWorker } from './re-extracting.ts';

const doubled = { costPerHour: (weeklyCost: number): number => weeklyCost * 2 };

describe('reading stored originals again', () => {
  let app: WholeApp;
  let officer: HttpClient;
  let admin: HttpClient;
  beforeEach(async () => {
    app = await startWholeApp({ jobs: false });
    [officer, admin] = [await app.signInAs(), await app.signInAs({ role: 'admin' })];
  });
  afterEach(() => app.close());

  it('by the same rules finds the same, and leaves nothing behind', async () => {
    const before = await withWorker(app, async () => {
      await sendAndSettle(officer, extractOf(3));
      const second = await sendAndSettle(officer, extractOf(4, withoutCost(2)));
      await decide(officer, second.path, { all: 'exclude' });
      const before = await traces(app);
      const { id, path } = await startRun(admin);
      while ((await runPage(admin, path)).state === 'running') await sleep(20);
      expect(await results(app, id)).to.deep.equal({ 1: 'same', 2: 'same' });
      expect((await runPage(admin, path)).words)
        .to.include('There was nothing to apply')
        .and.include('same 2');
      return before;
    });
    expect(await traces(app)).to.deep.equal(before);
    expect(await rowsOf(app, 'audit_events', { action: 're-extraction.read' })).to.have.length(2);
    expect((await reported(officer)).size).to.equal(4);
  });

  it('by other rules reports what differs, and changes no report before it is applied [P21]', async () => {
    const sent = await withWorker(app, () => sendAndSettle(officer, extractOf(3)));
    const before = await reported(officer, 'cost-per-support-hour');
    const { id, path } = await runBy(app, admin, doubled);

    expect(await results(app, id)).to.deep.equal({ [sent.id]: 'differs' });
    const page = await runPage(admin, path);
    expect(page.state).to.equal('ready');
    expect(page.words).to.include('1 upload would say something else on the reports');
    expect(page.words).to.include('Services, cost per support hour: another value in 3 rows.');
    expect(await reported(officer, 'cost-per-support-hour')).to.deep.equal(before);
    expect(stateOn(await officer.get(sent.path))).to.equal('live');

    expect((await apply(admin, path)).location).to.equal(path);
    expect((await runPage(admin, path)).state).to.equal('applied');
    const after = await reported(officer, 'cost-per-support-hour');
    expect([...after.values()]).to.deep.equal(['71', '71', '71']);
    expect(before.get('S1')).not.to.equal('71');
  });

  it('moves the file with the reading that is used, and tells the officer of it on both pages', async () => {
    const sent = await withWorker(app, () => sendAndSettle(officer, extractOf(3)));
    const { path } = await runBy(app, admin, doubled);
    const kept = await rowsOf(app, 'original_chunks');
    await apply(admin, path);

    const [source, shadow] = (await rowsOf(app, 'uploads')).sort((a, b) => Number(a.id) - Number(b.id));
    expect(source).to.include({ state: 'superseded', original: 'none' });
    expect(shadow).to.include({ state: 'live', original: 'whole', re_extracts: sent.id });
    expect(shadow!.received_at).to.deep.equal(source!.received_at);
    const moved = await rowsOf(app, 'original_chunks');
    expect(moved.map(({ bytes }) => bytes)).to.deep.equal(kept.map(({ bytes }) => bytes));
    expect(new Set(moved.map(({ upload_id }) => upload_id))).to.deep.equal(new Set([shadow!.id]));

    const page = await officer.get(`/uploads/${String(shadow!.id)}`);
    expect(plain(page.text)).to.include(`from the file of upload ${sent.id}, whose place it has taken`);
    expect(page.text).not.to.include('Same file as');
    expect((await officer.get(`/uploads/${String(shadow!.id)}/original`)).status).to.equal(200);
    expect(plain((await officer.get(sent.path)).text)).to.include(
      `It is kept with upload ${String(shadow!.id)}, which was read from it again`,
    );
    const events = await rowsOf(app, 'audit_events', { action: 're-extraction.applied' });
    expect(events).to.have.length(1);
    expect(events[0]).to.include({ subject_type: 'upload', subject_id: String(shadow!.id) });
    expect(events[0]!.details).to.include({ source: sent.id, isLive: true });
  });

  it('can be done again with what was read again', async () => {
    const sent = await withWorker(app, () => sendAndSettle(officer, extractOf(2, withoutCost(1))));
    await decide(officer, sent.path, { all: 'exclude' });
    const first = await runBy(app, admin, doubled);
    await apply(admin, first.path);
    const again = await runBy(app, admin, doubled);
    const shadowId = sent.id + 1;
    expect(await results(app, again.id)).to.deep.equal({ [shadowId]: 'same' });
    const back = await runBy(app, admin);
    await apply(admin, back.path);
    expect([...(await reported(officer, 'cost-per-support-hour')).values()]).not.to.include('71');
    expect(await rowsOf(app, 'uploads', { state: 'live' })).to.have.length(1);
  });

  it('finds the same in a file of which tables of people’s data were left out', async () => {
    const others = { 'Clients.csv': 'Forename,Surname,DateOfBirth\r\nJo,Bloggs,01/02/1950\r\n' };
    const sent = await withWorker(app, () => sendAndSettle(officer, extractOf(2, { others })));
    expect(await rowsOf(app, 'findings')).to.have.length(1);
    expect((await rowsOf(app, 'uploads'))[0]).to.include({ original: 'part' });
    const same = await runBy(app, admin);
    expect(await results(app, same.id)).to.deep.equal({ [sent.id]: 'same' });
    await apply(admin, (await runBy(app, admin, doubled)).path);
    expect(await rowsOf(app, 'uploads', { state: 'live', original: 'part' })).to.have.length(1);
  });

  describe('with irregular values', () => {
    const values = async (): Promise<Record<string, string>> => Object.fromEntries(await reported(officer));

    it('keeps what was decided, also where the officer has changed it since', async () => {
      const sent = await withWorker(app, () => sendAndSettle(officer, extractOf(3, withoutCost(2))));
      const [one, two] = (await rowsOf(app, 'findings')).map(({ number }) => Number(number));
      await decide(officer, sent.path, { [`decision[${one}]`]: 'include', [`decision[${two}]`]: 'exclude' });
      const decided = await values();
      const { id, path } = await runBy(app, admin, doubled);
      const [item] = await rowsOf(app, 're_extraction_items', { re_extraction_id: id });
      expect(item!.differences).to.have.property('findings').that.is.empty;
      expect(await values()).to.deep.equal(decided);

      await decide(officer, sent.path, { [`decision[${one}]`]: 'exclude', [`decision[${two}]`]: 'include' });
      const changed = await values();
      expect(changed).not.to.deep.equal(decided);
      await apply(admin, path);
      expect((await runPage(admin, path)).state).to.equal('applied');
      expect(await values()).to.deep.equal(changed);
      const findings = await rowsOf(app, 'findings', { upload_id: sent.id + 1 });
      expect(findings.map(({ decision }) => decision)).to.have.members(['exclude', 'include']);
      expect(findings.map(({ decided_by }) => decided_by)).to.not.include(null);
    });

    it('leaves an upload alone whose values are newly irregular, until they are to be included', async () => {
      const sent = await withWorker(app, () => sendAndSettle(officer, extractOf(3)));
      const finds = [
        {
          row: 2,
          serviceId: 'S1',
          field: 'HouseholdUnitsAvailable',
          value: '10',
          severity: 'irregular' as const,
        },
      ].map((found) => ({ ...found, code: 'irregular.high' }));
      const { id, path } = await runBy(app, admin, { ...doubled, finds });
      expect((await runPage(admin, path)).words).to.include(
        'Irregular value in SupportService.csv, HouseholdUnitsAvailable: Far above what services of this type and client group give nationally. 0 before, 1 now.',
      );
      await apply(admin, path);
      expect((await results(app, id))[sent.id]).to.match(/^differs: needs decisions/);
      expect(stateOn(await officer.get(sent.path))).to.equal('live');
      const page = await runPage(admin, path);
      expect(page.state).to.equal('ready');
      expect(page.words).to.include('Needs decisions: there are values that are newly irregular');

      await apply(admin, path, { values: 'include-new' });
      expect(await results(app, id)).to.deep.equal({ [sent.id]: 'applied' });
      const [finding] = await rowsOf(app, 'findings', { upload_id: sent.id + 1 });
      expect(finding).to.include({ decision: 'include' });
      expect(finding!.decided_by).to.be.a('number');
    });

    it('judges a file in the light of its own time, not of what came later', async () => {
      const tenfold = { WeeklyUnitCost: '355.00' };
      await withWorker(app, async () => {
        await sendAndSettle(officer, extractOf(3));
        const dear = await sendAndSettle(officer, extractOf(3, { fundings: { 1: tenfold, 2: tenfold } }));
        await decide(officer, dear.path, { all: 'include' });
      });
      expect((await rowsOf(app, 'findings')).length).to.be.above(0);
      const { id } = await runBy(app, admin);
      expect(await results(app, id)).to.deep.equal({ 1: 'same', 2: 'same' });
    });
  });

  it('never applies a file that has errors by the rules of today', async () => {
    const sent = await withWorker(app, () => sendAndSettle(officer, extractOf(3)));
    const before = await traces(app);
    const finds = [1, 2].map((row) => ({
      row: row + 1,
      field: 'ServiceName',
      value: '',
      severity: 'error' as const,
    }));
    const { id, path } = await runBy(app, admin, {
      ...doubled,
      finds: finds.map((found) => ({ ...found, code: 'personal.table' })),
    });
    expect((await results(app, id))[sent.id]).to.match(
      /^rejected: 2 errors by the rules of today\. SupportService\.csv, ServiceName: This table is not used/,
    );
    expect(await traces(app)).to.deep.equal(before);
    expect((await runPage(admin, path)).words)
      .to.include('rejected 1')
      .and.include('There was nothing to apply');
    const answer = await admin.post(`${path}/application`, { _csrf: await admin.csrfToken() });
    expect(answer.status).to.equal(409);
    expect(await traces(app)).to.deep.equal(before);
  });
});
