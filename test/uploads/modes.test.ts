import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { openSeal } from '../../src/platform/sealing.ts';
import { openZip } from '../../src/platform/zip.ts';
import { sealedBytes, sealOf } from '../../src/uploads/store-originals.ts';
import { extractZip, serviceRow, servicesCsv, tableFiles, withFile } from '../support/extract-files.ts';
import type { HttpClient } from '../support/http-client.ts';
import { originalSecrets, startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { extractOf, plain, reported, rowsOf, sendAndSettle, withoutCost } from './officer.ts';

const people = 'ClientId,Surname,DateOfBirth\r\n1,Sample,01/02/1950\r\n';
const providers = 'ProviderId,ProviderName,Postcode\r\nP1,Homes for All,OX1 1AA\r\n';

describe('an upload', () => {
  let app: WholeApp;
  let officer: HttpClient;
  beforeEach(async () => {
    app = await startWholeApp();
    officer = await app.signInAs();
  });
  afterEach(() => app.close());

  const filesKept = async (id: number): Promise<string[]> => {
    const { knex } = app.database;
    const bytes = await buffer(openSeal(originalSecrets, await sealOf(knex, id), sealedBytes(knex, id)));
    return withFile(bytes, async (path) => {
      const zip = await openZip(path);
      zip.close();
      return zip.entries.map(({ name }) => name);
    });
  };
  const isKept = async (id: number): Promise<boolean> =>
    (await rowsOf(app, 'originals', { upload_id: id })).length > 0 ||
    (await rowsOf(app, 'original_chunks', { upload_id: id })).length > 0;

  for (const [what, changes, verdict] of [
    ['sound', {}, /It would be accepted: nothing is wrong with it/],
    ['irregular', withoutCost(2), /accepted once you had decided about 2 irregular values/],
    ['faulty', { services: { 1: { ChargeType: 'x' } } }, /It would be rejected: 1 error to put right first/],
  ] as const) {
    it(`of a ${what} file, to be checked only, leaves nothing but its report`, async () => {
      await sendAndSettle(officer, extractOf(1));
      const { id, path, state } = await sendAndSettle(
        officer,
        extractOf(3, changes),
        undefined,
        'check-only',
      );
      expect(state).to.equal('checked');
      const page = await officer.get(path);
      expect(plain(page.text))
        .to.match(verdict)
        .and.to.match(/Kept of the file Nothing/);
      expect(page.text).not.to.include(`${path}/decisions`).and.not.to.include(`${path}/original`);
      expect(await isKept(id)).to.be.false;
      expect(await rowsOf(app, 'extracts', { upload_id: id })).to.be.empty;
      expect([...(await reported(officer)).keys()]).to.deep.equal(['S1']);
      expect((await officer.get(`${path}/original`)).status).to.equal(404);
    });
  }

  it('with people’s data in a table that is used is rejected, and not kept [P10]', async () => {
    const services = servicesCsv([serviceRow('S1', { ServiceName: 'Care of ab 12 34 56 c' })]);
    const { id, path, state } = await sendAndSettle(officer, extractZip(tableFiles({ services })));
    expect(state).to.equal('rejected');
    const page = plain((await officer.get(path)).text);
    expect(page).to.match(/looks like data about a person \(a National Insurance number\)/);
    expect(page)
      .to.match(/Kept of the file Nothing/)
      .and.not.to.match(/12 34 56/);
    expect(await isKept(id)).to.be.false;
    for (const finding of await rowsOf(app, 'findings', { upload_id: id }))
      expect(JSON.stringify(finding)).not.to.match(/12 34 56/);
  });

  it('with people’s data in another table goes live, that table being left out of what is kept', async () => {
    const others = { 'Clients.csv': people, 'Provider.csv': providers };
    const { id, path, state } = await sendAndSettle(officer, extractOf(2, { others }));
    expect(state).to.equal('live');
    expect(plain((await officer.get(path)).text))
      .to.match(/Clients\.csv.*looks like data about people \(a name\), so it was left out/)
      .and.to.match(/Kept of the file All but the tables/);
    expect(await filesKept(id)).to.deep.equal([
      'SupportService.csv',
      'SupportServiceSPFunding.csv',
      'Provider.csv',
    ]);
    const csv = (await officer.get(`${path}/findings.csv`)).text;
    expect(csv).to.match(/Clients\.csv,1,,Surname,,personal\.table,notice,/);
  });

  it('with data of a special category in a column or table does not have them kept either [P17]', async () => {
    const own = servicesCsv([serviceRow('S1')]).replace(/\r\n/, ',ClientReligion\r\n');
    const inTable = await sendAndSettle(officer, extractZip(tableFiles({ services: own })));
    expect(inTable.state).to.equal('rejected');
    expect(plain((await officer.get(inTable.path)).text)).to.include('such as ethnicity, religion or health');
    expect(await isKept(inTable.id)).to.be.false;
    const others = { 'Clients.csv': 'Reference,Ethnicity\r\n1,A\r\n' };
    const beside = await sendAndSettle(officer, extractOf(2, { others }));
    expect(beside.state).to.equal('live');
    expect(await filesKept(beside.id)).not.to.include('Clients.csv');
  });

  it('keeps such a table where the officer says that it is needed', async () => {
    const file = extractOf(2, { others: { 'Clients.csv': people } });
    const { id, path } = await sendAndSettle(officer, file, undefined, 'keep-all-tables');
    expect(await filesKept(id)).to.include('Clients.csv');
    expect(plain((await officer.get(path)).text)).to.match(/It is kept, as you asked/);
    const [received] = await rowsOf(app, 'audit_events', { action: 'upload.received' });
    expect(received!.details).to.include({ keepsAllTables: true });
  });

  it('of the very bytes of another says so', async () => {
    const file = extractOf(2);
    const first = await sendAndSettle(officer, file);
    const second = await sendAndSettle(officer, file);
    expect(second.state).to.equal('live');
    expect(plain((await officer.get(second.path)).text)).to.match(
      new RegExp(`Same file as Upload ${first.id} of .*, byte for byte \\(superseded\\)`),
    );
    expect(plain((await officer.get(first.path)).text)).not.to.match(/Same file as/);
  });
});
