import { Agent } from 'node:http';
import pg from 'pg';
import { BENCHMARK_ROLE } from '../../src/platform/database.ts';
import { measures } from '../../src/reports/index.ts';
import { median } from './figures.ts';
import { fillNation, QUARTERS } from './national.ts';
import { addOfficer, withClient, type Bench } from './server.ts';
import type { Line } from './table.ts';
import { getPage, signIn, startWeb, type SignedIn, type WebProcess } from './web.ts';

const AUTHORITY = '00AJ';
const ROUNDS = 15;
const WARM_UPS = 5;
/** A page may take so many times its bare SQL, and so many milliseconds more. */
const PAGE = { times: 1.3, plusMs: 10 };
const TEN = 10;

interface BenchedPage {
  what: string;
  address: (nation: Nation) => string;
  /** Columns whose quartiles the page shows, of which peers, by what. */
  columns: readonly string[];
  where?: (nation: Nation) => string;
  groupBy?: string;
  /** Over all quarters. */
  isTrend?: boolean;
  /** Milliseconds that it may take. */
  most: number;
}

const allColumns = measures.map(({ column }) => column);
const costColumns = measures.filter(({ family }) => family === 'cost').map(({ column }) => column);
const weeklyUnitCost = '/reports/cost/weekly-unit-cost';

const pages: readonly BenchedPage[] = [
  { what: 'Overview', address: () => '/reports', columns: allColumns, most: 150 },
  { what: 'Report', address: () => weeklyUnitCost, columns: ['weekly_unit_cost'], most: 80 },
  {
    what: 'Report by client group',
    address: () => `${weeklyUnitCost}?groupBy=clientGroup`,
    columns: ['weekly_unit_cost'],
    groupBy: 'client_group',
    most: 80,
  },
  {
    what: 'Report by region, two filters',
    address: () =>
      `${weeklyUnitCost}?groupBy=region&serviceType=Outreach&serviceType=Resettlement&durationType=Short+term`,
    columns: ['weekly_unit_cost'],
    where: () => 'service_type in (6, 7) and duration_type = 2',
    groupBy: 'region',
    most: 80,
  },
  {
    what: 'Report on nearest neighbours',
    address: () => `${weeklyUnitCost}?peers=nearest`,
    columns: ['weekly_unit_cost'],
    where: () => `authority_type = 'London borough'`,
    most: 80,
  },
  {
    what: 'Service page',
    address: ({ service }) => `/reports/services/${service.id}`,
    columns: allColumns,
    where: ({ service }) => `service_type = ${service.type} and client_group = ${service.clients}`,
    most: 50,
  },
  {
    what: `Trend over ${QUARTERS} quarters`,
    address: () => `${weeklyUnitCost}/trend`,
    columns: ['weekly_unit_cost'],
    isTrend: true,
    most: 80,
  },
  {
    what: 'Value for money',
    address: () => '/reports/value-for-money',
    columns: ['weekly_unit_cost', 'provider_overall'],
    most: 80,
  },
  {
    what: 'Services furthest from peers',
    address: () => '/reports/outliers',
    columns: costColumns,
    groupBy: 'client_group',
    most: 80,
  },
];

interface Nation {
  url: string;
  web: WebProcess;
  reader: SignedIn;
  authorityId: number;
  /** A service of the kind that the authority has most of. */
  service: { id: string; type: number; clients: number };
  services: number;
}

/** Reports at national scale against bare SQL that works out the same figures, and with ten times the services. */
export async function benchReportPage(bench: Bench): Promise<Line[]> {
  const nation = await startNation(bench, 'nation', { quarters: QUARTERS, times: 1 });
  const lines: Line[] = [];
  const usual = new Map<string, number>();
  const first = await firstPage(nation);
  try {
    for (const page of pages) {
      const { ms, bareMs } = await timed(nation, page);
      usual.set(page.what, ms);
      lines.push(...linesOf(nation, page, ms, bareMs));
    }
    lines.push(await afterASwap(nation));
  } finally {
    await nation.web.stop();
  }
  lines.push(plainLine('First overview of a new process', first));
  const large = await startNation(bench, 'nation_ten', { quarters: 1, times: TEN });
  try {
    await firstPage(large);
    for (const page of pages.filter(({ isTrend }) => !isTrend)) {
      const { ms } = await timed(large, page, false);
      const before = usual.get(page.what) ?? NaN;
      lines.push({
        what: `${page.what}, ${TEN} times the services (${large.services.toLocaleString('en-GB')})`,
        measured: `${ms.toFixed(0)} ms of ${before.toFixed(0)} ms`,
        ratio: ms / before,
        bar: { most: TEN },
      });
    }
  } finally {
    await large.web.stop();
  }
  return lines;
}

