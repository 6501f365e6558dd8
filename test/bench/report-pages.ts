import {
  allColumns,
  columnsOf,
  labelled,
  ownMedians,
  ownService,
  ownServices,
  peersByQuarter,
  peersIn,
  type Reading,
  type Statement,
} from './bare-reports.ts';

/** A page of the reports, and what it takes to have its figures from the database alone. */
export interface ReportPage {
  what: string;
  address: string;
  /** Milliseconds that it may take at national scale on two cores; null for no bar. */
  most: number | null;
  bare: Statement[];
  /** Whether it shows earlier quarters, and so takes longer where there are some. */
  showsHistory?: boolean;
  /** Whether each time a version has taken another's place elsewhere since the time before. */
  isAfterSwap?: boolean;
}

/** What any page may take, and those that have a bar of their own. */
const ANY = 80;
const OVERVIEW = 150;
const SERVICE = 50;

const COST = 'weekly_unit_cost';
const WORTH = 'provider_overall';
const report = '/reports/cost/weekly-unit-cost';
const types = ['Accommodation based', 'Floating support'];

export function reportPages(reading: Reading): ReportPage[] {
  const { live, earlier, versions, nearest, service } = reading;
  const filtered = `${labelled('service_type', 'serviceType', types)} and ${labelled('duration_type', 'durationType', ['Short term'])}`;
  const two = new URLSearchParams([
    ['groupBy', 'region'],
    ...types.map((type): [string, string] => ['serviceType', type]),
    ['durationType', 'Short term'],
  ]);
  const its = `service_type = ${service.type} and client_group = ${service.group}`;
  const overview = [peersIn(reading, allColumns), ownMedians([live, earlier], allColumns)];
  const trend = [peersByQuarter(reading, COST), ownMedians(versions, [COST])];
  return [
    {
      what: 'overview of 44 measures',
      address: '/reports',
      most: OVERVIEW,
      bare: overview,
      showsHistory: true,
    },
    {
      what: 'overview after a swap elsewhere',
      address: '/reports',
      most: null,
      bare: overview,
      showsHistory: true,
      isAfterSwap: true,
    },
    {
      what: 'report, ungrouped',
      address: report,
      most: ANY,
      bare: [peersIn(reading, [COST]), ownServices(reading, [COST])],
    },
    {
      what: 'report by client group',
      address: `${report}?groupBy=clientGroup`,
      most: ANY,
      bare: [peersIn(reading, [COST], { groupBy: 'client_group' }), ownServices(reading, [COST])],
    },
    {
      what: 'report by region, two filters',
      address: `${report}?${two.toString()}`,
      most: ANY,
      bare: [
        peersIn(reading, [COST], { where: filtered, groupBy: 'region' }),
        ownServices(reading, [COST], filtered),
      ],
    },
    {
      what: 'report beside nearest neighbours',
      address: `${report}?peers=nearest`,
      most: ANY,
      bare: [peersIn(reading, [COST], { members: nearest }), ownServices(reading, [COST])],
    },
    {
      what: 'page of a service',
      address: `/reports/services/${service.id}`,
      most: SERVICE,
      bare: [peersIn(reading, allColumns, { where: its }), ownService(reading)],
      showsHistory: true,
    },
    { what: 'trend', address: `${report}/trend`, most: ANY, bare: trend, showsHistory: true },
    {
      what: 'trend after a swap elsewhere',
      address: `${report}/trend`,
      most: ANY,
      bare: trend,
      showsHistory: true,
      isAfterSwap: true,
    },
    {
      what: 'value for money',
      address: '/reports/value-for-money',
      most: ANY,
      bare: [peersIn(reading, [COST, WORTH]), ownServices(reading, [COST, WORTH])],
    },
    {
      what: 'outliers in cost, by client group',
      address: '/reports/outliers',
      most: ANY,
      bare: [
        peersIn(reading, columnsOf('cost'), { groupBy: 'client_group' }),
        ownServices(reading, columnsOf('cost')),
      ],
    },
  ];
}
