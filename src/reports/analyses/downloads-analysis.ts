import { csv } from '../downloads.ts';
import type { Given, Measure } from '../measures/measure.ts';
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
  ...['family', 'measure', 'name', 'unit', 'own_services', 'own_median', 'own_part', 'own_whole'],
  'earlier_own_median',
  ...['authorities', 'services', ...quartileColumns, 'suppressed'],
];

/** One row a measure, as on the page. */
export function overviewRows({ rows }: Overview): (string | number | null)[][] {
  return rows.map(({ measure, services, own, counted, earlier, peers }) => [
    ...[measure.family, measure.slug, measure.name, measure.unit, services, own],
    ...[...partsOf(measure, counted), earlier],
    ...[...peerCounts(peers), ...quartiles(peers), suppressed(peers)],
  ]);
}

/** What a percentage of one's own counts, of what; empty for any other measure. */
function partsOf({ parts }: Measure, counted: Given): (number | null)[] {
  return parts ? [parts.part, parts.whole].map(({ column }) => counted[column] ?? null) : [null, null];
}

export function overviewCsv(overview: Overview): string {
  return csv(overviewColumns, overviewRows(overview));
}

/** One row a quarter; of a percentage with what is counted of what. */
export function trendCsv({ measure, points }: Trend): string {
  return csv(
    [
      ...['quarter', 'own_services', 'own_median', ...(measure.parts ? ['own_part', 'own_whole'] : [])],
      ...['authorities', 'services', ...quartileColumns, 'suppressed'],
    ],
    points.map(({ quarter, own, peers }) => [
      ...[quarter, own.services, own.median, ...(measure.parts ? partsOf(measure, own.counted) : [])],
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
