import { expect } from 'chai';
import { compare, type Comparison } from '../../src/reports/comparison.ts';
import { csv, groupsCsv, plainDecimal, servicesCsv } from '../../src/reports/downloads.ts';
import { measures } from '../../src/reports/index.ts';
import { askedOf, memorySet, ownService, type Peer } from './figures/figures-memory.ts';

const measure = measures[0]!;

/** These values of a service type, of as many authorities in turn. */
function peersOf(serviceType: string, values: readonly number[], authorities: readonly number[]): Peer[] {
  return values.map((value, at) => ({
    authority: authorities[at % authorities.length]!,
    ...{ value, units: 1 + at, at: { serviceType } },
  }));
}

/** One group is shown whole, one without what tells of single services, two not at all; nor could they be worked out. */
const peers = [
  ...peersOf('Outreach', [1, 2, 3, 4, 5, 6, 7, 8, 9, 1e6], [2, 3, 4, 5, 6]),
  ...peersOf('Floating support', [0, 1 / 3, 1 / 3, 1 / 3, 1234567.5], [2, 3, 4]),
  ...peersOf('Resettlement', [7, 8], [2, 3]),
  ...peersOf('Home Improvement Agency', [1, 1, 1], [5, 6, 7]),
];

function comparisonOf(serviceType: string[]): Comparison {
  const asked = askedOf({ filters: { serviceType }, groupBy: 'serviceType' });
  const own = [
    ownService('S1', { weekly_unit_cost: 3.5 }, { name: '=HYPERLINK("http://example.org")' }),
    ownService('-S2', { weekly_unit_cost: null }, { name: 'A house, "The Elms"\nBack door' }),
    ownService('S3', { weekly_unit_cost: 10.25 }, { name: 'Café' }),
    ownService('+S4', { weekly_unit_cost: 7 }, { name: '@sum', serviceType: 'Resettlement' }),
  ];
  const { choices } = asked;
  return {
    ...{ measure, choices, extractDate: '2004-09-13', period: null },
    ...compare({ ...asked, measure, own, set: memorySet(peers) }),
  };
}

const all = ['Outreach', 'Floating support', 'Resettlement', 'Home Improvement Agency'];

describe('downloads of a report', () => {
  it('have the columns of the contract, byte for byte', () => {
    expect(groupsCsv(comparisonOf(all))).to.equal(
      '\uFEFFgroup,own_services,own_mean,own_median,authorities,services,minimum,lower_quartile,median,upper_quartile,' +
        'maximum,mean,unit_weighted_mean,suppressed\r\n' +
        'Floating support,0,,,3,5,,0.333,0.333,0.333,,,,\r\n' +
        'Home Improvement Agency,0,,,,,,,,,,,,yes\r\n' +
        'Outreach,2,6.875,6.875,5,10,1,3.25,5.5,7.75,1000000,,,\r\n' +
        'Resettlement,1,7,7,,,,,,,,,,yes\r\n',
    );
  });

  it('have a mean where no authority makes up most of it', () => {
    const asked = askedOf({ filters: { serviceType: ['Outreach'] }, groupBy: 'serviceType' });
    const set = memorySet(peersOf('Outreach', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [2, 3, 4, 5, 6]));
    const comparison = {
      ...{ measure, choices: asked.choices, extractDate: null, period: null },
      ...compare({ ...asked, measure, own: [], set }),
    };
    expect(groupsCsv(comparison).split('\r\n')[1]).to.equal('Outreach,0,,,5,10,1,3.25,5.5,7.75,10,5.5,7,');
  });

  it('list own services with their percentile, the highest first in each group, and disarm formulas', () => {
    expect(servicesCsv(comparisonOf(all))).to.equal(
      '\uFEFFservice_id,service_name,group,value,percentile\r\n' +
        'S3,Café,Outreach,10.25,90\r\n' +
        'S1,"\'=HYPERLINK(""http://example.org"")",Outreach,3.5,30\r\n' +
        '\'-S2,"A house, ""The Elms""\nBack door",Outreach,,\r\n' +
        "'+S4,'@sum,Resettlement,7,\r\n",
    );
  });

  it('keep one row for each group chosen, and none for others', () => {
    const rows = groupsCsv(comparisonOf(['Outreach', 'Resettlement']))
      .split('\r\n')
      .slice(1, -1);
    expect(rows.map((row) => row.split(',')[0])).to.deep.equal(['Outreach', 'Resettlement']);
  });

  it('write numbers plainly, and negative ones as numbers', () => {
    expect(
      [0, 1, 10, 100000, 1.5, 0.1 + 0.2, 1e-9, 999999999.99, 1234567.1234567].map(plainDecimal),
    ).to.deep.equal(['0', '1', '10', '100000', '1.5', '0.3', '0', '999999999.99', '1234567.123457']);
    expect(csv({ columns: ['text', 'number'], rows: [['-1', -1.5]] })).to.equal(
      "\uFEFFtext,number\r\n'-1,-1.5\r\n",
    );
  });
});
