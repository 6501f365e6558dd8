import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { makeWorkbook, workbookName } from '../../src/outcomes/index.ts';
import { startChild } from './child.ts';
import { median } from './figures.ts';
import { addOfficer, type Bench } from './server.ts';
import type { Line } from './table.ts';
import { extractName, makeTrialExtract, trialService } from './trial-extract.ts';

const AUTHORITY = { code: '00AJ', name: 'Ealing' };
const SERVICES = 1000;
const FORMS_EACH = 100;
const ROUNDS = 2;
const PEAK_MIB = 400;
const DATE = '2004-09-13';

interface Loaded {
  ms: number;
  peakMiB: number;
}

/** A workbook of 100,000 forms as .xlsx, file received to live, against the same forms as .csv. */
export async function benchOutcomes(bench: Bench): Promise<Line[]> {
  const url = await bench.createDatabase('outcomes');
  const userId = (await addOfficer(url, AUTHORITY.code)).id;
  const loading = { bench, url, userId };
  const extract = await makeTrialExtract(bench.folder, AUTHORITY.code, SERVICES);
  await load(loading, extract.zip, extractName(AUTHORITY.code));
  const files = await Promise.all([writeForms(bench.folder, 'xlsx'), writeForms(bench.folder, 'csv')]);
  const xlsx: Loaded[] = [];
  const csv: Loaded[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    xlsx.push(await load(loading, files[0]));
    csv.push(await load(loading, files[1]));
  }
  await Promise.all([...files, extract.zip, extract.services, extract.fundings].map((file) => rm(file)));
  const seconds = (loads: Loaded[]): number => median(loads.map(({ ms }) => ms)) / 1000;
  const peaks = xlsx.map(({ peakMiB }) => peakMiB);
  return [
    {
      what: 'Workbook of 100,000 forms as .xlsx, of the same as .csv',
      measured: `${seconds(xlsx).toFixed(1)} s of ${seconds(csv).toFixed(1)} s`,
      ratio: seconds(xlsx) / seconds(csv),
      bar: null,
    },
    {
      what: 'The same as .xlsx, peak memory of the process, MiB',
      measured: `${peaks.map((peak) => Math.round(peak)).join(', ')} MiB`,
      ratio: Math.max(...peaks),
      bar: { most: PEAK_MIB },
    },
  ];
}

async function writeForms(folder: string, format: 'xlsx' | 'csv'): Promise<string> {
  const file = path.join(folder, workbookName({ term: 'short', code: AUTHORITY.code, date: DATE, format }));
  const services = Array.from({ length: SERVICES }, (_, at) => ({
    ...trialService(at + 1),
    isShortTerm: true,
  }));
  const plan = { authority: AUTHORITY, term: 'short' as const, date: DATE, seed: 1, services };
  await makeWorkbook({ ...plan, formsPerService: FORMS_EACH }, file);
  return file;
}

/** A process of its own each time, so that its peak is that of the file. */
async function load(
  { bench, url, userId }: { bench: Bench; url: string; userId: number },
  file: string,
  name = path.basename(file),
): Promise<Loaded> {
  const product = await startChild('pipeline-child.ts', { DATABASE_URL: url, DATA_DIR: bench.folder });
  try {
    const { size } = await stat(file);
    return await product.ask<Loaded>({
      authorityCode: AUTHORITY.code,
      userId,
      file: { path: file, name, size },
    });
  } finally {
    await product.stop();
  }
}
