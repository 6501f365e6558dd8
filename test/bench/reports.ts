import { Agent } from 'node:http';
import { openBareSql, readingOf } from './bare-reports.ts';
import { median } from './figures.ts';
import { fillNation, FORMS, QUARTERS, SERVICES } from './national.ts';
import { reportPages, type ReportPage } from './report-pages.ts';
import { saveGroups } from './saved-groups.ts';
import { addOfficer, withClient, type Bench } from './server.ts';
import type { Line } from './table.ts';
import { getPage, signIn, startWeb, type SignedIn, type WebProcess } from './web.ts';

const AUTHORITY = '00AJ';
const WARM_UPS = 5;
const ROUNDS = 31;
/** The bare SQL may take seconds, so it is run beside every so many pages. */
const SQL_EVERY = 4;
/** A page may take so many times its bare SQL, and so many milliseconds more. */
const PAGE = { times: 1.3, plusMs: 10 };
const HISTORY = 1.1;
const TENFOLD = 10;
/** A tenth of the history; a trend needs some quarters to be one. */
const FEW_QUARTERS = Math.ceil(QUARTERS / TENFOLD);

interface Nation {
  url: string;
  what: string;
  web: WebProcess;
  agent: Agent;
  reader: SignedIn;
  pages: ReportPage[];
}

interface Timed {
  page: number;
  /** Of the bare SQL; NaN where it was not run. */
  sql: number;
  showsHistory: boolean;
}

/** Medians of a nation's pages, by what they are. */
type Times = ReadonlyMap<string, Timed>;

/**
 * The reports at national scale: each page at the client against the straightforward SQL for its figures and against
 * its bar in milliseconds; against the same with a tenth of the history, and that against ten times all there is:
 * services, of now and of each quarter before, and outcome forms.
 */
export async function benchReports(bench: Bench): Promise<Line[]> {
  const lines: Line[] = [];
  const inNation = async (quarters: number, times: number): Promise<Times> => {
    const nation = await startNation(bench, quarters, times);
    try {
      lines.push(await firstLine(nation));
      const isWhole = quarters === QUARTERS;
      const medians = await timed(nation, isWhole);
      if (isWhole) lines.push(...nation.pages.flatMap((page) => pageLines(page, medians)));
      lines.push(await peakLine(nation));
      return medians;
    } finally {
      nation.agent.destroy();
      await nation.web.stop();
    }
  };
  const old = await inNation(QUARTERS, 1);
  const young = await inNation(FEW_QUARTERS, 1);
  const large = await inNation(FEW_QUARTERS, TENFOLD);
  const than = `${QUARTERS} quarters of history, of ${FEW_QUARTERS}`;
  const which = (isOfThePast: boolean): Times =>
    new Map([...old].filter(([, { showsHistory }]) => showsHistory === isOfThePast));
  return [
    ...lines,
    ...comparedLines(than, [which(false), young], HISTORY),
    ...comparedLines(than, [which(true), young], QUARTERS / FEW_QUARTERS),
    ...comparedLines('ten times the services and forms, of once', [large, young], TENFOLD),
  ];
}

async function startNation(bench: Bench, quarters: number, times: number): Promise<Nation> {
  const url = await bench.createDatabase(`nation_${quarters}_${times}`);
  await fillNation(url, quarters, { times, forms: FORMS * times });
  const officer = await addOfficer(url, AUTHORITY);
  await saveGroups(url, AUTHORITY);
  const pages = reportPages(await readingOf(url, AUTHORITY));
  const web = await startWeb(bench, url, 'pages-only');
  const reader = await signIn(web.baseUrl, officer);
  const what = `${(SERVICES * times).toLocaleString('en-GB')} live services, ${quarters} quarters`;
  return { url, what, web, agent: new Agent({ keepAlive: true, maxSockets: 1 }), reader, pages };
}

/** Each page, warm, with its bare SQL beside it if asked for. */
async function timed({ url, agent, reader, pages }: Nation, isBesideSql: boolean): Promise<Times> {
  const bare = await openBareSql(url);
  const medians = new Map<string, Timed>();
  for (const { what, address, bare: statements, isAfterSwap, showsHistory = false } of pages) {
    const times = { page: [] as number[], sql: [] as number[] };
    for (let round = -WARM_UPS; round < ROUNDS; round += 1) {
      if (isAfterSwap) await withClient(url, (client) => client.query(SWAP));
      const { ms } = await getPage(agent, reader, address);
      if (round < 0) continue;
      times.page.push(ms);
      if (isBesideSql && round % SQL_EVERY === 0) times.sql.push(await bare.run(statements));
    }
    medians.set(what, { page: median(times.page), sql: median(times.sql), showsHistory });
  }
  await bare.close();
  return medians;
}

/** What a version of another authority that takes the place of one is to whoever reads: another revision there. */
const SWAP = `
  update extracts set revision = nextval('extract_revision') from live_extracts join authorities on authorities.id = authority_id
  where extracts.id = extract_id and code = '38'`;

function pageLines({ what, most }: ReportPage, times: Times): Line[] {
  const { page, sql } = times.get(what) ?? { page: NaN, sql: NaN };
  const measured = `${page.toFixed(0)} ms`;
  return [
    {
      what: `Reports, ${what}, of its bare SQL`,
      measured: `${measured} of ${sql.toFixed(0)} ms`,
      ratio: page / sql,
      bar: { most: PAGE.times + PAGE.plusMs / sql },
    },
    { what: `Reports, ${what}, of ${most} ms`, measured, ratio: page / most, bar: { most: 1 } },
  ];
}

/** The very first page of a process reads what is live of all authorities. */
async function firstLine({ agent, reader, what }: Nation): Promise<Line> {
  const { ms } = await getPage(agent, reader, '/reports');
  return {
    what: `Reports, the very first page of a process, s, ${what}`,
    measured: `${ms.toFixed(0)} ms`,
    ratio: ms / 1000,
    bar: null,
  };
}

async function peakLine({ web, what }: Nation): Promise<Line> {
  const { levelMiB, peakMiB } = await web.ask<{ levelMiB: number; peakMiB: number }>({ order: 'read' });
  return {
    what: `Reports, peak memory of the web process, MiB, ${what}`,
    measured: `${peakMiB.toFixed(0)} MiB, ${levelMiB.toFixed(0)} MiB in the end`,
    ratio: peakMiB,
    bar: null,
  };
}

/** How much longer each page takes in one nation than in another. */
function comparedLines(than: string, [one, other]: [Times, Times], most: number): Line[] {
  return [...one].map(([what, { page }]) => {
    const before = other.get(what)?.page ?? NaN;
    return {
      what: `Reports, ${what}, ${than}`,
      measured: `${page.toFixed(0)} ms of ${before.toFixed(0)} ms`,
      ratio: page / before,
      bar: { most },
    };
  });
}
