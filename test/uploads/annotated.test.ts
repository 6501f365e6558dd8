import { expect } from 'chai';
import {
  encoded,
  extractZip,
  fundingRow,
  fundingsCsv,
  serviceHeadings,
  serviceRow,
  servicesCsv,
  tableFiles,
  type TableFiles,
} from '../support/extract-files.ts';
import type { HttpClient } from '../support/http-client.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import {
  ADDED,
  annotatedOf,
  FUNDINGS,
  SERVICES,
  rowsIn,
  verdictsIn,
  type Annotated,
} from './annotated-zip.ts';
import { decide, extractOf, rowsOf, sendAndSettle, withoutCost } from './officer.ts';

describe('annotated.zip', () => {
  let app: WholeApp;
  let officer: HttpClient;
  before(async () => {
    app = await startWholeApp();
    officer = await app.signInAs();
  });
  after(() => app.close());

  const annotatedFrom = async (zip: Buffer): Promise<Annotated> =>
    annotatedOf(app, officer, await sendAndSettle(officer, zip));
  const annotatedTables = (own: Partial<TableFiles>) => annotatedFrom(extractZip(tableFiles(own)));

  it('is a ZIP named after the upload, with its tables and a text about them', async () => {
    const { headers, files } = await annotatedFrom(extractOf(2, { services: { 2: { ServiceType: 'x' } } }));
    expect(headers.get('content-type')).to.equal('application/zip');
    expect(headers.get('content-disposition')).to.equal(
      'attachment; filename=SPLSExtract_00AJ_13092004-annotated.zip',
    );
    expect(headers.get('cache-control')).to.equal('no-store');
    expect([...files.keys()]).to.deep.equal([SERVICES, FUNDINGS, 'READ-ME.txt']);
    const bytes = files.get(SERVICES)!;
    expect(bytes.subarray(0, 3).toString('hex')).to.equal('efbbbf');
    expect(bytes.toString().replaceAll('\r\n', '')).not.to.match(/[\r\n]/);
  });

  it('has the cells as they were sent, with the result and the messages at the right', async () => {
    const services = {
      2: { ServiceType: 'Floating', ChargeType: 'Block' },
      3: { ServiceName: '  padded  ' },
    };
    const annotated = await annotatedFrom(
      extractOf(3, { services, fundings: { 1: { WeeklyUnitCost: '£5' } } }),
    );
    const [headings, ...rows] = rowsIn(annotated);
    expect(headings).to.deep.equal([...serviceHeadings, ...ADDED]);
    expect(rows.map((row) => row.slice(0, -2))).to.deep.equal(
      [1, 2, 3].map((n) => Object.values(serviceRow(`S${n}`, services[n as 2 | 3]))),
    );
    expect(verdictsIn(annotated)).to.deep.equal([
      ['passed', ''],
      [
        '2 errors',
        'D ServiceType: This is not in the list of ServiceType. Did you mean “Floating support”? Otherwise use a value of the list in the data requirements.' +
          ' | L ChargeType: This is not in the list of ChargeType. Use a value of the list in the data requirements, spelt as there.',
      ],
      ['passed', ''],
    ]);
    expect(verdictsIn(annotated, FUNDINGS).map(([result]) => result)).to.deep.equal([
      '1 error',
      'passed',
      'passed',
    ]);
  });

  it('says which irregular values are to be confirmed, and afterwards how it was decided', async () => {
    const zip = extractOf(3, { ...withoutCost(3), services: { 2: { StandardHoursPerWeek: '500' } } });
    const { id, path } = await sendAndSettle(officer, zip);
    const results = async (): Promise<unknown> => {
      const annotated = await annotatedOf(app, officer, { path });
      return [verdictsIn(annotated), verdictsIn(annotated, FUNDINGS)].map((rows) =>
        rows.map(([result]) => result),
      );
    };
    const one = '1 to confirm';
    expect(await results()).to.deep.equal([
      ['passed', one, 'passed'],
      [one, one, one],
    ]);
    const findings = await rowsOf(app, 'findings', { upload_id: id });
    const number = (filePosition: number, row: number) =>
      findings.find((finding) => finding.file_position === filePosition && finding.row === row)!
        .number as number;
    await decide(officer, path, {
      [`decision[${number(1, 3)}]`]: 'include',
      [`decision[${number(2, 4)}]`]: 'exclude',
    });
    expect(await results()).to.deep.equal([
      ['passed', '1 included', 'passed'],
      [one, one, '1 excluded'],
    ]);
    const [, , [, message]] = verdictsIn(await annotatedOf(app, officer, { path }), FUNDINGS) as [
      [],
      [],
      [string, string],
    ];
    expect(message).to.match(/^C WeeklyUnitCost: The service costs nothing\. .* You have excluded it\.$/);
  });

  it('counts all kinds of findings of one row, in the order of its columns', async () => {
    const services = { 1: { StandardHoursPerWeek: '500', ChargeType: 'Block', ServiceType: '' } };
    const [[result, messages]] = verdictsIn(await annotatedFrom(extractOf(1, { services }))) as [
      [string, string],
    ];
    expect(result).to.equal('2 errors, 1 to confirm');
    expect(messages.split(' | ').map((message) => message.split(' ')[0])).to.deep.equal(['D', 'I', 'L']);
  });

  it('keeps the cells of rows that could not be read', async () => {
    const [heading = '', first = '', second = '', third = ''] = servicesCsv(
      ['S1', 'S2', 'S3'].map((id) => serviceRow(id)),
    ).split('\r\n');
    const cutShort = second.split(',').slice(0, 4).join(',');
    const annotated = await annotatedTables({
      services: [heading, `${first},more,and more`, cutShort, `${third},, ,`, ''].join('\r\n'),
    });
    const [, long = [], short = [], filled = []] = rowsIn(annotated);
    expect(long.slice(0, -2)).to.deep.equal([...first.split(','), 'more', 'and more']);
    expect(long.slice(-2)).to.deep.equal([
      '1 error',
      'The row has 15 cells under 13 headings, so it was not read. Put a value that holds a comma in quotation marks, and leave no cell out.',
    ]);
    expect(short).to.deep.equal([...cutShort.split(','), ...Array<string>(9).fill(''), ...short.slice(-2)]);
    expect(short.at(-2)).to.equal('1 error');
    expect(filled).to.deep.equal([...third.split(','), 'passed', '']);
  });

  it('keeps line breaks, quotation marks and spaces in values, and blank rows where they are', async () => {
    const names = ['Two\r\nlines', 'Three\nmore\n', 'He said "no", twice', ' "" '];
    const rows = names.map((ServiceName, index) => serviceRow(`S${index + 1}`, { ServiceName }));
    const lines = servicesCsv(rows, { lineEnding: '\n' }).replace('\nExtract', '\n\nExtract');
    const blank = `${lines.replace(/\n00AJ,S2/, '\n\n,,,\n00AJ,S2')}\n\n`;
    const fundings = fundingsCsv(rows.map((_, index) => fundingRow(`S${index + 1}`)));
    const annotated = await annotatedFrom(extractZip({ services: blank, fundings }));
    const all = rowsIn(annotated);
    expect(all.map(([, id]) => id)).to.deep.equal([
      'SupportServiceId',
      'S1',
      undefined,
      '',
      'S2',
      'S3',
      'S4',
      undefined,
      undefined,
    ]);
    expect([2, 3, 7, 8].map((row) => all[row])).to.deep.equal([[''], ['', '', '', ''], [''], ['']]);
    expect(all.flatMap(([code, , name]) => (code === '00AJ' ? [name] : []))).to.deep.equal(names);
  });

  for (const [encoding, hasMark] of [
    ['windows-1252', false],
    ['utf-16le', true],
    ['utf-16be', false],
    ['utf8', true],
  ] as const) {
    it(`writes what came as ${encoding} as UTF-8`, async () => {
      const names = ['Café “Maple”', 'A £5 service – near', 'Ò'];
      const rows = names.map((ServiceName, index) =>
        serviceRow(`S${index + 1}`, { ServiceName, ...(index === 1 && { SPFundedStatus: 'perhapś' }) }),
      );
      const annotated = await annotatedTables({ services: encoded(servicesCsv(rows), encoding, hasMark) });
      expect(
        rowsIn(annotated)
          .slice(1)
          .map((row) => row[2]),
      ).to.deep.equal(names);
      expect(rowsIn(annotated)[0]![0]).to.equal('ExtractONSCode');
      expect(verdictsIn(annotated).map(([result]) => result)).to.deep.equal(['passed', '1 error', 'passed']);
    });
  }

  it('leaves formulas in the officer’s own cells, and makes none', async () => {
    const services = {
      1: { ServiceName: '=1+1', ServiceType: '@SUM(A1)' },
      2: { ServiceName: '-x', ChargeType: '+y' },
    };
    const rows = rowsIn(await annotatedFrom(extractOf(2, { services }))).slice(1);
    expect(rows.map((row) => [row[2], row[3]])).to.deep.equal([
      ['=1+1', '@SUM(A1)'],
      ['-x', 'Floating support'],
    ]);
    for (const row of rows) for (const cell of row.slice(-2)) expect(cell).not.to.match(/^[=+\-@\t\r]/);
  });

  it('has each of some thousand findings beside its row', async () => {
    const count = 3_500;
    const changes = {
      ...withoutCost(count),
      services: { 7: { ChargeType: 'x' }, 3_499: { ChargeType: 'y' } },
    };
    const annotated = await annotatedFrom(extractOf(count, changes));
    expect(new Set(verdictsIn(annotated, FUNDINGS).map(([result]) => result))).to.deep.equal(
      new Set(['1 to confirm']),
    );
    const faulty = verdictsIn(annotated).flatMap(([result], index) =>
      result === 'passed' ? [] : [[index + 2, result]],
    );
    expect(faulty).to.deep.equal([
      [8, '1 error'],
      [3_500, '1 error'],
    ]);
  });

  it('of an upload without a finding says that every row passed', async () => {
    const annotated = await annotatedFrom(extractOf(2));
    expect([...verdictsIn(annotated), ...verdictsIn(annotated, FUNDINGS)]).to.deep.equal(
      Array(4).fill(['passed', '']),
    );
  });
});
