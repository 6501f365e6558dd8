import { csv } from '../downloads.ts';
import type { Outliers } from './outliers.ts';
import type { Overview } from './overview.ts';
import type { PeerAnswer } from '../benchmark/peers.ts';
import { quadrantNames } from './presenters-value-for-money.ts';
import type { Trend } from './trend.ts';
import type { ValueForMoney } from './value-for-money.ts';

const quartileColumns = ['lower_quartile', 'median', 'upper_quartile'] as const;

function quartiles(peers: PeerAnswer | Trend['points'][number]['peers']): (number | null)[] {
  return quartileColumns.map((column) => (peers.kind === 'shown' ? peers[column] : null));
}

function peerCounts(peers: PeerAnswer | Trend['points'][number]['peers']): (number | null)[] {
  return peers.kind === 'shown' ? [peers.authorities, peers.services] : [null, null];
}

const suppressed = ({ kind }: { kind: string }): string => (kind === 'shown' ? '' : 'yes');

export const overviewColumns = [
  ...['family', 'measure', 'name', 'unit', 'own_services', 'own_median', 'earlier_own_median'],
  ...['authorities', 'services', ...quartileColumns, 'suppressed'],
];

/** One row a measure, as on the page. */
export function overviewRows({ rows }: Overview): (string | number | null)[][] {
  return rows.map(({ measure, services, own, earlier, peers }) => [
    ...[measure.family, measure.slug, measure.name, measure.unit, services, own, earlier],
    ...[...peerCounts(peers), ...quartiles(peers), suppressed(peers)],
  ]);
}

export function overviewCsv(overview: Overview): string {
  return csv(overviewColumns, overviewRows(overview));
}

/** One row a quarter. */
export function trendCsv({ points }: Trend): string {
  return csv(
    ['quarter', 'own_services', 'own_median', 'authorities', 'services', ...quartileColumns, 'suppressed'],
    points.map(({ quarter, own, peers }) => [
      ...[quarter, own.services, own.median],
      ...[...peerCounts(peers), ...quartiles(peers), suppressed(peers)],
    ]),
  );
}

/** One row an own service that has both figures. */
export function valueForMoneyCsv({ services, cost, worth, peers }: ValueForMoney): string {
  const median = (answer: PeerAnswer): number | null => (answer.kind === 'shown' ? answer.median : null);
  return csv(
    [
      'service_id',
      'service_name',
      cost.slug,
      worth.slug,
      'peer_median_cost',
      'peer_median_worth',
      'quadrant',
    ],
    services.map(({ service, cost: x, worth: y, quadrant }) => [
      ...[service.serviceId, service.name, x, y, median(peers.cost), median(peers.worth)],
      quadrant === null ? '' : quadrantNames[quadrant],
    ]),
  );
}

/** One row a figure that is far from peers, the furthest first. */
export function outliersCsv({ outliers }: Outliers): string {
  return csv(
    ['service_id', 'service_name', 'measure', 'group', 'value', 'peer_median', 'distance', 'pounds_a_year'],
    outliers.map(({ service, measure, group, value, peers, distance, poundsAYear }) => [
      ...[service.serviceId, service.name, measure.slug, group, value, peers.median],
      ...[distance, poundsAYear],
    ]),
  );
}
