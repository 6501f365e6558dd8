import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { openZip } from '../../src/platform/zip.ts';
import type { HttpClient } from '../support/http-client.ts';
import { bytesOf, formRow, sheetOf } from '../support/outcome-files.ts';
import { withFile, type Row } from '../support/extract-files.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import {
  decide,
  errorOn,
  extractOf,
  plain,
  rowsOf,
  sendAndSettle,
  sendFile,
  stateOn,
} from '../uploads/officer.ts';

const number = (at: number): string => String(10_000_000_000 + at);
const book = (rows: readonly Row[], format: 'csv' | 'xlsx' = 'csv'): Buffer => bytesOf(sheetOf(rows), format);

describe('an uploaded outcomes workbook', () => {
  let app: WholeApp;
  let officer: HttpClient;
  beforeEach(async () => {
    app = await startWholeApp();
    officer = await app.signInAs();
    await sendAndSettle(officer, extractOf(2));
  });
  afterEach(() => app.close());

  const results = async (): Promise<string[]> =>
    (await rowsOf(app, 'outcome_results'))
      .map((row) =>
        [row.kind, row.data_date, row.service_id, row.indicator, row.needed, row.achieved].join(' '),
      )
      .sort();

  for (const format of ['csv', 'xlsx'] as const) {
    it(`as .${format} goes live with its forms, and says how many were taken`, async () => {
      const rows = [formRow(number(1)), formRow(number(2)), formRow(number(3), { SPServiceID: 'nobody' })];
      const { id, path, state } = await sendAndSettle(
        officer,
        book(rows, format),
        `OutcomesShort_00AJ_30062009.${format}`,
      );
      expect(state).to.equal('live');
      const page = plain((await officer.get(path)).text);
      expect(page)
        .to.include('2 of 3 records taken')
        .and.to.match(/Your outcomes workbook is live/);
      expect(page).to.match(/no service with this id, so the form was not taken/);
      expect(await rowsOf(app, 'outcome_forms', { upload_id: id })).to.have.length(2);
      expect(await results()).to.deep.equal([
        'outcomes-short 2009-06-30 S1 1 2 2',
        'outcomes-short 2009-06-30 S1 13 2 0',
      ]);
      // The extract is live beside it.
      expect(stateOn(await officer.get('/uploads/1'))).to.equal('live');
    });
  }

  it('with an error is rejected whole', async () => {
    const rows = [formRow(number(1)), formRow('12')];
    const { id, path, state } = await sendAndSettle(officer, book(rows), 'OutcomesLong_00AJ_30062009.csv');
    expect(state).to.equal('rejected');
    expect(plain((await officer.get(path)).text)).to.match(/FormID must be 11 digits/);
    expect(await rowsOf(app, 'outcome_forms', { upload_id: id })).to.be.empty;
  });

  it('with another name for a service waits, and leaves a form out that is excluded', async () => {
    const rows = [formRow(number(1)), formRow(number(2), { Service_Name: 'Another' })];
    const { path, state } = await sendAndSettle(officer, book(rows), 'OutcomesShort_00AJ_30062009.csv');
    expect(state).to.equal('needs-decisions');
    expect(await results()).to.be.empty;
    await decide(officer, path, { all: 'exclude' });
    expect(await results()).to.include('outcomes-short 2009-06-30 S1 1 1 1');
    await decide(officer, path, { all: 'include' });
    expect(await results()).to.include('outcomes-short 2009-06-30 S1 1 2 2');
  });

  it('takes the place of the one of its day; of another day’s it replaces the forms it holds too, and says so', async () => {
    const first = await sendAndSettle(
      officer,
      book([formRow(number(1)), formRow(number(2))]),
      'OutcomesShort_00AJ_30062009.csv',
    );
    const again = await sendAndSettle(
      officer,
      book([formRow(number(2)), formRow(number(3))]),
      'OutcomesShort_00AJ_30062009.csv',
    );
    expect(stateOn(await officer.get(first.path))).to.equal('superseded');
    expect(await results()).to.include('outcomes-short 2009-06-30 S1 1 2 2');
    const later = await sendAndSettle(
      officer,
      book([formRow(number(3), { SPServiceID: 'S2', Service_Name: 'Service S2' }), formRow(number(4))]),
      'OutcomesShort_00AJ_30092009.csv',
    );
    expect(plain((await officer.get(later.path)).text)).to.match(
      /Forms that OutcomesShort_00AJ_30062009\.csv holds too: 1\. These take their place/,
    );
    expect(stateOn(await officer.get(again.path))).to.equal('live');
    const counted = (await results()).filter((result) => / 1 \d+ \d+$/.test(result));
    expect(counted).to.deep.equal([
      'outcomes-short 2009-06-30 S1 1 1 1',
      'outcomes-short 2009-09-30 S1 1 1 1',
      'outcomes-short 2009-09-30 S2 1 1 1',
    ]);
    await officer.post(`${later.path}/withdrawal`, { _csrf: await officer.csrfToken() });
    expect((await results()).filter((result) => / 1 \d+ \d+$/.test(result))).to.deep.equal([
      'outcomes-short 2009-06-30 S1 1 2 2',
    ]);
  });

  it('is not taken in before there is an extract, nor with a name of no kind', async () => {
    const other = await app.signInAs({ authorityCode: '38' });
    const answer = await sendFile(other, book([formRow(number(1))]), 'OutcomesShort_38_30062009.csv');
    expect(answer.status).to.equal(422);
    expect(errorOn(answer)).to.match(/does not know your services yet/);
    expect(errorOn(await sendFile(officer, book([formRow(number(1))]), 'forms.csv'))).to.match(
      /SPLSExtract_00AJ_/,
    );
  });

  it('comes back with its findings beside its rows, and can be sent again as it came', async () => {
    const rows = [formRow(number(1)), formRow('12'), formRow(number(3), { SPServiceID: 'nobody' })];
    const { path } = await sendAndSettle(officer, book(rows, 'xlsx'), 'OutcomesShort_00AJ_30062009.xlsx');
    const cookie = [...officer.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${app.baseUrl}${path}/annotated.zip`, { headers: { cookie } });
    const csv = await withFile(Buffer.from(await response.arrayBuffer()), async (file) => {
      const zip = await openZip(file);
      const entry = zip.entries.find(({ name }) => name.endsWith('.csv'))!;
      expect(entry.name).to.equal('OutcomesShort_00AJ_30062009.csv');
      const bytes = await buffer(entry.read());
      zip.close();
      return bytes;
    });
    const given = parse<Record<string, string>>(csv, { columns: true, bom: true });
    expect(given.map((row) => row['SP-Bench result'])).to.deep.equal(['passed', '1 error', '1 note']);
    const again = await sendAndSettle(officer, csv, 'OutcomesShort_00AJ_30062009.csv');
    const csvOf = async (at: string): Promise<string> =>
      (await officer.get(`${at}/findings.csv`)).text.replaceAll('.xlsx', '.csv');
    expect(await csvOf(again.path)).to.equal(await csvOf(path));
  });

  it('can be checked only', async () => {
    const { id, state } = await sendAndSettle(
      officer,
      book([formRow(number(1))]),
      'OutcomesShort_00AJ_30062009.csv',
      'check-only',
    );
    expect(state).to.equal('checked');
    expect(await rowsOf(app, 'outcome_forms', { upload_id: id })).to.be.empty;
    expect(await rowsOf(app, 'originals', { upload_id: id })).to.be.empty;
  });
});
