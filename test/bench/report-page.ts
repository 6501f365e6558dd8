import { Agent } from 'node:http';
import type { Knex } from 'knex';
import pg from 'pg';
import { BENCHMARK_ROLE, openDatabase } from '../../src/platform/database.ts';
import { readComparison } from '../../src/reports/comparison.ts';
import { findMeasure } from '../../src/reports/index.ts';
import { places } from '../../src/reports/store.ts';
import { parseChoices } from '../../src/reports/forms.ts';
import { median } from './figures.ts';
import { AUTHORITIES, fillNation, QUARTERS, SERVICES_EACH } from './national.ts';
import { addOfficer, type Bench } from './server.ts';
import type { Line } from './table.ts';
import { getPage, signIn, startWeb, type SignedIn, type WebProcess } from './web.ts';

const AUTHORITY = '00AJ';
const ROUNDS = 31;
const pages: { what: string; query: Record<string, string | string[]> }[] = [
  { what: 'ungrouped', query: {} },
  { what: 'by client group', query: { groupBy: 'clientGroup' } },
  {
    what: 'by region, two filters',
    query: { groupBy: 'region', serviceType: ['Outreach', 'Resettlement'], durationType: 'Short term' },
  },
];
/** A page may take so many times its bare SQL, and so many milliseconds more. */
const PAGE = { times: 1.5, plusMs: 10 };
const HISTORY = 1.1;

interface Nation {
  url: string;
  web: WebProcess;
  reader: SignedIn;
}

/** A report at national scale, against the very statements it is made of, and with a history behind it or none. */
export async function benchReportPage(bench: Bench): Promise<Line[]> {
  const young = await startNation(bench, 1);
  const old = await startNation(bench, QUARTERS);
  try {
    const lines: Line[] = [];
    for (const page of pages) lines.push(...(await benchPage(page, young, old)));
    return lines;
  } finally {
    await young.web.stop();
    await old.web.stop();
  }
}

async function startNation(bench: Bench, quarters: number): Promise<Nation> {
  const url = await bench.createDatabase(`nation_${quarters}`);
  await fillNation(url, quarters);
  const officer = await addOfficer(url, AUTHORITY);
  const web = await startWeb(bench, url, 'pages-only');
  return { url, web, reader: await signIn(web.baseUrl, officer) };
}

async function benchPage(
  { what, query }: (typeof pages)[number],
  young: Nation,
  old: Nation,
): Promise<Line[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const sql = await bareStatements(old.url, query);
  const address = `/reports/cost/weekly-unit-cost?${new URLSearchParams(asPairs(query)).toString()}`;
  const times = { young: [] as number[], old: [] as number[], sql: [] as number[] };
  for (let round = -3; round < ROUNDS; round += 1) {
    const measured = {
      young: (await getPage(agent, young.reader, address)).ms,
      old: (await getPage(agent, old.reader, address)).ms,
      sql: await sql.run(),
    };
    // The first rounds warm up.
    if (round < 0) continue;
    times.young.push(measured.young);
    times.old.push(measured.old);
    times.sql.push(measured.sql);
  }
  agent.destroy();
  await sql.close();
  const [before, page, bare] = [median(times.young), median(times.old), median(times.sql)];
  const live = (AUTHORITIES * SERVICES_EACH).toLocaleString('en-GB');
  return [
    {
      what: `Report page, ${what}, ${live} live services, of its bare SQL`,
      measured: `${page.toFixed(0)} ms of ${bare.toFixed(0)} ms`,
      ratio: median(times.old.map((ms, round) => ms / (times.sql[round] ?? NaN))),
      bar: { most: PAGE.times + PAGE.plusMs / bare },
    },
    {
      what: `Report page, ${what}, ${QUARTERS} quarters of history, of one`,
      measured: `${page.toFixed(0)} ms of ${before.toFixed(0)} ms`,
      ratio: median(times.old.map((ms, round) => ms / (times.young[round] ?? NaN))),
      bar: { most: HISTORY },
    },
  ];
}

interface Statement {
  sql: string;
  bindings: unknown[];
  role: 'own' | 'benchmark';
}

/** The statements of a report as the product makes them, to be run by pg alone. */
async function bareStatements(
  url: string,
  query: Record<string, unknown>,
): Promise<{ run(): Promise<number>; close(): Promise<void> }> {
  const statements = await recorded(url, query);
  const own = new pg.Client({ connectionString: url });
  const benchmark = new pg.Client({
    connectionString: url,
    options: `-c role=${BENCHMARK_ROLE} -c search_path=benchmark`,
  });
  await Promise.all([own.connect(), benchmark.connect()]);
  return {
    async run() {
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

async function recorded(url: string, query: Record<string, unknown>): Promise<Statement[]> {
  const database = openDatabase(url, { poolSize: 2 });
  const statements: Statement[] = [];
  const record = (db: Knex, role: Statement['role']): void => {
    db.on('query', ({ sql, bindings }: { sql: string; bindings: unknown[] }) =>
      statements.push({ sql, bindings, role }),
    );
  };
  try {
    const measure = findMeasure('cost', 'weekly-unit-cost');
    const reader = await database
      .knex('authorities')
      .where('code', AUTHORITY)
      .first<{ id: number; type: string; region: string } | undefined>(
        'id',
        'authority_type as type',
        'region',
      );
    if (!measure || !reader) throw new Error('The bench knows another product');
    record(database.knex, 'own');
    record(database.benchmark, 'benchmark');
    const known = await places(database.knex);
    const { choices } = parseChoices(query, known);
    await readComparison(database, { reader, measure, choices, places: known });
    return statements;
  } finally {
    await database.close();
  }
}

function asPairs(query: Record<string, string | string[]>): [string, string][] {
  return Object.entries(query).flatMap(([key, values]) =>
    [values].flat().map((value): [string, string] => [key, value]),
  );
}
