import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { PlacedAuthority } from './benchmark-services.ts';
import type { BenchmarkSet } from './benchmark-set.ts';
import { keptSet, type Wanted } from './kept-set.ts';
import { columnLists, partColumns, partOfRow, type ColumnLists } from './store-benchmark.ts';

/** The version of an authority that counts for a quarter. */
export interface QuarterVersion extends Wanted {
  version: number;
}

/** The versions that count for a quarter, one an authority. */
export interface Quarter {
  /** Its last day (YYYY-MM-DD). */
  quarter: string;
  /** Changes with every change of what the versions say. */
  key: string;
  versions: QuarterVersion[];
}

/** Quarters that any authority has a version of, the earliest first. As the role that can read nothing else. */
export async function quartersOf(benchmark: Knex): Promise<Quarter[]> {
  const { rows } = await benchmark.raw<{
    rows: { quarter: string; authorities: number[]; versions: number[]; revisions: number[] }[];
  }>(
    `select quarter, json_agg(authority) as authorities, json_agg(version) as versions, json_agg(revision) as revisions
     from benchmark.versions group by quarter order by quarter`,
  );
  return rows.map(({ quarter, authorities, versions, revisions }) => {
    const counted = versions
      .map((version, at) => ({
        authority: authorities[at] as number,
        version,
        revision: revisions[at] as number,
      }))
      .sort((a, b) => a.authority - b.authority);
    const said = counted.map(({ version, revision }) => `${version} ${revision}`).join();
    return { quarter, key: createHash('sha256').update(said).digest('base64'), versions: counted };
  });
}

/** So many measures' quarters are kept: some 30 MB each when all authorities have seven years behind them. */
const MOST_MEASURES = 4;

/** Answers of one measure what all authorities' services of a quarter gave. */
export type QuarterSets = (
  quarter: Quarter,
  column: string,
  authorities: readonly PlacedAuthority[],
) => Promise<BenchmarkSet>;

/**
 * Reads the past, and keeps it for the measures asked for last: most quarters never change, and of one that does only
 * the versions are read again that came or changed.
 */
export function quarterSets(benchmark: Knex): QuarterSets {
  type Ask = ReturnType<typeof keptSet<QuarterVersion>>;
  const kept = new Map<string, Map<string, Ask>>();
  return (quarter, column, authorities) => {
    const quarters = kept.get(column) ?? new Map<string, Ask>();
    kept.delete(column);
    kept.set(column, quarters);
    if (kept.size > MOST_MEASURES) kept.delete(kept.keys().next().value as string);
    let ask = quarters.get(quarter.quarter);
    if (!ask) {
      ask = keptSet((versions) => pastParts(benchmark, versions, column, authorities), [column]);
      quarters.set(quarter.quarter, ask);
    }
    return ask(() => Promise.resolve(quarter.versions));
  };
}

async function pastParts(
  benchmark: Knex,
  versions: readonly QuarterVersion[],
  column: string,
  authorities: readonly PlacedAuthority[],
) {
  const { rows } = await benchmark.raw<{ rows: ColumnLists[] }>(
    `select authority, ${columnLists([...partColumns, column])}
     from benchmark.history where version = any(?::bigint[]) and ${column} is not null group by authority`,
    [versions.map(({ version }) => version)] as Knex.RawBinding[],
  );
  const places = new Map(authorities.map((authority) => [authority.id, authority]));
  return rows.map((row) => {
    const { region = '', type = '' } = places.get(row.authority) ?? {};
    return partOfRow(row, { region, type }, [column]);
  });
}
