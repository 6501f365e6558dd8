import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { comparedWith } from '../comparison-groups/comparison-groups.ts';
import type { Asked } from '../comparison.ts';
import { ALL_SERVICES, type Choices } from '../dimensions.ts';
import type { Withheld } from '../disclosure/disclosure.ts';
import type { Given, Measure } from '../measures/measure.ts';
import { peersFor, type ShownPeers } from '../benchmark/peers.ts';
import { ownMedians } from '../store.ts';
import { quarterSets, quartersOf, type Quarter } from '../benchmark/store-history.ts';

/** A measure over the quarters: the own median beside the peers' quartiles of the same quarter. */
export interface Trend {
  measure: Measure;
  choices: Choices;
  points: TrendPoint[];
}

export interface TrendPoint {
  /** Last day of the quarter (YYYY-MM-DD). */
  quarter: string;
  own: OwnMedian;
  peers: TrendPeers;
}

interface OwnMedian {
  services: number;
  median: number | null;
  /** Of a percentage what is counted of what in all of them, by its columns. */
  counted: Given;
}

/** The figures of peers that a trend draws. */
export type TrendPeers =
  | ({ kind: 'shown' } & Pick<
      ShownPeers,
      'authorities' | 'services' | 'lower_quartile' | 'median' | 'upper_quartile'
    >)
  | { kind: Withheld };

type AskedTrend = Asked & { measure: Measure };

export interface TrendSources {
  db: Knex;
  quarters: () => Promise<Quarter[]>;
  peersOf: (asked: AskedTrend) => (quarter: Quarter) => Promise<TrendPeers>;
  /** Own medians, quarter by quarter. */
  ownIn: (asked: AskedTrend, quarters: readonly Quarter[]) => Promise<OwnMedian[]>;
}

/**
 * The past by quarter. What has been worked out is kept by what it was worked out from: a quarter of which a version
 * comes, goes or changes has another key, and is worked out anew.
 */
export function trendSources(db: Knex, benchmark: Knex): TrendSources {
  const setOf = quarterSets(benchmark);
  const peers = keptAnswers<TrendPeers>();
  const own = keptAnswers<OwnMedian>();
  return {
    db,
    quarters: () => quartersOf(benchmark),
    peersOf(asked) {
      const { column } = asked.measure;
      const choices = { ...asked.choices, groupBy: null };
      const question = {
        authorityId: asked.reader.id,
        ...comparedWith({ ...asked, choices }, choices.peers),
      };
      const { group } = question;
      const sets = group && [group.members, ...group.rivals].map((ids) => [...ids]);
      const ofQuestion = keyOf(asked.reader.id, column, question.choices.filters, sets);
      return async (quarter) => {
        const key = quarter.key + ofQuestion;
        const known = peers.get(key);
        if (known) return known;
        const set = await setOf(quarter, column, asked.groups.all);
        const answer = peersFor(set, question)(column).get(ALL_SERVICES) ?? { kind: 'too-few' };
        return peers.set(key, answer.kind === 'shown' ? drawn(answer) : answer);
      };
    },
    async ownIn({ measure, choices, reader }, quarters) {
      const ofQuestion = keyOf(measure.column, choices.filters);
      const versions = quarters.map((quarter) => {
        const version = quarter.versions.find(({ authority }) => authority === reader.id);
        return (
          version && { id: version.version, key: `${version.version} ${version.revision} ${ofQuestion}` }
        );
      });
      const missing = versions.flatMap((one) => (one && !own.get(one.key) ? [one.id] : []));
      const read = missing.length === 0 ? null : await ownMedians(db, missing, measure, choices.filters);
      return versions.map((one) => {
        if (!one) return NO_SERVICES;
        return own.get(one.key) ?? own.set(one.key, read?.get(one.id) ?? NO_SERVICES);
      });
    },
  };
}

const NO_SERVICES: OwnMedian = { services: 0, median: null, counted: {} };

/** Many a report of one measure asks for the same quarters again, and most quarters never change. */
const MOST_KEPT = 20_000;

function keptAnswers<Answer>() {
  const kept = new Map<string, Answer>();
  return {
    get: (key: string): Answer | undefined => kept.get(key),
    set(key: string, answer: Answer): Answer {
      if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value as string);
      kept.set(key, answer);
      return answer;
    },
  };
}

/** A question with a comparison group takes thousands of letters, and there are thousands of questions. */
function keyOf(...asked: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64');
}

function drawn({
  kind,
  authorities,
  services,
  lower_quartile,
  median,
  upper_quartile,
}: ShownPeers): TrendPeers {
  return { kind, authorities, services, lower_quartile, median, upper_quartile };
}

/** Of so many quarters at once: what is not kept is read, and others read from the same database. */
const AT_ONCE = 2;

/** Quarters that anybody has a version of, the earliest first. */
export async function readTrend(sources: TrendSources, asked: AskedTrend): Promise<Trend> {
  const { measure, choices } = asked;
  const quarters = await sources.quarters();
  const own = await sources.ownIn(asked, quarters);
  const peersIn = sources.peersOf(asked);
  const points: TrendPoint[] = [];
  const rest = quarters.entries();
  const inTurn = async (): Promise<void> => {
    for (const [at, quarter] of rest)
      points[at] = { quarter: quarter.quarter, own: own[at] ?? NO_SERVICES, peers: await peersIn(quarter) };
  };
  await Promise.all(Array.from({ length: AT_ONCE }, inTurn));
  return { measure, choices, points };
}
