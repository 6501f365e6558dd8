import knex, { type Knex } from 'knex';
import pg from 'pg';

// Ids and counts stay far below 2^53, so a bigint is read as a number; a date stays the day that it is.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);

/** The same code for the embedded server and for any other. */
export interface Database {
  url: string;
  knex: Knex;
  /** For what knex does not speak: COPY, sessions, throttling. */
  pool: pg.Pool;
  /** Sees only the benchmark schema: the sole way to read about other authorities. */
  benchmark: Knex;
  close(): Promise<void>;
}

export const BENCHMARK_ROLE = 'spbench_benchmark';
const APPLICATION_ROLE = 'spbench_app';

export function openDatabase(url: string, options: { poolSize?: number } = {}): Database {
  const max = options.poolSize ?? 8;
  // An error's message may reach a log: it names the statement, never the values bound to it.
  // The role is a start-up option of each connection: nothing that a pool runs was ever anybody else.
  const as = (role: string, more = '') => ({ connectionString: url, options: `-c role=${role}${more}` });
  const client = { client: 'pg', pool: { min: 0, max }, compileSqlOnError: false };
  const knexInstance = knex({ ...client, connection: as(APPLICATION_ROLE) });
  const benchmark = knex({ ...client, connection: as(BENCHMARK_ROLE, ' -c search_path=benchmark') });
  const pool = new pg.Pool({ ...as(APPLICATION_ROLE), max });
  // An idle connection that breaks (the server restarts) is replaced at next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return {
    url,
    knex: knexInstance,
    pool,
    benchmark,
    close: async () => {
      await Promise.all([knexInstance.destroy(), benchmark.destroy(), pool.end()]);
    },
  };
}
