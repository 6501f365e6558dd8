import type { BenchmarkSet } from './benchmark-set.ts';
import { ALL_SERVICES } from '../dimensions.ts';
import {
  judgeGroupsOn,
  judgeReportOn,
  toThreeFigures,
  type Verdict,
  type Withheld,
} from '../disclosure/disclosure.ts';
import { gatherPeers, type GatheredPeers, type PeerQuestion } from './gather-peers.ts';
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
  const peers = gatherPeers(set, question);
  const judged = new Map<object, Judged>();
  return (column) => {
    const pattern = peers.pattern(column);
    const alike = judged.get(pattern) ?? judgedPeers(peers, question, column);
    judged.set(pattern, alike);
    const values = peers.values(column);
    const meansOf = lazily(() => means(peers, question, { column, alike }));
    return new Map(
      [...alike.verdicts].map(([label, verdict]): [string, PeerAnswer] => {
        if (verdict.kind !== 'shown') return [label, { kind: verdict.kind }];
        const place = peers.labels.indexOf(label);
        const its = values[place];
        if (!its?.length) return [label, { kind: 'too-few' }];
        const facts = {
          authorities: alike.authorities[place] ?? 0,
          means: () => meansOf()(label),
          exact: lazily(() => peers.values(column)[place]?.slice() ?? new Float64Array()),
        };
        return [label, shownPeers(its, verdict, facts)];
      }),
    );
  };
}

/** Verdicts, but for those on means, and numbers of authorities rest on numbers of services: many measures share them. */
interface Judged {
  /** The measure that was judged, with its means. */
  column: string;
  verdicts: ReadonlyMap<string, Verdict>;
  /** By place of the label. */
  authorities: readonly number[];
}

function judgedPeers(peers: GatheredPeers, { choices, group }: PeerQuestion, column: string): Judged {
  const { filters, groupBy } = choices;
  const table = peers.table(column);
  const chosen = groupBy === null ? undefined : filters[groupBy];
  // Of a label that a filter leaves out nothing is shown, whatever the judgement.
  const isAsked = (label: string): boolean => !chosen?.length || chosen.includes(label);
  const verdicts =
    groupBy === null
      ? new Map([[ALL_SERVICES, judgeReportOn(table, filters, group)]])
      : judgeGroupsOn(table, filters, groupBy, group, isAsked);
  return { column, verdicts, authorities: peers.authorities(column) };
}

type Means = Pick<ShownPeers, 'mean' | 'unit_weighted_mean'>;

function means(
  peers: GatheredPeers,
  question: PeerQuestion,
  { column, alike }: { column: string; alike: Judged },
): (label: string) => Means {
  const { verdicts } = alike.column === column ? alike : judgedPeers(peers, question, column);
  const sums = peers.sums(column);
  return (label) => {
    const verdict = verdicts.get(label);
    const its = sums[peers.labels.indexOf(label)];
    if (verdict?.kind !== 'shown' || !its) return { mean: null, unit_weighted_mean: null };
    const { services, sum, weighted, units } = its;
    return {
      mean: verdict.mean ? toThreeFigures(sum / services) : null,
      unit_weighted_mean: verdict.unitWeightedMean && units > 0 ? toThreeFigures(weighted / units) : null,
    };
  };
}

/** Means and single values, which most pages do not ask for, are worked out when they are. */
function shownPeers(
  values: Float64Array,
  { spread }: Extract<Verdict, { kind: 'shown' }>,
  { authorities, means, exact }: { authorities: number; means: () => Means; exact: () => Float64Array },
): ShownPeers {
  const at = (fraction: number): number => toThreeFigures(quantile(values, fraction) ?? 0);
  const rounded = lazily(() => Array.from(exact(), toThreeFigures));
  return {
    ...{ kind: 'shown', authorities, services: values.length },
    lower_quartile: at(0.25),
    median: at(0.5),
    upper_quartile: at(0.75),
    minimum: spread ? at(0) : null,
    maximum: spread ? at(1) : null,
    get mean() {
      return means().mean;
    },
    get unit_weighted_mean() {
      return means().unit_weighted_mean;
    },
    get values() {
      return spread ? rounded() : null;
    },
    percentile: (value) => (spread ? percentileRank(exact(), value) : null),
  };
}

function lazily<Value>(workOut: () => Value): () => Value {
  let known: { value: Value } | null = null;
  return () => (known ??= { value: workOut() }).value;
}
