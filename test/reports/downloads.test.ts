import { expect } from 'chai';
import { compare, type Comparison } from '../../src/reports/comparison.ts';
import type { Choices } from '../../src/reports/dimensions.ts';
import { groupsCsv, plainDecimal, servicesCsv } from '../../src/reports/downloads.ts';
import { measures } from '../../src/reports/index.ts';
import type { PeerFigures } from '../../src/reports/store-peers.ts';
import { service } from './world.ts';

const reader = { id: 1, code: '00AJ', region: 'London', type: 'London borough' };
const choices: Choices = { filters: { serviceType: ['Outreach', 'Resettlement'] }, groupBy: 'serviceType' };

function ownService(serviceId: string, name: string, serviceType: string, value: number | null) {
  const { at, given } = service(reader, serviceId, { serviceType });
  return { serviceId, name, at, given, value };
}

const figures: PeerFigures = {
  authorities: 3,
  services: 6,
  minimum: 0,
  lower_quartile: 1 / 3,
  median: 1234567.5,
  upper_quartile: 2000000,
  maximum: 1e8,
  mean: 0.0000001,
  unit_weighted_mean: null,
};

const comparison: Comparison = {
  measure: measures[0]!,
  choices,
  extractDate: '2004-09-13',
  ...compare({
    reader,
    choices,
    places: { regions: [], authorityTypes: [] },
    own: [
      ownService('S1', '=HYPERLINK("http://example.org")', 'Outreach', 10.5),
      ownService('-S2', 'A house, "The Elms"\nBack door', 'Outreach', null),
      ownService('S3', 'Café', 'Resettlement', 7),
    ],
    thresholds: [7, 10.5],
    material: {
      cells: [
        { at: { serviceType: 'Outreach' }, services: 6, authorities: [2, 3, 4] },
        { at: { serviceType: 'Floating support' }, services: 9, authorities: [2, 3, 4] },
      ],
      figures: new Map([
        ['Outreach', figures],
        ['Resettlement', { ...figures, services: 4 }],
      ]),
      ranks: new Map([
        ['Outreach', [0, 1, 2].map((bucket) => ({ bucket, services: 2 }))],
        ['Resettlement', [{ bucket: 0, services: 4 }]],
      ]),
    },
  }),
};

describe('downloads of a report', () => {
  it('have the columns of the contract, byte for byte', () => {
    expect(groupsCsv(comparison)).to.equal(
      '\uFEFFgroup,own_services,own_mean,own_median,authorities,services,minimum,lower_quartile,median,upper_quartile,' +
        'maximum,mean,unit_weighted_mean,suppressed\r\n' +
        'Outreach,1,10.5,10.5,3,6,0,0.333333,1234567.5,2000000,100000000,0,,\r\n' +
        'Resettlement,1,7,7,,,,,,,,,,yes\r\n',
    );
  });

  it('list own services with their percentile, and disarm formulas', () => {
    expect(servicesCsv(comparison)).to.equal(
      '\uFEFFservice_id,service_name,group,value,percentile\r\n' +
        'S1,"\'=HYPERLINK(""http://example.org"")",Outreach,10.5,66.666667\r\n' +
        '\'-S2,"A house, ""The Elms""\nBack door",Outreach,,\r\n' +
        'S3,Café,Resettlement,7,\r\n',
    );
  });

  it('write numbers plainly', () => {
    expect(
      [0, 1, 10, 100000, 1.5, 0.1 + 0.2, 1e-9, 999999999.99, 1234567.1234567].map(plainDecimal),
    ).to.deep.equal(['0', '1', '10', '100000', '1.5', '0.3', '0', '999999999.99', '1234567.123457']);
  });
});
