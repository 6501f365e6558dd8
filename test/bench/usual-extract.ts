import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { median } from './figures.ts';
import { fillNation } from './national.ts';
import { addOfficer, withClient, type Bench } from './server.ts';
import type { Line } from './table.ts';
import { extractName, makeTrialExtract } from './trial-extract.ts';
import { signIn, startWeb, type SignedIn } from './web.ts';

const AUTHORITY = '00AJ';
const SERVICES = 254;
const ROUNDS = 20;
const LIVE_WITHIN_MS = 1000;
const HELD_UP_MS = 50;

/** A usual extract sent by the form to the shipped web process, with the nation live behind it. */
export async function benchUsualExtract(bench: Bench): Promise<Line[]> {
  const url = await bench.createDatabase('usual');
  await fillNation(url, 1);
  const officer = await addOfficer(url, AUTHORITY);
  const { zip } = await makeTrialExtract(bench.folder, AUTHORITY, SERVICES);
  const file = await readFile(zip);
  const web = await startWeb(bench, url, 'with-worker');
  try {
    const signedIn = await signIn(web.baseUrl, officer);
    const times: number[] = [];
    await withClient(url, async (client) => {
      for (let round = -2; round < ROUNDS; round += 1) {
        if (round === 0) await web.ask({ order: 'reset' });
        const ms = await timeToLive(client, signedIn, file);
        if (round >= 0) times.push(ms);
      }
    });
    const { p99 } = await web.ask<{ p99: number }>({ order: 'read' });
    return [
      {
        what: `Usual extract (${SERVICES} services), last byte sent to live, median of ${ROUNDS}, ms`,
        measured: `${median(times).toFixed(0)} ms, slowest ${Math.max(...times).toFixed(0)} ms`,
        ratio: median(times),
        bar: { most: LIVE_WITHIN_MS },
      },
      {
        what: 'Usual extract, event-loop delay of the web thread, p99, ms',
        measured: `${p99.toFixed(1)} ms`,
        ratio: p99,
        bar: { most: HELD_UP_MS },
      },
    ];
  } finally {
    await web.stop();
  }
}

async function timeToLive(client: pg.Client, signedIn: SignedIn, file: Buffer): Promise<number> {
  const before = await lastUpload(client);
  const sent = send(signedIn, file);
  const start = await sent.lastByte;
  let state = 'processing';
  while (state === 'processing') {
    await sleep(2);
    const last = await lastUpload(client);
    if (last.id !== before.id) state = last.state;
  }
  const ms = performance.now() - start;
  const status = await sent.answered;
  if (state !== 'live' || status !== 303) throw new Error(`The extract is ${state}, answered with ${status}`);
  return ms;
}

async function lastUpload(client: pg.Client): Promise<{ id: number; state: string }> {
  const { rows } = await client.query<{ id: number; state: string }>(
    'select id, state from uploads order by id desc limit 1',
  );
  if (!rows[0]) throw new Error('The nation has no uploads');
  return rows[0];
}

/** Sends the file as the form does. `lastByte` is the moment when all of it has left. */
function send(
  { baseUrl, cookie, csrfToken }: SignedIn,
  file: Buffer,
): { lastByte: Promise<number>; answered: Promise<number> } {
  const boundary = 'a-boundary-of-the-bench';
  const head =
    `--${boundary}\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${csrfToken}\r\n` +
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${extractName(AUTHORITY)}"\r\n` +
    'Content-Type: application/zip\r\n\r\n';
  const body = Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  const headers = {
    cookie,
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'content-length': body.length,
    origin: baseUrl,
  };
  const upload = request(new URL('/uploads/new', baseUrl), { method: 'POST', headers });
  const lastByte = new Promise<number>((resolve, reject) => {
    upload.once('finish', () => resolve(performance.now()));
    upload.once('error', reject);
  });
  const answered = new Promise<number>((resolve, reject) => {
    upload.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    upload.once('error', reject);
  });
  upload.end(body);
  return { lastByte, answered };
}
