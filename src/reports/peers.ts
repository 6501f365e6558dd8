import type { BenchmarkSet } from './benchmark-set.ts';
import { ALL_SERVICES } from './dimensions.ts';
import { judgeGroupsOn, judgeReportOn, toThreeFigures, type Verdict, type Withheld } from './disclosure.ts';
import { gatherer, type GatheredGroup, type PeerQuestion } from './gather-peers.ts';
import { percentileRank, quantile } from './statistics.ts';

export type { PeerQuestion } from './gather-peers.ts';

/** Figures about one group of peers as they may be shown: rounded, and null where a figure may not be. */
export interface ShownPeers {
  kind: 'shown';
  authorities: number;
  services: number;
  lower_quartile: number;
  median: number;
  upper_quartile: number;
  minimum: number | null;
  maximum: number | null;
  mean: number | null;
  unit_weighted_mean: number | null;
  /** Every value, ascending; null unless there are enough for single values to be anybody's. */
  values: readonly number[] | null;
  /** Percent of peers with a lower value, by their exact values; null unless single values may be shown. */
  percentile(value: number): number | null;
}

export type PeerAnswer = ShownPeers | { kind: Withheld };

/**
 * The one door to what is known of peers: nothing leaves it that disclosure control has not judged and rounded. What is
 * common to many measures is worked out once; the answer to each is by group's label, without labels that no peer has.
 */
export function peersFor(
  set: BenchmarkSet,
  question: PeerQuestion,
): (column: string) => ReadonlyMap<string, PeerAnswer> {
  const { choices, group } = question;
  const gather = gatherer(set, question);
  return (column) => {
    const { table, groups } = gather(column);
    const verdicts: ReadonlyMap<string, Verdict> =
      choices.groupBy === null
        ? new Map([[ALL_SERVICES, judgeReportOn(table, choices.filters, group)]])
        : judgeGroupsOn(table, choices.filters, choices.groupBy, group);
    return new Map(
      [...verdicts].map(([label, verdict]): [string, PeerAnswer] => {
        const found = groups.get(label);
        if (verdict.kind !== 'shown') return [label, { kind: verdict.kind }];
        return [label, found ? shownPeers(found, verdict) : { kind: 'too-few' }];
      }),
    );
  };
}

/** Single values, which most pages do not ask for, are looked up and rounded when they are. */
function shownPeers(
  { values, copied, authorities, sum, weighted, units }: GatheredGroup,
  { spread, mean, unitWeightedMean }: Extract<Verdict, { kind: 'shown' }>,
): ShownPeers {
  const at = (fraction: number): number => toThreeFigures(quantile(values, fraction) ?? 0);
  let exact: Float64Array | null = null;
  let rounded: readonly number[] | null = null;
  const exactValues = () => (exact ??= copied());
  return {
    ...{ kind: 'shown', authorities, services: values.length },
    lower_quartile: at(0.25),
    median: at(0.5),
    upper_quartile: at(0.75),
    minimum: spread ? at(0) : null,
    maximum: spread ? at(1) : null,
    mean: mean ? toThreeFigures(sum / values.length) : null,
    unit_weighted_mean: unitWeightedMean && units > 0 ? toThreeFigures(weighted / units) : null,
    get values() {
      return spread ? (rounded ??= Array.from(exactValues(), toThreeFigures)) : null;
    },
    percentile: (value) => (spread ? percentileRank(exactValues(), value) : null),
  };
}
