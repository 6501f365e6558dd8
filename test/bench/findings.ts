import { rm, stat } from 'node:fs/promises';
import { startChild } from './child.ts';
import { median } from './figures.ts';
import { addOfficer, withClient, type Bench } from './server.ts';
import type { Line } from './table.ts';
import { extractName, makeTrialExtract } from './trial-extract.ts';

const AUTHORITY = '00AJ';
const ROWS = 1_000_000;
const ROUNDS = 2;
const MOST_TIMES = 2;
const PEAK_MIB = 400;

interface Loaded {
  ms: number;
  peakMiB: number;
}

/** A file with two errors on each of a million rows, against the same file without one. */
export async function benchFindings(bench: Bench): Promise<Line[]> {
  const url = await bench.createDatabase('findings');
  const userId = (await addOfficer(url, AUTHORITY)).id;
  const clean: Loaded[] = [];
  const faulty: Loaded[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    clean.push(await load(bench, url, userId, false));
    faulty.push(await load(bench, url, userId, true));
  }
  const times = faulty.map(({ ms }, round) => ms / (clean[round]?.ms ?? NaN));
  const peaks = faulty.map(({ peakMiB }) => peakMiB);
  const seconds = (loads: Loaded[]): string => `${(median(loads.map(({ ms }) => ms)) / 1000).toFixed(1)} s`;
  return [
    {
      what: '1,000,000 services with two errors each, of the same without',
      measured: `${seconds(faulty)} of ${seconds(clean)}`,
      ratio: median(times),
      bar: { most: MOST_TIMES },
    },
    {
      what: 'The same, peak memory of the process, MiB',
      measured: `${peaks.map((peak) => Math.round(peak)).join(', ')} MiB`,
      ratio: Math.max(...peaks),
      bar: { most: PEAK_MIB },
    },
  ];
}

/** A process of its own each time, so that its peak is that of the file. */
async function load(bench: Bench, url: string, userId: number, isFaulty: boolean): Promise<Loaded> {
  const extract = await makeTrialExtract(bench.folder, AUTHORITY, ROWS, isFaulty);
  const file = { path: extract.zip, name: extractName(AUTHORITY), size: (await stat(extract.zip)).size };
  const product = await startChild('pipeline-child.ts', { DATABASE_URL: url, DATA_DIR: bench.folder });
  try {
    return await product.ask<Loaded>({ authorityCode: AUTHORITY, userId, file, isFaulty });
  } finally {
    await product.stop();
    await Promise.all([extract.zip, extract.services, extract.fundings].map((each) => rm(each)));
    await withClient(url, (client) => client.query('truncate uploads, extracts, live_extracts cascade'));
    await withClient(url, (client) => client.query('truncate services'));
  }
}
