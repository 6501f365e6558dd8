import { comparedWith } from '../comparison-groups/comparison-groups.ts';
import type { Asked, ReportSources } from '../comparison.ts';
import { ALL_SERVICES, type ServiceDimension } from '../dimensions.ts';
import type { Given, Measure } from '../measures/measure.ts';
import { peersFor, type ShownPeers } from '../benchmark/peers.ts';
import { ownServices, ownVersions, type OwnService } from '../store.ts';

/** Own services by how far they are from the median of their like. */
export interface Outliers {
  extractDate: string | null;
  /** What makes a peer a service's like; null for all peers. */
  like: ServiceDimension | null;
  outliers: Outlier[];
  /** Pairs of an own service and a measure that could not be compared, for want of peers. */
  withheld: number;
}

export interface Outlier {
  service: OwnService;
  measure: Measure;
  group: string;
  value: number;
  peers: ShownPeers;
  /** From the peers' median, in interquartile ranges of peers; below zero where lower. */
  distance: number;
  /** What the distance comes to, pounds a year; null for a measure that is not money, or without the sizes it takes. */
  poundsAYear: number | null;
}

/** Beyond the quartiles by half of what lies between them. */
const FAR = 1;
const WEEKS_A_YEAR = 52;

export async function readOutliers(
  { db, benchmarkSet }: Pick<ReportSources, 'db' | 'benchmarkSet'>,
  asked: Asked & { measures: readonly Measure[]; like: ServiceDimension | null },
): Promise<Outliers> {
  const { reader, measures, like } = asked;
  const [versions, set] = await Promise.all([ownVersions(db, reader.id), benchmarkSet()]);
  const live = versions.find(({ is_live }) => is_live);
  const own = live ? await ownServices(db, live.version, measures, asked.choices.filters) : [];
  const choices = { ...asked.choices, groupBy: like };
  const answer = peersFor(set, {
    authorityId: reader.id,
    ...comparedWith({ ...asked, choices }, choices.peers),
  });
  let withheld = 0;
  const outliers = measures.flatMap((measure) => {
    const answers = answer(measure.column);
    return own.flatMap((service): Outlier[] => {
      const value = service.values[measure.column] ?? null;
      if (value === null) return [];
      const group = like === null ? ALL_SERVICES : service.at[like];
      const peers = answers.get(group);
      if (peers?.kind !== 'shown') {
        withheld += 1;
        return [];
      }
      const distance = distanceFrom(value, peers);
      if (Math.abs(distance) <= FAR) return [];
      return [
        {
          ...{ service, measure, group, value, peers, distance },
          poundsAYear: poundsAYear(measure, service.given, value - peers.median),
        },
      ];
    });
  });
  outliers.sort((a, b) => Math.abs(b.distance) - Math.abs(a.distance));
  return { extractDate: live?.extract_date ?? null, like, outliers, withheld };
}

/** Peers that are all alike have no range: a hundredth of their median stands for it, or one. */
export function distanceFrom(value: number, { lower_quartile, median, upper_quartile }: ShownPeers): number {
  const range = upper_quartile - lower_quartile || Math.abs(median) / 100 || 1;
  return (value - median) / range;
}

/** @param difference of the measure's value, in its unit */
export function poundsAYear(measure: Measure, given: Given, difference: number): number | null {
  const { units = null, hours = null, managers = null, frontline_staff: frontline = null } = given;
  if (measure.unit === 'pounds a year') return difference;
  if (measure.unit === 'pounds a week') return units === null ? null : difference * units * WEEKS_A_YEAR;
  if (measure.unit !== 'pounds an hour' || hours === null || managers === null || frontline === null)
    return null;
  return difference * hours * (managers + frontline) * WEEKS_A_YEAR;
}
