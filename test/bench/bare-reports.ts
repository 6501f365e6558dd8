import pg from 'pg';
import { BENCHMARK_ROLE, openDatabase } from '../../src/platform/database.ts';
import { nearestNeighbours } from '../../src/reports/comparison-groups/neighbours.ts';
import { measures } from '../../src/reports/measures/measures.ts';
import { ownVersions } from '../../src/reports/store.ts';
import { authoritiesOf, savedGroupsOf } from '../../src/reports/comparison-groups/store-peer-groups.ts';

/** One statement of a page, as anybody would write it: no disclosure control, no page. */
export interface Statement {
  sql: string;
  bindings: unknown[];
  role: 'own' | 'benchmark';
}

/** What the statements are about: the authority that reads, its versions, its neighbours, a group that it has saved, one of its services. */
export interface Reading {
  authorityId: number;
  live: number;
  earlier: number | null;
  versions: number[];
  nearest: number[];
  /** The last of the groups saved that has not ended. */
  saved: { id: number; members: number[] };
  service: { id: string; type: number; group: number };
}

export async function readingOf(url: string, authorityCode: string): Promise<Reading> {
  const database = openDatabase(url, { poolSize: 2 });
  try {
    const { knex } = database;
    const all = await authoritiesOf(knex);
    const own = all.find(({ code }) => code === authorityCode);
    if (!own) throw new Error(`No authority ${authorityCode}`);
    const versions = (await ownVersions(knex, own.id)).map(({ version }) => version);
    const [live = 0, earlier = null] = versions;
    const row = await knex('services')
      .where({ extract_id: live })
      .orderBy('row')
      .first<{ service_id: string; service_type: number; client_group: number }>();
    const saved = (await savedGroupsOf(knex, own.id)).findLast(({ endedAt }) => endedAt === null);
    if (!saved) throw new Error('No group has been saved');
    return {
      ...{ authorityId: own.id, live, earlier, versions },
      nearest: nearestNeighbours(own, all).map(({ id }) => id),
      saved,
      service: { id: row.service_id, type: row.service_type, group: row.client_group },
    };
  } finally {
    await database.close();
  }
}

export const allColumns = measures.map(({ column }) => column);
export const columnsOf = (family: string): string[] =>
  measures.filter((measure) => measure.family === family).map(({ column }) => column);

/** All that a page may show of peers in one measure. */
const figures = (column: string): string => `
  count(${column}), count(distinct authority) filter (where ${column} is not null),
  percentile_cont(array[0.25, 0.5, 0.75]) within group (order by ${column}),
  min(${column}), max(${column}), avg(${column}),
  sum(${column} * units) / nullif(sum(units) filter (where ${column} is not null), 0)`;

/** Figures of the peers in some measures, group by group. */
export function peersIn(
  { authorityId }: Reading,
  columns: readonly string[],
  { where = '', groupBy = '', members }: { where?: string; groupBy?: string; members?: number[] } = {},
): Statement {
  const sql = `select ${[...(groupBy ? [groupBy] : []), ...columns.map(figures)].join(', ')} from benchmark.services
    where authority <> $1 ${members ? 'and authority = any($2)' : ''} ${where && `and ${where}`}
    ${groupBy && `group by ${groupBy}`}`;
  return { sql, bindings: members ? [authorityId, members] : [authorityId], role: 'benchmark' };
}

/** The same of every quarter, in one measure. */
export function peersByQuarter({ authorityId }: Reading, column: string): Statement {
  const sql = `select quarter, ${figures(column)}
    from benchmark.versions join benchmark.history using (version, authority) where authority <> $1 group by quarter`;
  return { sql, bindings: [authorityId], role: 'benchmark' };
}

/** Own medians in some measures, version by version. */
export function ownMedians(
  versions: readonly (number | null)[],
  columns: readonly string[],
  where = 'true',
): Statement {
  const medians = columns.map(
    (column) => `count(${column}), percentile_cont(0.5) within group (order by ${column})`,
  );
  const sql = `select extract_id, ${medians.join(', ')} from measured_services
    where extract_id = any($1::bigint[]) and ${where} group by extract_id`;
  return { sql, bindings: [versions], role: 'own' };
}

/** Own services with their values. */
export function ownServices({ live }: Reading, columns: readonly string[], where = 'true'): Statement {
  const sql = `select service_id, service_name, service_type, client_group, ${columns.join(', ')}
    from measured_services where extract_id = $1 and ${where} order by row`;
  return { sql, bindings: [live], role: 'own' };
}

export function ownService({ versions, service }: Reading): Statement {
  const sql = `select extract_id, service_name, ${allColumns.join(', ')} from measured_services
    where extract_id = any($1::bigint[]) and service_id = $2`;
  return { sql, bindings: [versions, service.id], role: 'own' };
}

export interface BareSql {
  /** Milliseconds of some statements one after the other. */
  run(statements: readonly Statement[]): Promise<number>;
  close(): Promise<void>;
}

/** Runs statements by pg alone, as the roles that the product reads with. */
export async function openBareSql(url: string): Promise<BareSql> {
  const own = new pg.Client({ connectionString: url });
  const benchmark = new pg.Client({
    connectionString: url,
    options: `-c role=${BENCHMARK_ROLE} -c search_path=benchmark`,
  });
  await Promise.all([own.connect(), benchmark.connect()]);
  return {
    async run(statements) {
      const start = performance.now();
      for (const { sql, bindings, role } of statements)
        await (role === 'own' ? own : benchmark).query(sql, bindings);
      return performance.now() - start;
    },
    async close() {
      await Promise.all([own.end(), benchmark.end()]);
    },
  };
}