async function startNation(
  bench: Bench,
  name: string,
  { quarters, times }: { quarters: number; times: number },
): Promise<Nation> {
  const url = await bench.createDatabase(name);
  await fillNation(url, quarters, { times });
  const officer = await addOfficer(url, AUTHORITY);
  const web = await startWeb(bench, url, 'pages-only');
  const reader = await signIn(web.baseUrl, officer);
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ id: string; type: number; clients: number; authority: number }>(
      `select min(service_id) as id, service_type as type, client_group as clients, authority_id as authority
       from live_extracts join services using (extract_id)
       where authority_id = (select id from authorities where code = $1)
       group by service_type, client_group, authority_id order by count(*) desc limit 1`,
      [AUTHORITY],
    );
    const [service] = rows;
    if (!service) throw new Error('The nation has no service of the reader’s');
    const live = await client.query<{ count: number }>(
      'select count(*)::integer as count from live_extracts join services using (extract_id)',
    );
    const services = live.rows[0]?.count ?? 0;
    return { url, web, reader, service, services, authorityId: service.authority };
  });
}

async function firstPage(nation: Nation): Promise<number> {
  const agent = new Agent();
  const { ms } = await getPage(agent, nation.reader, '/reports');
  agent.destroy();
  return ms;
}

/** Medians of the page at the client and of its bare SQL, turn by turn. */
async function timed(
  nation: Nation,
  page: BenchedPage,
  againstSql = true,
): Promise<{ ms: number; bareMs: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const sql = await bareSql(nation, page);
  const times = { page: [] as number[], sql: [] as number[] };
  try {
    for (let round = -WARM_UPS; round < ROUNDS; round += 1) {
      const { ms } = await getPage(agent, nation.reader, page.address(nation));
      const bareMs = againstSql ? await sql.run() : NaN;
      if (round < 0) continue;
      times.page.push(ms);
      times.sql.push(bareMs);
    }
  } finally {
    agent.destroy();
    await sql.close();
  }
  return { ms: median(times.page), bareMs: median(times.sql) };
}

/** The peers' quartiles by the role that reads them, and the own services: what pg alone would need for the figures. */
async function bareSql(nation: Nation, page: BenchedPage) {
  const own = new pg.Client({ connectionString: nation.url });
  const benchmark = new pg.Client({
    connectionString: nation.url,
    options: `-c role=${BENCHMARK_ROLE} -c search_path=benchmark`,
  });
  await Promise.all([own.connect(), benchmark.connect()]);
  const { columns, where, groupBy, isTrend } = page;
  const quartiles = columns.map(
    (column) =>
      `percentile_cont(array[0.25, 0.5, 0.75]) within group (order by ${column}) as ${column}, count(${column}) as n_${column}`,
  );
  const from = isTrend
    ? 'versions join history using (authority, version) where authority <> $1'
    : `services where authority <> $1 and ${where?.(nation) ?? 'true'}`;
  const by = isTrend ? 'quarter' : groupBy;
  const peers = `select count(distinct authority), ${quartiles.join(', ')} from ${from} ${by ? `group by ${by}` : ''}`;
  const ownServices = `select service_id, service_name, ${columns.join(', ')}
    from live_extracts join measured_services using (extract_id) where authority_id = $1`;
  return {
    async run() {
      const start = performance.now();
      await Promise.all([
        benchmark.query(peers, [nation.authorityId]),
        own.query(ownServices, [nation.authorityId]),
      ]);
      return performance.now() - start;
    },
    async close() {
      await Promise.all([own.end(), benchmark.end()]);
    },
  };
}

function linesOf({ services }: Nation, { what, most }: BenchedPage, ms: number, bareMs: number): Line[] {
  const live = services.toLocaleString('en-GB');
  return [
    {
      what: `${what}, ${live} live services, of its bare SQL`,
      measured: `${ms.toFixed(0)} ms of ${bareMs.toFixed(0)} ms`,
      ratio: ms / bareMs,
      bar: { most: PAGE.times + PAGE.plusMs / bareMs },
    },
    {
      what: `${what}, of ${most} ms`,
      measured: `${ms.toFixed(0)} ms`,
      ratio: ms / most,
      bar: { most: 1 },
    },
  ];
}

/** The first overview after another authority's version has changed: its services are read and put in their places. */
async function afterASwap(nation: Nation): Promise<Line> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await withClient(nation.url, (client) =>
      client.query(
        `update extracts set revision = nextval('extract_revision')
         from live_extracts where extract_id = id and live_extracts.authority_id = $1`,
        [nation.authorityId + 1],
      ),
    );
    times.push((await getPage(agent, nation.reader, '/reports')).ms);
  }
  agent.destroy();
  return plainLine('First overview after another authority’s swap', median(times));
}

function plainLine(what: string, ms: number): Line {
  return { what, measured: `${ms.toFixed(0)} ms`, ratio: ms / 1000, bar: null };
}
