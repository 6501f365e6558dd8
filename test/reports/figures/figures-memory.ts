import { lists } from '../../../src/extracts/index.ts';
import { benchmarkSet, type BenchmarkSet } from '../../../src/reports/benchmark/benchmark-set.ts';
import type { Asked } from '../../../src/reports/comparison.ts';
import type { Choices, ServiceDimension } from '../../../src/reports/dimensions.ts';
import type { ShownPeers } from '../../../src/reports/benchmark/peers.ts';
import type { OwnService } from '../../../src/reports/store.ts';
import { service, type TestService } from '../world.ts';

/** A service as a peer: what the benchmark knows of it, of one measure. */
export interface Peer {
  authority: number;
  value: number | null;
  units?: number | null;
  at?: Partial<Record<ServiceDimension, string>>;
}

const usual = {
  serviceType: 'Outreach',
  clientGroup: 'Generic',
  accommodationType: 'None given',
  durationType: 'Short term',
} as const;

/** These services of one measure, in memory: no region, no type. */
export function memorySet(peers: readonly Peer[], column = 'weekly_unit_cost'): BenchmarkSet {
  const authorities = [...new Set(peers.map(({ authority }) => authority))];
  const position = (name: ServiceDimension, { at }: Peer): number =>
    (lists[name] as readonly string[]).indexOf(at?.[name] ?? usual[name]) + 1;
  const parts = authorities.map((authority) => {
    const its = peers.filter((peer) => peer.authority === authority);
    return {
      ...{ authority, region: '', type: '', revision: 1 },
      at: {
        serviceType: its.map((peer) => position('serviceType', peer)),
        clientGroup: its.map((peer) => position('clientGroup', peer)),
        accommodationType: its.map((peer) => position('accommodationType', peer)),
        durationType: its.map((peer) => position('durationType', peer)),
      },
      units: its.map(({ units = 1 }) => units),
      values: { [column]: its.map(({ value }) => value) },
    };
  });
  return benchmarkSet(parts, [column]);
}

export const OWN = 1;

/** What a reader of authority 1 asks, where no region, type or comparison group matters. */
export function askedOf(choices: Partial<Choices> = {}): Asked {
  const reader = { id: OWN, region: '', type: '' };
  const own = { ...reader, code: '00AJ', name: 'Ealing', population: 1 };
  return {
    reader,
    choices: { filters: {}, groupBy: null, peers: { kind: 'all' }, show: null, ...choices },
    places: { regions: [], authorityTypes: [] },
    groups: { own, all: [own], saved: [] },
  };
}

/** Figures of peers that are shown whole. */
export function shownPeers([lower_quartile, median, upper_quartile]: readonly [
  number,
  number,
  number,
]): ShownPeers {
  return {
    ...{ kind: 'shown', authorities: 5, services: 10, lower_quartile, median, upper_quartile },
    ...{ minimum: lower_quartile, maximum: upper_quartile, mean: median, unit_weighted_mean: median },
    ...{ values: [lower_quartile, median, upper_quartile], percentile: () => 50 },
  };
}

/** An own service as it is read for a report: the measures by their columns, and what else is given. */
export function ownService(
  serviceId: string,
  values: OwnService['values'],
  facts: Parameters<typeof service>[2] = {},
): OwnService {
  const authority: TestService['authority'] = { id: OWN, code: '00AJ', region: '', type: '' };
  const { name, at, given } = service(authority, serviceId, facts);
  return { serviceId, name, at, values, given: { ...given } };
}
