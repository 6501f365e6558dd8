import path from 'node:path';
import type { Knex } from 'knex';

const here = import.meta.dirname;

/** For the knex command line against a DATABASE_URL; the application migrates by itself at start. */
const config: Knex.Config = {
  client: 'pg',
  connection: process.env.DATABASE_URL ?? '',
  migrations: { directory: path.join(here, 'migrations'), extension: 'ts', loadExtensions: ['.ts'] },
};

export default config;
