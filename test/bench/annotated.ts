import { stat } from 'node:fs/promises';
import { Agent } from 'node:http';
import path from 'node:path';
import { startChild } from './child.ts';
import { median } from './figures.ts';
import { addOfficer, withClient, type Bench } from './server.ts';
import type { Line } from './table.ts';
import { extractName, makeTrialExtract } from './trial-extract.ts';
import { getPage, signIn, startWeb } from './web.ts';

const AUTHORITY = '00AJ';
const SERVICES = 100_000;
const ROUNDS = 3;
/** Of the libraries' time for the same tables with nothing added. */
const OF_REPACKING = 1.5;
const GROWTH_MIB = 150;

interface Memory {
  levelMiB: number;
  peakMiB: number;
}

/**
 * The download of a large extract that has two errors in every service, against the libraries alone: unzip, csv-parse,
 * csv-stringify and zip of the same file with nothing added, in a process of their own.
 */
export async function benchAnnotated(bench: Bench): Promise<Line[]> {
  const url = await bench.createDatabase('annotated');
  const officer = await addOfficer(url, AUTHORITY);
  const { zip } = await makeTrialExtract(bench.folder, AUTHORITY, SERVICES, true);
  // Both processes open what one of them has sealed.
  const env = { DATA_DIR: bench.folder, SECRETS_FILE: path.join(bench.folder, 'secrets.json') };
  const page = await rejectedUpload(url, zip, env, officer.id);
  const web = await startWeb(bench, url, 'pages-only', env);
  const repacking = await startChild('repack-child.ts');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const rounds: { annotatedMs: number; repackedMs: number }[] = [];
  try {
    const signedIn = await signIn(web.baseUrl, officer);
    await getPage(agent, signedIn, page);
    const before = await web.ask<Memory>({ order: 'read' });
    for (let round = 0; round < ROUNDS; round += 1) {
      const to = path.join(bench.folder, 'repacked.zip');
      const { ms: repackedMs } = await repacking.ask<{ ms: number }>({ zip, to });
      const { ms: annotatedMs } = await getPage(agent, signedIn, `${page}/annotated.zip`);
      rounds.push({ annotatedMs, repackedMs });
    }
    const after = await web.ask<Memory>({ order: 'read' });
    return linesOf(rounds, after.peakMiB - before.levelMiB);
  } finally {
    agent.destroy();
    await repacking.stop();
    await web.stop();
  }
}

/** Has a faulty extract checked by a process of its own, which leaves the other's memory alone. Returns its path. */
async function rejectedUpload(
  url: string,
  zip: string,
  env: NodeJS.ProcessEnv,
  userId: number,
): Promise<string> {
  const product = await startChild('pipeline-child.ts', { DATABASE_URL: url, ...env });
  try {
    const file = { path: zip, name: extractName(AUTHORITY), size: (await stat(zip)).size };
    await product.ask({ authorityCode: AUTHORITY, userId, file, isFaulty: true });
  } finally {
    await product.stop();
  }
  const { rows } = await withClient(url, (client) =>
    client.query<{ id: number; errors: number }>('select id, error_count as errors from uploads'),
  );
  if (rows[0]?.errors !== SERVICES * 2) throw new Error(`Found ${rows[0]?.errors ?? 0} errors`);
  return `/uploads/${rows[0].id}`;
}

function linesOf(rounds: readonly { annotatedMs: number; repackedMs: number }[], growthMiB: number): Line[] {
  const seconds = (pick: (round: (typeof rounds)[number]) => number): string =>
    `${(median(rounds.map(pick)) / 1000).toFixed(1)} s`;
  const what = `annotated.zip of ${SERVICES.toLocaleString('en-GB')} services with two errors each`;
  return [
    {
      what: `${what}, of unzip + csv-parse + csv-stringify + zip`,
      measured: `${seconds(({ annotatedMs }) => annotatedMs)} of ${seconds(({ repackedMs }) => repackedMs)}`,
      ratio: median(rounds.map(({ annotatedMs, repackedMs }) => annotatedMs / repackedMs)),
      bar: { most: OF_REPACKING },
    },
    {
      what: `${what}, peak memory above the level before, MiB`,
      measured: `${Math.round(growthMiB)} MiB after ${ROUNDS} downloads`,
      ratio: growthMiB,
      bar: { most: GROWTH_MIB },
    },
  ];
}
