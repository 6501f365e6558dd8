import type { Knex } from 'knex';
import {
  ALL_SERVICES,
  dimensionsInUse,
  factsOf,
  labelOf,
  type Choices,
  type Dimension,
} from './dimensions.ts';
import type { Cell } from './disclosure.ts';
import type { Measure } from './measures.ts';
import { filterClause } from './store.ts';

/** How many others there are at all: authorities, their live services, and the two as one cell to be judged. */
export async function allPeers(
  benchmark: Knex,
  authorityId: number,
): Promise<{ authorities: number; services: number; cell: Cell }> {
  const { rows } = await benchmark.raw<{ rows: { authorities: number[] | null; services: number }[] }>(
    `select array_agg(authority) as authorities, coalesce(sum(services), 0)::integer as services
     from (
       select authority, count(*) as services from benchmark.services where authority <> ? group by authority
     ) by_authority`,
    [authorityId],
  );
  const { authorities, services } = rows[0] ?? { authorities: null, services: 0 };
  const cell = { at: {}, services, authorities: authorities ?? [] };
  return { authorities: cell.authorities.length, services, cell };
}

/** Figures about one group of peers. Money and hours in the measure's unit. */
export interface PeerFigures {
  authorities: number;
  services: number;
  minimum: number;
  lower_quartile: number;
  median: number;
  upper_quartile: number;
  maximum: number;
  mean: number;
  unit_weighted_mean: number | null;
}

export interface PeerMaterial {
  /** All peers with a value, filtered by nothing: what disclosure control judges by. */
  cells: Cell[];
  /** By group's label, within the filters. */
  figures: Map<string, PeerFigures>;
  /** By group's label: how many peers have fewer than so many of the thresholds at or below their value. */
  ranks: Map<string, { bucket: number; services: number }[]>;
}

export interface PeerQuestion {
  /** The reader's own authority, which is nobody's peer here. */
  authorityId: number;
  measure: Pick<Measure, 'column'>;
  choices: Choices;
  /** Own values, ascending, each once. */
  thresholds: readonly number[];
}

type Stored = number | string;
interface PeerRow {
  cells: { at: Stored[]; services: number; authorities: number[] }[] | null;
  figures: ({ grouped: Stored } & PeerFigures)[] | null;
  ranks: { grouped: Stored; bucket: number; services: number }[] | null;
}

/**
 * All that a report needs of its peers, in one statement: one scan of the live services, and one moment, so that
 * what is judged is what is shown. `benchmark` is the pool of the role that can read nothing else.
 */
export async function peerMaterial(benchmark: Knex, question: PeerQuestion): Promise<PeerMaterial> {
  const { choices } = question;
  const inUse = dimensionsInUse(choices);
  const statement = peerStatement(question, inUse);
  const { rows } = await benchmark.raw<{ rows: PeerRow[] }>(statement.sql, statement.bindings);
  const { cells, figures, ranks } = rows[0] ?? { cells: null, figures: null, ranks: null };
  const labelOfGroup = (stored: Stored) =>
    choices.groupBy === null ? ALL_SERVICES : labelOf(choices.groupBy, stored);
  const material: PeerMaterial = {
    cells: (cells ?? []).map(({ at, services, authorities }) => ({
      at: Object.fromEntries(inUse.map((name, index) => [name, labelOf(name, at[index] ?? '')])),
      services,
      authorities,
    })),
    figures: new Map((figures ?? []).map(({ grouped, ...rest }) => [labelOfGroup(grouped), rest])),
    ranks: new Map(),
  };
  for (const { grouped, ...rank } of ranks ?? []) {
    const label = labelOfGroup(grouped);
    const known = material.ranks.get(label);
    if (known) known.push(rank);
    else material.ranks.set(label, [rank]);
  }
  return material;
}

function peerStatement(question: PeerQuestion, inUse: readonly Dimension[]) {
  const { authorityId, measure, choices, thresholds } = question;
  const columns = inUse.map((name) => `, ${factsOf(name).column}`).join('');
  const grouped = choices.groupBy === null ? '0' : factsOf(choices.groupBy).column;
  const within = filterClause(choices.filters);
  return {
    sql: `
    with peers as materialized (
      select authority, units, ${measure.column} as value${columns}
      from benchmark.services
      where authority <> ? and ${measure.column} is not null
    ), by_authority as (
      select authority, count(*) as services${columns} from peers group by authority${columns}
    ), cells as (
      select json_build_array(${columns.slice(1)}) as at, sum(services) as services,
        (array_agg(authority))[1:3] as authorities
      from by_authority ${columns ? `group by ${columns.slice(1)}` : 'having count(*) > 0'}
    ), sizes as (
      select ${grouped} as grouped, count(distinct authority) as authorities, sum(services) as services
      from by_authority where ${within.sql} group by grouped
    ), chosen as not materialized (
      select value, units, ${grouped} as grouped from peers where ${within.sql}
    ), spreads as (
      select grouped, percentile_cont(array[0, 0.25, 0.5, 0.75, 1]) within group (order by value) as points,
        avg(value) as mean, sum(value * units) / nullif(sum(units), 0) as unit_weighted_mean
      from chosen group by grouped
    ), figures as (
      select grouped, authorities, services, points[1] as minimum, points[2] as lower_quartile,
        points[3] as median, points[4] as upper_quartile, points[5] as maximum, mean, unit_weighted_mean
      from sizes join spreads using (grouped)
    ), ranks as (
      select grouped, width_bucket(value, thresholds) as bucket, count(*) as services
      from chosen, (select ?::double precision[] as thresholds) own
      where cardinality(thresholds) > 0
      group by grouped, bucket
    )
    select (select json_agg(cells) from cells) as cells, (select json_agg(figures) from figures) as figures,
      (select json_agg(ranks) from ranks) as ranks`,
    bindings: [authorityId, ...within.bindings, ...within.bindings, thresholds] as Knex.RawBinding[],
  };
}
