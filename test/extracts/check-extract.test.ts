import { expect } from 'chai';
import {
  check,
  found,
  fundingHeadings,
  fundingRow,
  fundingsCsv,
  OTHER,
  servicesCsv,
  serviceRow,
  tableFiles,
} from '../support/extract-files.ts';

const S = serviceRow;
const F = fundingRow;

describe('a service handed on', () => {
  it('has its texts, the places of its values in their lists, and its numbers with those of its funding', async () => {
    const { services } = await check(tableFiles());
    expect([...services.get('S2')!.values]).to.deep.equal([
      '00AJ',
      'S2',
      'Service S2',
      4,
      21,
      null,
      2,
      10,
      37,
      1,
      2.5,
      4,
      1,
    ]);
    expect([...services.get('S2')!.numbers]).to.deep.equal([10, 37, 1, 2.5, 35.5, 18460, 18000, NaN, NaN]);
    expect(services.get('S2')!.row).to.equal(3);
  });

  it('needs no funding, and then has no cost', async () => {
    const { services, findings } = await check(tableFiles({ fundings: fundingsCsv([F('S1')]) }));
    expect(findings).to.deep.equal([]);
    expect([...services.get('S2')!.numbers]).to.deep.equal([10, 37, 1, 2.5, NaN, NaN, NaN, NaN, NaN]);
  });

  it('is handed on whatever the order of the funding', async () => {
    const { services } = await check(
      tableFiles({
        fundings: fundingsCsv([F('S3', { WeeklyUnitCost: '3' }), F('S1', { WeeklyUnitCost: '1' })]),
      }),
    );
    expect([...services.values()].map(({ numbers }) => numbers[4])).to.deep.equal([1, NaN, 3]);
  });

  it('is not handed on with an error of its own', async () => {
    const { services } = await check(
      tableFiles({ services: servicesCsv([S('S1', { ChargeType: 'x' }), S('S2'), S('S2'), S('S3')]) }),
    );
    expect([...services.keys()]).to.deep.equal(['S2', 'S3']);
  });
});

describe('where a finding stands', () => {
  it('blank rows are counted, quoted line breaks are not', async () => {
    const text = servicesCsv([S('S1', { ServiceName: 'two\r\nlines' }), S('S2', { ChargeType: 'x' })]);
    const services = text.replace('\r\n00AJ,S2', '\r\n\r\n , \r\n00AJ,S2');
    const { findings } = await check(tableFiles({ services, fundings: fundingsCsv([F('S1')]) }));
    expect(
      findings.map(({ row, columnPosition, serviceId }) => ({ row, columnPosition, serviceId })),
    ).to.deep.equal([{ row: 5, columnPosition: 12, serviceId: 'S2' }]);
  });

  it('the column is that of the file', async () => {
    const headings = ['Notes', ...[...fundingHeadings].reverse()];
    const fundings = fundingsCsv([F('S1', { WeeklyUnitCost: '£5' })], { headings });
    const { findings } = await check(tableFiles({ fundings }));
    expect(findings).to.deep.equal([
      {
        ...{
          file: 'SupportServiceSPFunding.csv',
          filePosition: 2,
          row: 2,
          columnPosition: 6,
          field: 'WeeklyUnitCost',
        },
        ...{
          value: '£5',
          code: 'number.currency',
          params: { write: '5' },
          severity: 'error',
          serviceId: 'S1',
          serviceName: '',
        },
      },
    ]);
  });

  it('an irregular value of the funding stands in the funding', async () => {
    const { findings } = await check(
      tableFiles({ fundings: fundingsCsv([F('S1'), F('S2', { WeeklyUnitCost: '0.00' })]) }),
    );
    expect(findings).to.deep.equal([
      {
        ...{
          file: 'SupportServiceSPFunding.csv',
          filePosition: 2,
          row: 3,
          columnPosition: 3,
          field: 'WeeklyUnitCost',
        },
        ...{ value: '0.00', code: 'irregular.zero-cost', params: {}, severity: 'irregular' },
        ...{ serviceId: 'S2', serviceName: 'Service S2' },
      },
    ]);
  });
});

