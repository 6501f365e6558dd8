import { expect } from 'chai';
import { tableRules } from '../../../src/tables/rules/table-rules.ts';
import { field, serviceId, type Table } from '../../../src/tables/table.ts';
import type { Finding } from '../../../src/tables/index.ts';
import { OTHER, plainContext } from '../../support/extract-files.ts';

const referrals: Table = {
  name: 'Referrals',
  rowIs: 'a referral',
  key: ['SupportServiceId', 'EmergencyReferralStatus'],
  fields: [
    field('ExtractONSCode', { kind: 'authority-code' }, ''),
    field('SupportServiceId', serviceId, ''),
    field('EmergencyReferralStatus', { kind: 'text' }, '', {
      aliases: ['EmergencyReferalStatus', 'Emergency Status'],
    }),
    field('Beds', { kind: 'whole-number', least: 1, most: 9 }, '', { mandatory: false }),
  ],
};

/** What the rules say of rows of cells, parted by commas; the first is the header. Blank rows are null. */
function readRows(...lines: string[]): { findings: Finding[]; values: (unknown[] | null)[] } {
  const findings: Finding[] = [];
  const rules = tableRules({
    ...{ table: referrals, file: 'Referrals.csv', filePosition: 4, context: plainContext },
    report: (finding) => findings.push(finding),
  });
  const [header = '', ...rows] = lines.map((line) => line.split(','));
  const isReadable = rules.header(header as string[]);
  const values = isReadable ? rows.map((cells, index) => rules.row(cells, index + 2)?.slice() ?? null) : [];
  if (isReadable) rules.end(true);
  else rules.noHeader(header as string[], 0);
  return { findings, values };
}

const codes = (...lines: string[]) => readRows(...lines).findings.map(({ code, row }) => `${row} ${code}`);
const HEADER = 'ExtractONSCode,SupportServiceId,EmergencyReferralStatus,Beds';

describe('the headings of a table', () => {
  for (const header of [
    HEADER,
    'EXTRACTONSCODE,supportserviceid,EmergencyReferralSTATUS,beds',
    'Extract ONS Code,Support_Service_Id, Emergency Referral Status ,BEDS ',
    'ExtractONSCode,SupportServiceId,EmergencyReferalStatus,Beds',
    'ExtractONSCode,SupportServiceId,emergency_status,Beds',
    'ExtractONSCode,SupportServiceId,EmergencyReferralStatus,Beds,,',
  ]) {
    it(`${header} are all known`, () => {
      expect(readRows(header, '00AJ,S1,Yes,2')).to.deep.equal({
        findings: [],
        values: [['00AJ', 'S1', 'Yes', 2]],
      });
    });
  }

  it('may stand in any order among others', () => {
    expect(
      readRows('Note,Beds,SupportServiceId,Note,EmergencyReferralStatus,ExtractONSCode', 'x,2,S1,y,Yes,00AJ')
        .values,
    ).to.deep.equal([['00AJ', 'S1', 'Yes', 2]]);
  });

  it('may leave an optional field out', () => {
    const { findings, values } = readRows(
      'ExtractONSCode,SupportServiceId,EmergencyReferralStatus',
      '00AJ,S1,Yes',
    );
    expect(findings).to.deep.equal([]);
    expect(values).to.deep.equal([['00AJ', 'S1', 'Yes', null]]);
  });

  it('are missed one by one, and the rows are read for the rest', () => {
    expect(codes('ExtractONSCode,Beds', '00AJ,x', '00AJ,2')).to.deep.equal([
      '1 header.missing',
      '1 header.missing',
      '2 number.not-a-number',
    ]);
  });

  it('that stand twice, by an alias too, are told of each time more, and the first is read', () => {
    const { findings, values } = readRows(
      `${HEADER},beds,EmergencyReferalStatus,Beds`,
      '00AJ,S1,Yes,2,9,No,x',
    );
    expect(
      findings.map(({ code, field: name, columnPosition }) => [code, name, columnPosition]),
    ).to.deep.equal([
      ['header.repeated', 'EmergencyReferralStatus', 6],
      ['header.repeated', 'Beds', 5],
      ['header.repeated', 'Beds', 7],
    ]);
    expect(values).to.deep.equal([['00AJ', 'S1', 'Yes', 2]]);
  });

  it('with another separator are named by it', () => {
    for (const separator of [';', '\t', '|']) {
      expect(codes(HEADER.replaceAll(',', separator), 'x')).to.deep.equal(['1 header.separator']);
    }
    expect(codes('a title; and more', 'x')).to.deep.equal(['1 header.none']);
  });
});

