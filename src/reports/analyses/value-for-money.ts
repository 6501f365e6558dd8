import { comparedWith } from '../comparison-groups/comparison-groups.ts';
import type { Asked, ReportSources } from '../comparison.ts';
import { ALL_SERVICES } from '../dimensions.ts';
import { toThreeFigures } from '../disclosure/disclosure.ts';
import type { Measure } from '../measures/measure.ts';
import { peersFor, type PeerAnswer } from '../benchmark/peers.ts';
import { ownServices, ownVersions, type OwnService } from '../store.ts';

/** Cost against what is had for it: own services in four quadrants, parted by the peers' medians. */
export interface ValueForMoney {
  cost: Measure;
  worth: Measure;
  extractDate: string | null;
  peers: { cost: PeerAnswer; worth: PeerAnswer };
  /** Own services with both figures; the quadrant is null where a median is withheld. */
  services: { service: OwnService; cost: number; worth: number; quadrant: Quadrant | null }[];
  /** How many own services have only one figure or none. */
  leftOut: number;
}

/** A service at a median, by the three figures of peers, is on its better side: not dearer, not worse. */
export const quadrants = ['cheaper-better', 'dearer-better', 'cheaper-worse', 'dearer-worse'] as const;
export type Quadrant = (typeof quadrants)[number];

export async function readValueForMoney(
  { db, benchmarkSet }: Pick<ReportSources, 'db' | 'benchmarkSet'>,
  asked: Asked & { cost: Measure; worth: Measure },
): Promise<ValueForMoney> {
  const { reader, cost, worth } = asked;
  const [versions, set] = await Promise.all([ownVersions(db, reader.id), benchmarkSet()]);
  const live = versions.find(({ is_live }) => is_live);
  const own = live ? await ownServices(db, live.version, [cost, worth], asked.choices.filters) : [];
  const choices = { ...asked.choices, groupBy: null };
  const answer = peersFor(set, {
    authorityId: reader.id,
    ...comparedWith({ ...asked, choices }, choices.peers),
  });
  const peersOn = ({ column }: Measure): PeerAnswer =>
    answer(column).get(ALL_SERVICES) ?? { kind: 'too-few' };
  const peers = { cost: peersOn(cost), worth: peersOn(worth) };
  const services = own.flatMap((service) => {
    const [x, y] = [service.values[cost.column] ?? null, service.values[worth.column] ?? null];
    return x === null || y === null
      ? []
      : [{ service, cost: x, worth: y, quadrant: quadrantOf(x, y, peers) }];
  });
  return {
    ...{ cost, worth, peers, services },
    extractDate: live?.extract_date ?? null,
    leftOut: own.length - services.length,
  };
}

export function quadrantOf(cost: number, worth: number, peers: ValueForMoney['peers']): Quadrant | null {
  if (peers.cost.kind !== 'shown' || peers.worth.kind !== 'shown') return null;
  const isDearer = toThreeFigures(cost) > peers.cost.median;
  const isWorse = toThreeFigures(worth) < peers.worth.median;
  return `${isDearer ? 'dearer' : 'cheaper'}-${isWorse ? 'worse' : 'better'}`;
}