describe('ids', () => {
  it('twice are told of at each row after the first, which is named', async () => {
    const { findings } = await check({
      services: servicesCsv([S('S1'), S('S2'), S('S1'), S(' S1 ')]),
      fundings: fundingsCsv([F('S1'), F('S1'), F('S2')]),
    });
    expect(
      findings.map(({ filePosition, row, params, value }) => ({ filePosition, row, params, value })),
    ).to.deep.equal([
      { filePosition: 2, row: 3, params: { before: 2 }, value: 'S1' },
      { filePosition: 1, row: 4, params: { before: 2 }, value: 'S1' },
      { filePosition: 1, row: 5, params: { before: 2 }, value: 'S1' },
    ]);
  });

  it('that differ by case or leading zeros are different', async () => {
    expect(await found([S('a'), S('A'), S('1'), S('01')], [F('A'), F('01')])).to.deep.equal([]);
  });

  it('of a funding must be those of a service', async () => {
    expect(await found([S('S1')], [F('S1'), F('S2'), F('s1')])).to.deep.equal([
      'funding 3: funding.unknown-service',
      'funding 4: funding.unknown-service',
    ]);
  });

  it('with a forbidden character in both tables are one fault in each', async () => {
    expect(await found([S('S_1'), S('S2')], [F('S_1'), F('S2')])).to.deep.equal([
      'funding 2: id.character',
      'service 2: id.character',
    ]);
  });

  it('of services with any other fault have their funding', async () => {
    expect(await found([S('S1', { ChargeType: 'x', ExtractONSCode: 'ZZ' })], [F('S1')])).to.deep.equal([
      'service 2: authority.unknown',
      'service 2: list.unknown',
    ]);
  });

  it('of services in rows that cannot be read have their funding', async () => {
    const services = servicesCsv([S('S1'), S('S2')]).replace('Service S1', 'Hill House, Ealing');
    const { findings } = await check(
      tableFiles({ services, fundings: fundingsCsv([F('S1'), F('S2'), F('S3')]) }),
    );
    expect(findings.map(({ code, row }) => [code, row])).to.deep.equal([
      ['row.cells', 2],
      ['funding.unknown-service', 4],
    ]);
  });

  it('are not asked for where the services cannot be read, or only to a point', async () => {
    const cut = servicesCsv([S('S1'), S('S2')]).replace(',Service S2', ',x"y');
    for (const services of [
      '',
      'x\r\n',
      servicesCsv([]),
      cut,
      servicesCsv([S('S1')], { headings: ['ServiceName', 'ChargeType'] }),
    ]) {
      const { findings } = await check(tableFiles({ services }));
      expect(findings.filter(({ filePosition }) => filePosition === 2)).to.deep.equal([]);
      expect(findings.length).to.be.greaterThan(0);
    }
  });
});

describe('several faults', () => {
  it('of one row are all found, the accommodation type of a row without a right id too', async () => {
    const row = S('a%b', {
      ServiceType: 'Accommodation based',
      ServiceName: '',
      HouseholdUnitsAvailable: '1e3',
    });
    expect(await found([row, S('S2')], [F('S2')])).to.deep.equal([
      'service 2: id.character',
      'service 2: empty',
      'service 2: number.exponent',
      'service 2: accommodation.empty',
    ]);
  });

  it('before the point where a table stops being readable are found, rows of another authority too', async () => {
    const services = servicesCsv([S('S1', { ExtractONSCode: OTHER }), S('S2'), S('S3')]).replace(
      ',Service S3',
      ',x"y',
    );
    const { findings } = await check(tableFiles({ services }));
    expect(findings.map(({ code, row }) => [code, row])).to.deep.equal([
      ['csv.quotes', 4],
      ['authority.other', 2],
    ]);
  });

  it('of a missing accommodation column are one, and none where no service needs it', async () => {
    const headings = Object.keys(S('S1')).filter((heading) => heading !== 'AccommodationType');
    const based = (id: string) => S(id, { ServiceType: 'Accommodation based' });
    const faulty = await check(
      tableFiles({ services: servicesCsv([S('S1'), based('S2'), based('S3')], { headings }) }),
    );
    expect(faulty.findings.map(({ code, field, row }) => ({ code, field, row }))).to.deep.equal([
      { code: 'header.missing', field: 'AccommodationType', row: 1 },
    ]);
    expect([...faulty.services.keys()]).to.deep.equal(['S1']);
    expect(
      (await check(tableFiles({ services: servicesCsv([S('S1'), S('S2'), S('S3')], { headings }) })))
        .findings,
    ).to.deep.equal([]);
  });

  it('of both tables being another authority’s are one in each [P18]', async () => {
    const other = { ExtractONSCode: OTHER };
    expect(await found([S('S1', other), S('S2', other)], [F('S1', other), F('S2', other)])).to.deep.equal([
      'funding 2: authority.other-file',
      'service 2: authority.other-file',
    ]);
  });
});
