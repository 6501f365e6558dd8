import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { createUser } from '../../src/accounts/index.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { startChild } from './child.ts';
import { addOfficer, type Bench } from './server.ts';
import type { Line } from './table.ts';
import { makeTrialExtract } from './trial-extract.ts';

const AUTHORITY = '00AJ';
const UPLOADS = 50;
const SERVICES = 1000;
const MOST_SECONDS = 20;
const MOST_MIB = 300;
const REFERENCE = 'R-BENCH234';

interface Exported {
  gatheringMs: number;
  packingMs: number;
  bytes: number;
  peakMiB: number;
}

/** A copy of what is held on a person who has sent 50 extracts of 1,000 services each: gathered, and packed with them. */
export async function benchExport(bench: Bench): Promise<Line[]> {
  const url = await bench.createDatabase('exports');
  const officer = await addOfficer(url, AUTHORITY);
  const env = { DATABASE_URL: url, DATA_DIR: path.join(bench.folder, 'exports'), WORKER: 'in-process' };
  await upload(bench, env, officer.id);
  const staff = await request(url, officer);
  const product = await startChild('export-child.ts', env);
  const { gatheringMs, packingMs, bytes, peakMiB } = await product
    .ask<Exported>({ reference: REFERENCE, ...staff })
    .finally(() => product.stop());
  const seconds = (gatheringMs + packingMs) / 1000;
  return [
    {
      what: `A copy for a person with ${UPLOADS} uploads gathered and packed, of ${MOST_SECONDS} s`,
      measured: `${(gatheringMs / 1000).toFixed(2)} s and ${(packingMs / 1000).toFixed(2)} s, ${(bytes / 2 ** 20).toFixed(1)} MiB`,
      ratio: seconds / MOST_SECONDS,
      bar: { most: 1 },
    },
    {
      what: 'The same, peak memory of the process, MiB',
      measured: `${Math.round(peakMiB)} MiB`,
      ratio: peakMiB,
      bar: { most: MOST_MIB },
    },
  ];
}

/** By the way that files take, in a process of its own, whose memory does not count. */
async function upload(bench: Bench, env: NodeJS.ProcessEnv, userId: number): Promise<void> {
  const { zip, services, fundings } = await makeTrialExtract(bench.folder, AUTHORITY, SERVICES);
  const { size } = await stat(zip);
  const product = await startChild('pipeline-child.ts', env);
  try {
    for (let number = 0; number < UPLOADS; number += 1) {
      const day = new Date(Date.UTC(2004, number, 13)).toISOString();
      const name = `SPLSExtract_${AUTHORITY}_13${day.slice(5, 7)}${day.slice(0, 4)}.zip`;
      await product.ask({ authorityCode: AUTHORITY, userId, file: { path: zip, name, size } });
    }
  } finally {
    await product.stop();
  }
  await Promise.all([zip, services, fundings].map((file) => rm(file)));
}

/** The person's request, and two people of OCC's who answer it. */
async function request(
  url: string,
  { id, email }: { id: number; email: string },
): Promise<{ reviewer: number; approver: number }> {
  const database = openDatabase(url, { poolSize: 2 });
  const actor = { userId: null, action: 'bench.export' };
  const staff = async (address: string): Promise<number> => {
    const command = {
      email: address,
      name: `Name of ${address}`,
      role: 'compliance',
      authorityCode: null,
    } as const;
    const made = await createUser(database.knex, command, { clock: systemClock, actor });
    if (made.kind !== 'created') throw new Error(made.kind);
    return made.userId;
  };
  try {
    const now = systemClock();
    await database.knex('rights_requests').insert({
      ...{ reference: REFERENCE, received_at: now, user_id: id, subject_id: id, linked_at: now },
      ...{ name: 'Bench', email, message: 'All of it', wanted_right: 'access' },
    });
    return { reviewer: await staff('a@x.example'), approver: await staff('b@x.example') };
  } finally {
    await database.close();
  }
}
