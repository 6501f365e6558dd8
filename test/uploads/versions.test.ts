import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { gradedZip } from '../support/extract-files.ts';
import type { Answer, HttpClient } from '../support/http-client.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { extractOf, plain, reported, rowsOf, sendAndSettle, stateOn, withoutCost } from './officer.ts';

describe('versions of an extract', () => {
  let app: WholeApp;
  let officer: HttpClient;
  beforeEach(async () => {
    app = await startWholeApp();
    officer = await app.signInAs();
  });
  afterEach(() => app.close());

  const change = async (path: string, what: 'withdrawal' | 'reinstatement'): Promise<Answer> =>
    officer.post(`${path}/${what}`, { _csrf: await officer.csrfToken() });
  const stateOf = async (path: string): Promise<string> => stateOn(await officer.get(path));
  const services = async (): Promise<string[]> => [...(await reported(officer)).keys()];

  it('the live one can be withdrawn, and no earlier one comes back by itself', async () => {
    const first = await sendAndSettle(officer, extractOf(2));
    const second = await sendAndSettle(officer, extractOf(3));
    const asked = await officer.get(`${second.path}/withdrawal`);
    expect(plain(asked.text)).to.match(/Withdraw this extract.*No earlier one comes back by itself/);
    expect((await change(second.path, 'withdrawal')).location).to.equal(second.path);
    expect([await stateOf(first.path), await stateOf(second.path)]).to.deep.equal([
      'superseded',
      'withdrawn',
    ]);
    expect(await services()).to.be.empty;
    const events = await rowsOf(app, 'audit_events', { action: 'upload.withdrawn' });
    expect(events.map(({ subject_id }) => subject_id)).to.deep.equal([String(second.id)]);
  });

  it('an earlier one is put back when the officer chooses it, whether another is live or not', async () => {
    const first = await sendAndSettle(officer, extractOf(2));
    const second = await sendAndSettle(officer, extractOf(3));
    await change(second.path, 'withdrawal');
    expect(plain((await officer.get(first.path)).text)).to.match(/Put it back on the reports/);
    await change(first.path, 'reinstatement');
    expect(await services()).to.deep.equal(['S1', 'S2']);
    await change(second.path, 'reinstatement');
    expect([await stateOf(first.path), await stateOf(second.path)]).to.deep.equal(['superseded', 'live']);
    expect(await services()).to.deep.equal(['S1', 'S2', 'S3']);
    expect(await rowsOf(app, 'audit_events', { action: 'upload.reinstated' })).to.have.length(2);
  });

  it('one that was never live, or is live, cannot be put back, nor one that is not live be withdrawn', async () => {
    const live = await sendAndSettle(officer, extractOf(1));
    const waiting = await sendAndSettle(officer, extractOf(2, withoutCost(1)));
    const rejected = await sendAndSettle(officer, extractOf(2, { services: { 1: { ServiceName: '' } } }));
    for (const { path } of [live, waiting, rejected]) {
      expect((await change(path, 'reinstatement')).status).to.equal(409);
      expect((await officer.get(`${path}/reinstatement`)).status).to.equal(409);
    }
    for (const { path } of [waiting, rejected])
      expect((await change(path, 'withdrawal')).status).to.equal(409);
    expect(await stateOf(live.path)).to.equal('live');
  });

  it('are nobody else’s to withdraw, put back or download', async () => {
    const { path } = await sendAndSettle(officer, extractOf(1));
    const other = await app.signInAs({ authorityCode: '38' });
    for (const what of ['withdrawal', 'reinstatement']) {
      expect((await other.get(`${path}/${what}`)).status).to.equal(404);
      const answer = await other.post(`${path}/${what}`, { _csrf: await other.csrfToken() });
      expect(answer.status).to.equal(404);
    }
    expect((await other.get(`${path}/original`)).status).to.equal(404);
    expect(await stateOf(path)).to.equal('live');
  });

  it('have their original for the officer to download, byte for byte, and the download on record [P133]', async () => {
    const file = extractOf(50);
    const { id, path } = await sendAndSettle(officer, file);
    const cookie = [...officer.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${app.baseUrl}${path}/original`, { headers: { cookie } });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.equals(file)).to.be.true;
    expect(response.headers.get('content-disposition')).to.match(/SPLSExtract_00AJ_13092004\.zip/);
    const [event] = await rowsOf(app, 'audit_events', { action: 'upload.original-read' });
    expect(event).to.include({ subject_type: 'upload', subject_id: String(id) });
  });

  it('that were tampered with in the database break the download off', async () => {
    const { id, path } = await sendAndSettle(officer, extractOf(50));
    const [chunk] = await rowsOf(app, 'original_chunks', { upload_id: id });
    const bytes = Buffer.from(chunk!.bytes as Buffer);
    bytes[10] = bytes[10]! ^ 1;
    await app.database.knex('original_chunks').where({ upload_id: id }).update({ bytes });
    const cookie = [...officer.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const hash = createHash('sha256');
    let isWhole = true;
    try {
      const response = await fetch(`${app.baseUrl}${path}/original`, { headers: { cookie } });
      hash.update(Buffer.from(await response.arrayBuffer()));
    } catch {
      isWhole = false;
    }
    expect(isWhole).to.be.false;
  });
});

describe('quality scores', () => {
  let app: WholeApp;
  let officer: HttpClient;
  before(async () => {
    app = await startWholeApp();
    officer = await app.signInAs();
  });
  after(() => app.close());

  it('overwrite by service, objective and date, keep their history, and go with a withdrawn extract', async () => {
    const live = async (): Promise<unknown[]> =>
      (await rowsOf(app, 'live_quality_scores'))
        .map((row) => `${String(row.service_id)} ${String(row.provider_score)} ${String(row.assessed_on)}`)
        .sort();
    await sendAndSettle(officer, gradedZip(['S1', 'A', '31/03/2004'], ['S2', 'B', '31/03/2004']));
    const second = await sendAndSettle(
      officer,
      gradedZip(['S1', 'C', '31/03/2004'], ['S1', 'D', '30/06/2004']),
    );
    expect(await live()).to.deep.equal(['S1 3 2004-03-31', 'S1 4 2004-06-30', 'S2 2 2004-03-31']);
    expect(await rowsOf(app, 'quality_scores')).to.have.length(4);
    await officer.post(`${second.path}/withdrawal`, { _csrf: await officer.csrfToken() });
    expect(await live()).to.deep.equal(['S1 1 2004-03-31', 'S2 2 2004-03-31']);
  });
});
