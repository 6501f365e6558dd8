import { Agent } from 'node:http';
import { startChild } from './child.ts';
import { median } from './figures.ts';
import { addOfficer, type Bench } from './server.ts';
import type { Line } from './table.ts';
import { freePort, getPage, requestsASecond, signIn, startWeb, type SignedIn } from './web.ts';

const ROUNDS = 5;
/** A process that has just started answers at two thirds of its speed. */
const WARM_UPS = 4;
const load = { connections: 32, requests: 2000 };
const OF_AN_EMPTY_PAGE = 0.35;

/** The form of an upload asks for nothing but who the reader is; the home page for what the reader has, too. */
const pages = [
  { path: '/uploads/new', what: 'Signed-in page', bar: { least: OF_AN_EMPTY_PAGE } },
  { path: '/', what: 'Home page with its three queries', bar: null },
];

/** Pages after signing in, each against a page of as many bytes by Express and EJS with nothing about it. */
export async function benchSignedInPage(bench: Bench): Promise<Line[]> {
  const url = await bench.createDatabase('signed_in');
  const officer = await addOfficer(url, '00AJ');
  const web = await startWeb(bench, url, 'pages-only');
  try {
    const signedIn = await signIn(web.baseUrl, officer);
    const lines: Line[] = [];
    for (const page of pages) lines.push(await benchPage(bench, signedIn, page));
    return lines;
  } finally {
    await web.stop();
  }
}

async function benchPage(
  bench: Bench,
  signedIn: SignedIn,
  { path, what, bar }: (typeof pages)[number],
): Promise<Line> {
  const agent = new Agent();
  const { bytes } = await getPage(agent, signedIn, path);
  agent.destroy();
  const port = await freePort();
  const env = { PORT: String(port), BYTES: String(bytes), FOLDER: bench.folder };
  const empty = await startChild('empty-page-child.ts', env);
  const emptyPage = { baseUrl: `http://127.0.0.1:${port}`, cookie: '' };
  const rates: { signedIn: number; empty: number }[] = [];
  try {
    for (let round = -WARM_UPS; round < ROUNDS; round += 1) {
      const rate = {
        signedIn: await requestsASecond(signedIn, path, load),
        empty: await requestsASecond(emptyPage, '/', load),
      };
      if (round >= 0) rates.push(rate);
    }
  } finally {
    await empty.stop();
  }
  const usual = (pick: (rate: (typeof rates)[number]) => number): string =>
    median(rates.map(pick)).toFixed(0);
  return {
    what: `${what} (${(bytes / 1000).toFixed(1)} KB) of an empty Express + EJS page`,
    measured: `${usual((rate) => rate.signedIn)} of ${usual((rate) => rate.empty)} requests/s`,
    ratio: median(rates.map((rate) => rate.signedIn / rate.empty)),
    bar,
  };
}
