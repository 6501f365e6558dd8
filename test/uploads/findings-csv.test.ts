import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import type { Answer, HttpClient } from '../support/http-client.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { extractOf, sendAndSettle, withoutCost, type Changes } from './officer.ts';

describe('findings.csv', () => {
  let app: WholeApp;
  let officer: HttpClient;
  before(async () => {
    app = await startWholeApp();
    officer = await app.signInAs();
  });
  after(() => app.close());

  const findingsOf = async (
    services: number,
    changes: Changes,
  ): Promise<{ answer: Answer; bytes: string; rows: Record<string, string>[] }> => {
    const { path } = await sendAndSettle(officer, extractOf(services, changes));
    const answer = await officer.get(`${path}/findings.csv`);
    return { answer, bytes: answer.text, rows: parse(answer.text, { columns: true, bom: true }) };
  };

  it('has the columns of the contract, a row a finding, in UTF-8 with a mark and CRLF', async () => {
    const { path } = await sendAndSettle(officer, extractOf(2, { services: { 2: { ServiceType: 'Café' } } }));
    const cookie = [...officer.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${app.baseUrl}${path}/findings.csv`, { headers: { cookie } });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-type')).to.equal('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).to.match(
      /^attachment; filename="?findings-\d+\.csv"?$/,
    );
    expect(response.headers.get('x-content-type-options')).to.equal('nosniff');
    expect(bytes.subarray(0, 3).toString('hex')).to.equal('efbbbf');
    const lines = bytes.subarray(3).toString().split('\r\n');
    expect(lines[0]).to.equal('file,row,column,field,value,code,severity,message,how_to_fix');
    expect(lines[1]).to.match(/^SupportService\.csv,3,D,ServiceType,Café,[a-z.-]+,error,.+,.+$/);
    expect(lines.slice(2)).to.deep.equal(['']);
    expect(bytes.toString().replaceAll('\r\n', '')).not.to.include('\n');
  });

  it('holds nothing that a spreadsheet would run as a formula', async () => {
    const names = ['=HYPERLINK("http://evil.example")', '+1+1', '-2+3', '@SUM(A1)', '＝1+1'];
    const services = Object.fromEntries(names.map((ServiceType, index) => [index + 1, { ServiceType }]));
    const { rows } = await findingsOf(names.length, { services });
    expect(rows.map(({ value }) => value)).to.deep.equal(names.map((name) => `'${name}`));
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.to.match(/^[=+\-@\t\r]/);
  });

  it('lists errors before irregular values, each in file order', async () => {
    const services = { 3: { ServiceName: '', SPFundedStatus: 'x' }, 1: { StandardHoursPerWeek: '500' } };
    const fundings = { 2: { WeeklyUnitCost: '£5' }, 1: { WeeklyUnitCost: '0' } };
    const { rows } = await findingsOf(3, { services, fundings });
    const places = rows.map(({ file, row, column, severity }) => [
      file!.replace('.csv', ''),
      row! + column!,
      severity,
    ]);
    expect(places).to.deep.equal([
      ['SupportService', '4C', 'error'],
      ['SupportService', '4M', 'error'],
      ['SupportServiceSPFunding', '3C', 'error'],
      ['SupportService', '2I', 'irregular'],
      ['SupportServiceSPFunding', '2C', 'irregular'],
    ]);
  });

  it('gives every one of 5,000 findings, once and in order', async () => {
    const { rows } = await findingsOf(5_000, withoutCost(5_000));
    expect(rows.map(({ row }) => Number(row))).to.deep.equal(
      Array.from({ length: 5_000 }, (_, index) => index + 2),
    );
  });

  it('of an upload without a finding is a heading', async () => {
    const { bytes } = await findingsOf(1, {});
    expect(bytes.trimEnd().split('\r\n')).to.have.length(1);
  });
});
