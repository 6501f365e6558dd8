import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import {
  checkedAsJson,
  checkedAsText,
  checkFile,
  exitCodes,
  makeExtract,
  type RowChange,
} from '../../src/extracts/index.ts';
import { runCli } from '../support/run-cli.ts';

const plan = { authority: { code: '00AJ', region: 'London' }, services: 40, date: '2009-06-30', seed: 5 };
const authorities = ['00AJ', '00AK'].map((code) => ({ code, name: code, officialName: code }));

interface Document {
  verdict: string;
  sentence?: string;
  dataDate: string | null;
  tables: { name: string; rows: number | null; encoding: string | null }[];
  errors: number;
  irregular: number;
  findings: Record<string, string | number>[];
}

describe('checking an extract offline', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sp-bench-check-'));
    file = path.join(folder, 'SPLSExtract_00AJ_30062009.zip');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const json = async (): Promise<{ exitCode: number; document: Document }> => {
    const { exitCode, stdout } = await runCli(['check-extract', file, '--authority', '00AJ', '--json']);
    return { exitCode, document: JSON.parse(stdout) as Document };
  };

  it('ends with 0 where the file is accepted', async () => {
    await makeExtract(plan, file);
    const { exitCode, document } = await json();
    expect(exitCode).to.equal(0);
    expect(document).to.include({ verdict: 'accepted', dataDate: '2009-06-30', errors: 0, irregular: 0 });
    expect(document.findings).to.deep.equal([]);
    expect(document.tables[0]).to.deep.equal({ name: 'SupportService.csv', rows: 40, encoding: 'UTF-8' });
    expect(document.tables.filter(({ rows }) => rows === null).map(({ name }) => name)).to.include(
      'Provider.csv',
    );
  });

  it('ends with 3 where there are irregular values only', async () => {
    await makeExtract(plan, file, set('SupportServiceSPFunding', 4, { WeeklyUnitCost: '0.00' }));
    const { exitCode, document } = await json();
    expect(exitCode).to.equal(3);
    expect(document).to.include({ verdict: 'irregular', errors: 0, irregular: 1 });
    expect(document.findings[0]).to.include({
      file: 'SupportServiceSPFunding.csv',
      row: 4,
      column: 'C',
      field: 'WeeklyUnitCost',
      code: 'irregular.zero-cost',
      severity: 'irregular',
    });
  });

  it('ends with 4 where there are errors, and gives them in file order', async () => {
    await makeExtract(plan, file, (row) => {
      const cost = set('SupportServiceSPFunding', 3, { WeeklyUnitCost: '£5' })(row);
      if (cost[0] !== row.cells) return cost;
      const last = set('SupportService', 41, { NumberPaidFrontlineStaff: '', ServiceName: '' })(row);
      return last[0] === row.cells ? set('SupportService', 9, { ExtractONSCode: '00AK' })(row) : last;
    });
    const { exitCode, document } = await json();
    expect(exitCode).to.equal(4);
    expect(document).to.include({ verdict: 'errors', errors: 4, irregular: 0 });
    const places = document.findings.map(({ file: table, row, column }) => [table, row, column]);
    expect(places).to.deep.equal([
      ['SupportService.csv', 9, 'A'],
      ['SupportService.csv', 41, 'C'],
      ['SupportService.csv', 41, 'K'],
      ['SupportServiceSPFunding.csv', 3, 'C'],
    ]);
    expect(document.findings[3]).to.deep.equal({
      file: 'SupportServiceSPFunding.csv',
      row: 3,
      column: 'C',
      field: 'WeeklyUnitCost',
      value: '£5',
      code: 'number.currency',
      severity: 'error',
      message: 'The number has a currency sign.',
      howToFix: 'Write 5',
    });
  });

  it('ends with 5 where the file cannot be read, and says why', async () => {
    await writeFile(file, 'no ZIP at all');
    const { exitCode, document } = await json();
    expect(exitCode).to.equal(5);
    expect(document).to.include({ verdict: 'unreadable', dataDate: null, errors: 0, irregular: 0 });
    expect(document.sentence).to.contain('This file is not a ZIP');
    const absent = await runCli(['check-extract', path.join(folder, 'none.zip'), '--authority', '00AJ']);
    expect(absent.exitCode).to.equal(5);
    expect(absent.stdout).to.contain('There is no file');
  });

  it('says the same to a reader: the verdict, the counts, each finding with its place and its remedy', async () => {
    await makeExtract(
      plan,
      file,
      set('SupportService', 7, { HouseholdUnitsAvailable: '1,250', ServiceName: '' }),
    );
    const { exitCode, stdout } = await runCli(['check-extract', file, '--authority', '00aj']);
    expect(exitCode).to.equal(4);
    const lines = stdout.split('\n');
    expect(lines[0]).to.equal(
      'SPLSExtract_00AJ_30062009.zip would be rejected: 2 errors must be put right first.',
    );
    expect(lines).to.include('  2 errors, 0 irregular values');
    expect(stdout).to.contain('are made at upload only');
    expect(stdout.indexOf('column C, ServiceName\n')).to.be.greaterThan(0);
    expect(stdout).to.contain(
      'Error: SupportService.csv row 7, column H, HouseholdUnitsAvailable “1,250”\n' +
        '  The number has commas between its thousands. Write 1250\n',
    );
  });

  it('cuts long values', async () => {
    await makeExtract(plan, file, ({ table, cells }) =>
      table === 'SupportService' ? [{ ...cells, ChargeType: 'Z'.repeat(500) }] : [cells],
    );
    const checked = await checkFile({ file, own: '00AJ', authorities, today: '2009-07-01' });
    if (checked.kind === 'unreadable') throw new Error(checked.sentence);
    expect(checked.findings).to.have.lengthOf(40);
    for (const { value } of checked.findings) expect(value).to.have.lengthOf(80);
    const document = JSON.parse([...checkedAsJson(checked)].join('')) as Document;
    expect(document.findings).to.have.lengthOf(40);
    expect([...checkedAsText(checked)].length).to.be.greaterThan(40);
  });

  it('refuses an extract of a day to come', async () => {
    await makeExtract(plan, file);
    const checked = await checkFile({ file, own: '00AJ', authorities, today: '2009-06-29' });
    expect(checked.kind).to.equal('unreadable');
  });

  it('has another exit code for every verdict', () => {
    expect(exitCodes).to.deep.equal({ accepted: 0, irregular: 3, errors: 4, unreadable: 5 });
  });
});

/** Changes cells of one row of one table; every other row stays the very object that it is. */
function set(table: string, row: number, cells: Record<string, string>): RowChange {
  return (one) => [one.table === table && one.row === row ? { ...one.cells, ...cells } : one.cells];
}
