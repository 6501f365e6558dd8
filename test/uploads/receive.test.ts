import { expect } from 'chai';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { EXTRACT_NAME } from '../support/extract-files.ts';
import type { HttpClient } from '../support/http-client.ts';
import {
  counts,
  errorOn,
  extractOf,
  filesInHand,
  plain,
  reported,
  rowsOf,
  send,
  sendAndSettle,
  sendFile,
  settledPage,
  stateOn,
  withoutCost,
} from './officer.ts';

describe('an uploaded extract', () => {
  let app: WholeApp;
  let officer: HttpClient;
  before(async () => {
    app = await startWholeApp();
  });
  beforeEach(async () => {
    officer = await app.signInAs();
  });
  after(() => app.close());

  it('without a fault goes live and is on the reports', async () => {
    const { path, state } = await sendAndSettle(officer, extractOf(3));
    expect(state).to.equal('live');
    const page = plain((await officer.get(path)).text);
    expect(page)
      .to.include('Your extract is live')
      .and.to.include('13 September 2004')
      .and.to.include('3 rows read');
    expect([...(await reported(officer))]).to.deep.equal([
      ['S1', '35.5'],
      ['S2', '35.5'],
      ['S3', '35.5'],
    ]);
  });

  it('takes the place of the earlier one, services and all [P7]', async () => {
    const first = await sendAndSettle(officer, extractOf(3));
    const second = await sendAndSettle(officer, extractOf(2), 'SPLSExtract_00AJ_13122004.zip');
    expect(second.state).to.equal('live');
    expect(stateOn(await officer.get(first.path))).to.equal('superseded');
    expect([...(await reported(officer)).keys()]).to.deep.equal(['S1', 'S2']);
    expect(await rowsOf(app, 'uploads', { state: 'live' })).to.have.length(1);
  });

  it('with an error is rejected: findings are listed, no service is kept, the live one stays', async () => {
    await sendAndSettle(officer, extractOf(2));
    const { id, path, state } = await sendAndSettle(
      officer,
      extractOf(5, { services: { 2: { HouseholdUnitsAvailable: '1e3' } } }),
    );
    expect(state).to.equal('rejected');
    const page = await officer.get(path);
    expect(plain(page.text)).to.match(
      /There is 1 error to put right.*Your extract of 13 September 2004 stays on the reports/,
    );
    expect(plain(page.text)).to.match(
      /SupportService\.csv, cell H3 \(HouseholdUnitsAvailable\) S2 Service S2 1e3/,
    );
    expect(await rowsOf(app, 'extracts', { upload_id: id })).to.be.empty;
    expect([...(await reported(officer)).keys()]).to.deep.equal(['S1', 'S2']);
  });

  it('with irregular values waits for decisions, and is on no report meanwhile', async () => {
    await sendAndSettle(officer, extractOf(2));
    const { path, state } = await sendAndSettle(officer, extractOf(3, withoutCost(1)));
    expect(state).to.equal('needs-decisions');
    expect(plain((await officer.get(path)).text)).to.match(/1 value is valid but unusual.*1 to go/);
    expect([...(await reported(officer)).values()]).to.deep.equal(['35.5', '35.5']);
  });

  it('is listed with its state and who sent it, the newest first', async () => {
    const { path } = await sendAndSettle(officer, extractOf(1));
    const list = await officer.get('/uploads');
    const first = plain(/<tbody>.*?<\/tr>/s.exec(list.text)?.[0] ?? '');
    expect(first).to.match(/SPLSExtract_00AJ_13092004\.zip 13 September 2004 .* Person \d+ Live/);
    expect(list.text).to.include(`href="${path}"`);
  });

  it('shows names from inside the ZIP as text', async () => {
    const { path } = await sendAndSettle(
      officer,
      extractOf(1, { others: { '<script>alert(1)</script>.csv': 'a' } }),
    );
    const { text } = await officer.get(path);
    expect(text).not.to.include('<script>alert');
    expect(plain(text)).to.include('script>.csv Kept, not used');
  });

  it('leaves nothing in the temporary folder', async () => {
    await sendAndSettle(officer, extractOf(1));
    await sendFile(officer, Buffer.from('no zip'));
    expect(await filesInHand(app)).to.be.empty;
  });

  it('is recorded with counts only: received by the officer, checked by the system', async () => {
    const { id } = await sendAndSettle(officer, extractOf(2, withoutCost(1)));
    const [received, checked, ...others] = await rowsOf(app, 'audit_events', {
      subject_id: String(id),
      subject_type: 'upload',
    });
    const [upload] = await rowsOf(app, 'uploads', { id });
    expect(others).to.be.empty;
    expect(received).to.include({ action: 'upload.received', actor_id: upload!.uploaded_by });
    expect(received!.details).to.deep.equal({
      checkOnly: false,
      keepsAllTables: false,
      bytes: upload!.file_size,
    });
    expect(checked).to.include({ action: 'upload.checked', actor_id: null });
    expect(checked!.details).to.deep.equal({
      ...{ state: 'needs-decisions', errors: 0, irregular: 1, original: 'whole' },
    });
  });
});

