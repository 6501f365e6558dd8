import { rm, stat } from 'node:fs/promises';
import { copyBare, keepRows, readByCsvParse } from './baselines.ts';
import { startChild } from './child.ts';
import { median } from './figures.ts';
import { addOfficer, withClient, type Bench } from './server.ts';
import type { Line } from './table.ts';
import { extractName, makeTrialExtract } from './trial-extract.ts';

const AUTHORITY = '00AJ';
const sizes = [
  { rows: 10_000, warmUps: 4, rounds: 7 },
  { rows: 100_000, warmUps: 1, rounds: 3 },
  { rows: 1_000_000, warmUps: 0, rounds: 3 },
];
type Size = (typeof sizes)[number];
const CSV_SHARE = 0.6;
const PEAK_MIB = 300;
/** A row of a larger extract may take so many times what a row of a smaller one does. */
const FLAT = 1.25;

interface Loaded {
  ms: number;
  peakMiB: number;
}

interface Round {
  pipelineMs: number;
  csvMs: number;
  copyMs: number;
  peakMiB: number;
}

/** The whole pipeline, file received to live, against csv-parse alone and a bare COPY, side by side in each round. */
export async function benchPipeline(bench: Bench): Promise<Line[]> {
  const url = await bench.createDatabase('pipeline');
  const userId = (await addOfficer(url, AUTHORITY)).id;
  const results: { rows: number; rounds: Round[] }[] = [];
  for (const size of sizes)
    results.push({ rows: size.rows, rounds: await benchSize({ bench, url, userId }, size) });
  return linesOf(results);
}

interface Place {
  bench: Bench;
  url: string;
  userId: number;
}

/** Processes of its own for each size, so that their peak is that of the size. */
async function benchSize({ bench, url, userId }: Place, { rows, warmUps, rounds }: Size): Promise<Round[]> {
  const extract = await makeTrialExtract(bench.folder, AUTHORITY, rows);
  const file = { path: extract.zip, name: extractName(AUTHORITY), size: (await stat(extract.zip)).size };
  const product = await startChild('pipeline-child.ts', { DATABASE_URL: url, DATA_DIR: bench.folder });
  const csvParse = await startChild('csv-child.ts');
  const done: Round[] = [];
  try {
    for (let round = -warmUps; round < rounds; round += 1) {
      const csvMs = await readByCsvParse(csvParse, extract);
      const { ms, peakMiB } = await product.ask<Loaded>({ authorityCode: AUTHORITY, userId, file });
      const copyMs = await copyBare(url, await keepRows(url, bench.folder));
      if (round >= 0) done.push({ pipelineMs: ms, csvMs, copyMs, peakMiB });
      await clear(url);
    }
  } finally {
    await product.stop();
    await csvParse.stop();
    await Promise.all([extract.zip, extract.services, extract.fundings].map((each) => rm(each)));
  }
  return done;
}

/** As before any upload, so that every round finds the same. */
async function clear(url: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('truncate uploads, extracts, services, service_measures cascade');
    await client.query('checkpoint');
  });
}

function linesOf(results: readonly { rows: number; rounds: readonly Round[] }[]): Line[] {
  const perRow = results.map(({ rows, rounds }) => median(rounds.map(({ pipelineMs }) => pipelineMs)) / rows);
  const growth = perRow.slice(1).map((ms, index) => ms / Math.min(...perRow.slice(0, index + 1)));
  return [
    ...results.flatMap(({ rows, rounds }) => sizeLines(rows, rounds)),
    {
      what: 'Pipeline, time per row, larger extracts over smaller ones',
      measured: perRow.map((ms) => `${(ms * 1000).toFixed(1)} µs`).join(', '),
      ratio: Math.max(...growth),
      bar: { most: FLAT },
    },
  ];
}

function sizeLines(rows: number, rounds: readonly Round[]): Line[] {
  const size = `${rows.toLocaleString('en-GB')} services`;
  const rate = (pick: (round: Round) => number): string =>
    `${Math.round((rows * 1000) / median(rounds.map(pick))).toLocaleString('en-GB')} rows/s`;
  const isLargest = rows === sizes.at(-1)?.rows;
  const peaks = rounds.map(({ peakMiB }) => peakMiB);
  const lines: Line[] = [
    {
      what: `Pipeline, ${size}, of csv-parse alone`,
      measured: `${rate(({ pipelineMs }) => pipelineMs)} of ${rate(({ csvMs }) => csvMs)}`,
      ratio: median(rounds.map(({ pipelineMs, csvMs }) => csvMs / pipelineMs)),
      bar: isLargest ? { least: CSV_SHARE } : null,
    },
    {
      what: `Pipeline, ${size}, of a bare COPY`,
      measured: `${rate(({ pipelineMs }) => pipelineMs)} of ${rate(({ copyMs }) => copyMs)}`,
      ratio: median(rounds.map(({ pipelineMs, copyMs }) => copyMs / pipelineMs)),
      bar: null,
    },
  ];
  if (isLargest) {
    lines.push({
      what: 'Pipeline, peak memory of the process, MiB',
      measured: `${peaks.map((peak) => Math.round(peak)).join(', ')} MiB after each round`,
      ratio: Math.max(...peaks),
      bar: { most: PEAK_MIB },
    });
  }
  return lines;
}
