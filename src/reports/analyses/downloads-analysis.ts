import { csv, type Table } from '../downloads.ts';
import type { Given, Measure } from '../measures/measure.ts';
import type { Outliers } from './outliers.ts';
import type { Overview } from './overview.ts';
import type { PeerAnswer } from '../benchmark/peers.ts';
import { quadrantNames } from './presenters-value-for-money.ts';
import type { Trend } from './trend.ts';
import type { ValueForMoney } from './value-for-money.ts';

export const quartileColumns = ['lower_quartile', 'median', 'upper_quartile'] as const;

type AnyPeers = PeerAnswer | Trend['points'][number]['peers'];

export function quartiles(peers: AnyPeers): (number | null)[] {
  return quartileColumns.map((column) => (peers.kind === 'shown' ? peers[column] : null));
}

export function peerCounts(peers: AnyPeers): (number | null)[] {
  return peers.kind === 'shown' ? [peers.authorities, peers.services] : [null, null];
}

export const suppressed = ({ kind }: { kind: string }): string => (kind === 'shown' ? '' : 'yes');

/** One row a measure, as on the page. */
export function overviewTable({ rows }: Overview): Table {
  return {
    columns: [
      ...['family', 'measure', 'name', 'unit', 'own_services', 'own_median', 'own_part', 'own_whole'],
      'earlier_own_median',
      ...['authorities', 'services', ...quartileColumns, 'suppressed'],
    ],
    rows: rows.map(({ measure, services, own, counted, earlier, peers }) => [
      ...[measure.family, measure.slug, measure.name, measure.unit, services, own],
      ...[...partsOf(measure, counted), earlier],
      ...[...peerCounts(peers), ...quartiles(peers), suppressed(peers)],
    ]),
  };
}

/** What a percentage of one's own counts, of what; empty for any other measure. */
export function partsOf({ parts }: Measure, counted: Given): (number | null)[] {
  return parts ? [parts.part, parts.whole].map(({ column }) => counted[column] ?? null) : [null, null];
}

export function overviewCsv(overview: Overview): string {
  return csv(overviewTable(overview));
}

/** One row a quarter; of a percentage with what is counted of what. */
export function trendTable({ measure, points }: Trend): Table {
  return {
    columns: [
      ...['quarter', 'own_services', 'own_median', ...(measure.parts ? ['own_part', 'own_whole'] : [])],
      ...['authorities', 'services', ...quartileColumns, 'suppressed'],
    ],
    rows: points.map(({ quarter, own, peers }) => [
      ...[quarter, own.services, own.median, ...(measure.parts ? partsOf(measure, own.counted) : [])],
      ...[...peerCounts(peers), ...quartiles(peers), suppressed(peers)],
    ]),
  };
}

export function trendCsv(trend: Trend): string {
  return csv(trendTable(trend));
}

/** One row an own service that has both figures. */
export function valueForMoneyTable({ services, cost, worth, peers }: ValueForMoney): Table {
  const median = (answer: PeerAnswer): number | null => (answer.kind === 'shown' ? answer.median : null);
  return {
    columns: [
      ...['service_id', 'service_name', cost.slug, worth.slug],
      ...['peer_median_cost', 'peer_median_worth', 'quadrant'],
    ],
    rows: services.map(({ service, cost: x, worth: y, quadrant }) => [
      ...[service.serviceId, service.name, x, y, median(peers.cost), median(peers.worth)],
      quadrant === null ? '' : quadrantNames[quadrant],
    ]),
  };
}

/** One row for each of the two measures: the figures of peers that part the quadrants. */
export function valueForMoneyPeersTable({ cost, worth, peers }: ValueForMoney): Table {
  const row = (measure: Measure, answer: PeerAnswer) => [
    ...[measure.slug, measure.name, measure.unit],
    ...[...peerCounts(answer), ...quartiles(answer), suppressed(answer)],
  ];
  return {
    columns: [
      ...['measure', 'name', 'unit', 'authorities', 'services'],
      ...[...quartileColumns, 'suppressed'],
    ],
    rows: [row(cost, peers.cost), row(worth, peers.worth)],
  };
}

export function valueForMoneyCsv(view: ValueForMoney): string {
  return csv(valueForMoneyTable(view));
}

/** One row a figure that is far from peers, the furthest first. */
export function outliersTable({ outliers }: Outliers): Table {
  return {
    columns: [
      ...['service_id', 'service_name', 'measure', 'group', 'value'],
      ...['peer_median', 'distance', 'pounds_a_year'],
    ],
    rows: outliers.map(({ service, measure, group, value, peers, distance, poundsAYear }) => [
      ...[service.serviceId, service.name, measure.slug, group, value, peers.median],
      ...[distance, poundsAYear],
    ]),
  };
}

export function outliersCsv(view: Outliers): string {
  return csv(outliersTable(view));
}