const megabyte = 1024 * 1024;

describe('a file that cannot be taken in', () => {
  let app: WholeApp;
  let officer: HttpClient;
  before(async () => {
    app = await startWholeApp({
      jobs: false,
      limits: { fileBytes: megabyte, zip: { entries: 4, unpackedBytes: megabyte, ratio: 200 } },
    });
    officer = await app.signInAs();
  });
  after(() => app.close());

  const sentences: [fault: string, bytes: () => Buffer, name: string, sentence: RegExp][] = [
    ['that is larger than the limit', () => Buffer.alloc(megabyte + 1), EXTRACT_NAME, /larger than 1 MB/],
    [
      'without the name of an extract',
      () => extractOf(1),
      'extract.zip',
      /name must say whose extract it is/,
    ],
    [
      'of another authority',
      () => extractOf(1),
      'SPLSExtract_00AA_13092004.zip',
      /belongs to authority 00AA; yours is 00AJ/,
    ],
    ['of a day that is none', () => extractOf(1), 'SPLSExtract_00AJ_31022004.zip', /31022004, is not a day/],
    ['of a day to come', () => extractOf(1), 'SPLSExtract_00AJ_01012999.zip', /01\/01\/2999, is yet to come/],
    ['that is no ZIP', () => Buffer.from('hello'), EXTRACT_NAME, /not a ZIP/],
    ['that is empty', () => Buffer.alloc(0), EXTRACT_NAME, /not a ZIP/],
    ['that is cut off', () => extractOf(9).subarray(0, 300), EXTRACT_NAME, /not a ZIP|damaged/],
    [
      'that is a workbook',
      () => extractOf(1, { others: { '[Content_Types].xml': '<Types/>' } }),
      EXTRACT_NAME,
      /Excel workbook/,
    ],
    [
      'with a table twice',
      () => extractOf(1, { others: { 'old/SUPPORTSERVICE.CSV': '' } }),
      EXTRACT_NAME,
      /more than once/,
    ],
    [
      'with a path that leads out',
      () => extractOf(1, { others: { '../evil.csv': 'x' } }),
      EXTRACT_NAME,
      /leads out of the ZIP/,
    ],
    [
      'with too many files',
      () => extractOf(1, { others: { a: '', b: '', c: '' } }),
      EXTRACT_NAME,
      /more than/,
    ],
    [
      'that unpacks to too much',
      () => extractOf(1, { others: { big: 'x'.repeat(2 * megabyte) } }),
      EXTRACT_NAME,
      /unpacks to more/,
    ],
  ];
  for (const [fault, bytes, name, sentence] of sentences) {
    it(`${fault} is answered on the form in one sentence, and nothing is kept`, async () => {
      const answer = await sendFile(officer, bytes(), name);
      expect(answer.status).to.equal(422);
      expect(errorOn(answer)).to.match(sentence);
      expect(answer.text).to.include('id="file-error"').and.to.include('name="_csrf"');
      expect(new Set(Object.values(await counts(app)))).to.deep.equal(new Set([0]));
      expect(await filesInHand(app)).to.be.empty;
    });
  }

  it('because none was chosen is asked for', async () => {
    const answer = await sendFile(officer, Buffer.alloc(0), '');
    expect([answer.status, errorOn(answer)]).to.deep.equal([422, 'Choose the file to upload.']);
  });

  for (const name of [
    '<script>alert(1)</script>.zip',
    '"; filename="x',
    'Auszug ü 日本.zip',
    '../../etc/passwd',
    'a\r\nX-Evil: 1.zip',
  ]) {
    it(`because of the name ${JSON.stringify(name)} is refused without saying it again`, async () => {
      const answer = await sendFile(officer, extractOf(1), name);
      expect([answer.status, errorOn(answer)]).to.have.property('0', 422);
      expect(answer.text).not.to.include('alert(1)').and.not.to.include('passwd');
      expect([...answer.headers.keys()]).not.to.include('x-evil');
    });
  }

  it('is judged by its name alone, wherever the browser says that it was', async () => {
    for (const folder of ['C:\\fakepath\\', '/home/jo/']) {
      const { id } = await send(officer, extractOf(1), folder + EXTRACT_NAME);
      expect((await rowsOf(app, 'uploads', { id }))[0]).to.include({
        file_name: EXTRACT_NAME,
        state: 'processing',
      });
    }
  });

  it('does not stop the next file', async () => {
    const { path } = await send(officer, extractOf(1), 'splsextract_00aj_13092004 (2).ZIP');
    const jobs = await app.startJobs();
    expect(stateOn(await settledPage(officer, path))).to.equal('live');
    await jobs.stop();
  });
});
