import {
  allColumns,
  columnsOf,
  ownMedians,
  ownService,
  ownServices,
  peersByQuarter,
  peersIn,
  type Reading,
  type Statement,
} from './bare-reports.ts';
import { ANY, COST, costReport, measurePages } from './measure-pages.ts';

/** A page of the reports, and what it takes to have its figures from the database alone. */
export interface ReportPage {
  what: string;
  address: string;
  /** Milliseconds that it may take at national scale on two cores. */
  most: number;
  bare: Statement[];
  /** Whether it shows earlier quarters, and so takes longer where there are some. */
  showsHistory?: boolean;
  /** Whether each time a version has taken another's place elsewhere since the time before. */
  isAfterSwap?: boolean;
}

/** What those may take that have a bar of their own. */
const OVERVIEW = 150;
const SERVICE = 50;

const WORTH = 'provider_overall';

export function reportPages(reading: Reading): ReportPage[] {
  const { live, earlier, versions, service } = reading;
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
      most: OVERVIEW,
      bare: overview,
      showsHistory: true,
      isAfterSwap: true,
    },
    ...measurePages(reading),
    {
      what: 'page of a service',
      address: `/reports/services/${service.id}`,
      most: SERVICE,
      bare: [peersIn(reading, allColumns, { where: its }), ownService(reading)],
      showsHistory: true,
    },
    { what: 'trend', address: `${costReport}/trend`, most: ANY, bare: trend, showsHistory: true },
    {
      what: 'trend after a swap elsewhere',
      address: `${costReport}/trend`,
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
