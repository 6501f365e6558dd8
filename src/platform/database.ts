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

export function openDatabase(url: string, options: { poolSize?: number } = {}): Database {
  const max = options.poolSize ?? 8;
  // An error's message may reach a log: it names the statement, never the values bound to it.
  const knexInstance = knex({
    client: 'pg',
    connection: url,
    pool: { min: 0, max },
    compileSqlOnError: false,
  });
  const benchmark = knex({
    client: 'pg',
    // The role is a start-up option of each connection: nothing this pool runs was ever anybody else.
    connection: { connectionString: url, options: `-c role=${BENCHMARK_ROLE} -c search_path=benchmark` },
    pool: { min: 0, max },
    compileSqlOnError: false,
  });
  const pool = new pg.Pool({ connectionString: url, max });
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