describe('the rows of a table', () => {
  it('may be longer by empty cells, and shorter by optional ones', () => {
    expect(readRows(HEADER, '00AJ,S1,Yes,2,, ,', '00AJ,S2,No').findings).to.deep.equal([]);
  });

  it('that are longer or shorter otherwise are one fault each, and not read', () => {
    const { findings, values } = readRows(HEADER, '00AJ,S1,Yes,2,more', '00AJ,S2', '00AJ,S3,,', 'x');
    expect(
      findings.map(({ code, row, params, columnPosition, field: name }) => ({
        code,
        row,
        params,
        columnPosition,
        name,
      })),
    ).to.deep.equal(
      [
        { code: 'row.cells', row: 2, params: { cells: 5, headings: 4 }, columnPosition: 0, name: '' },
        { code: 'row.cells', row: 3, params: { cells: 2, headings: 4 }, columnPosition: 0, name: '' },
        { code: 'row.cells', row: 5, params: { cells: 1, headings: 4 }, columnPosition: 0, name: '' },
        { code: 'empty', row: 4, params: {}, columnPosition: 3, name: 'EmergencyReferralStatus' },
      ].sort((a, b) => a.row - b.row),
    );
    expect(values.map((row) => row === null)).to.deep.equal([true, true, false, true]);
  });

  it('that are blank are passed over, and counted', () => {
    expect(codes(HEADER, '', ',,,', '  , ,\t', '00AJ,S1,,2')).to.deep.equal(['5 empty']);
  });

  it('are told of with their service, column, and trimmed value', () => {
    expect(readRows(HEADER, '00AJ, S1 ,Yes, 1.5 ').findings).to.deep.equal([
      {
        ...{ file: 'Referrals.csv', filePosition: 4, row: 2, columnPosition: 4, field: 'Beds', value: '1.5' },
        ...{ code: 'number.whole', params: {}, severity: 'error', serviceId: 'S1', serviceName: '' },
      },
    ]);
  });

  it('may be wrong in every cell, each once', () => {
    expect(codes(HEADER, 'ZZ,%,,x')).to.deep.equal([
      '2 authority.unknown',
      '2 id.character',
      '2 empty',
      '2 number.not-a-number',
    ]);
  });
});

describe('rows of another authority', () => {
  const row = (code: string, id: number) => `${code},S${id},Yes,1`;

  it('are told of each, among others', () => {
    expect(codes(HEADER, row('00AJ', 1), row(OTHER, 2), row(OTHER, 3))).to.deep.equal([
      '3 authority.other',
      '4 authority.other',
    ]);
    expect(codes(HEADER, row('00AB', 1), row(OTHER, 2))).to.deep.equal([
      '2 authority.other',
      '3 authority.other',
    ]);
    expect(codes(HEADER, row(OTHER, 1), row('', 2))).to.have.members(['2 authority.other', '3 empty']);
  });

  it('are one fault where there is no other row that can be read', () => {
    const { findings } = readRows(HEADER, '', row(OTHER.toLowerCase(), 1), row(OTHER, 2), 'x');
    expect(findings.map(({ code }) => code)).to.have.members(['row.cells', 'authority.other-file']);
    expect(findings.find(({ code }) => code === 'authority.other-file')).to.deep.include({
      ...{
        row: 3,
        columnPosition: 1,
        field: 'ExtractONSCode',
        value: OTHER,
        params: { rows: 2, own: '00AJ', other: OTHER },
      },
    });
  });

  it('are one row where there is one', () => {
    expect(codes(HEADER, row(OTHER, 1))).to.deep.equal(['2 authority.other']);
  });
});

describe('a value that looks like a person’s data', () => {
  const [HEADINGS, SOUND] = [HEADER, '00AJ,S1,Yes'];

  it('is not quoted where it stands in the place of another', () => {
    const { findings } = readRows(HEADINGS, `${SOUND},AB 12 34 56 C`, `${SOUND},AB 12 34 56 C,more`);
    expect(findings.map(({ code, value }) => [code, value])).to.deep.equal([
      ['number.not-a-number', ''],
      ['row.cells', ''],
    ]);
  });

  it('is quoted as an id, which may look like anything and says which row it is', () => {
    const rows = ['00AJ,AB123456C,Yes,x', '00AJ,AB123456C,Yes,2'];
    const { findings } = readRows(HEADINGS, ...rows);
    expect(findings.map(({ code, value, serviceId }) => [code, value, serviceId])).to.deep.equal([
      ['number.not-a-number', 'x', 'AB123456C'],
      ['row.repeated', 'AB123456C', 'AB123456C'],
    ]);
  });
});
