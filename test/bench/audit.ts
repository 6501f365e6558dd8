import path from 'node:path';
import { keepHead, keptHeads, verifyChain } from '../../src/audit/index.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { median } from './figures.ts';
import { withClient, type Bench } from './server.ts';
import type { Line } from './table.ts';

const EVENTS = 1_000_000;
const ROUNDS = 3;
const MOST_SECONDS = 60;

/** The whole chain gone through, beside the bare reading of the same rows. */
export async function benchAudit(bench: Bench): Promise<Line[]> {
  const url = await bench.createDatabase('audit');
  const linkedMs = await timed(() => addEvents(url));
  const database = openDatabase(url, { poolSize: 1 });
  try {
    const kept = keptHeads(path.join(bench.folder, 'heads'), { pepper: Buffer.alloc(32, 1) });
    await keepHead(database.knex, kept, () => new Date());
    const rounds: { verifiedMs: number; readMs: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const readMs = await timed(() => readBare(url));
      const verifiedMs = await timed(async () => {
        const verdict = await verifyChain(database.knex, kept);
        if (verdict.kind !== 'whole' || verdict.events !== EVENTS)
          throw new Error(`The chain is ${JSON.stringify(verdict)}.`);
      });
      rounds.push({ verifiedMs, readMs });
    }
    return linesOf(rounds, linkedMs);
  } finally {
    await database.close();
  }
}

function linesOf(rounds: readonly { verifiedMs: number; readMs: number }[], linkedMs: number): Line[] {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  const verifiedMs = median(rounds.map((round) => round.verifiedMs));
  const events = `${EVENTS.toLocaleString('en-GB')} audit events`;
  return [
    {
      what: `${events} verified, of ${MOST_SECONDS} s`,
      measured: seconds(verifiedMs),
      ratio: verifiedMs / 1000 / MOST_SECONDS,
      bar: { most: 1 },
    },
    {
      what: `${events} verified, of reading them alone`,
      measured: `${seconds(verifiedMs)} of ${seconds(median(rounds.map(({ readMs }) => readMs)))}`,
      ratio: median(rounds.map(({ verifiedMs: ms, readMs }) => ms / readMs)),
      bar: null,
    },
    { what: `${events} added and linked, s`, measured: seconds(linkedMs), ratio: linkedMs / 1000, bar: null },
  ];
}

function addEvents(url: string): Promise<unknown> {
  return withClient(url, (client) =>
    client.query(
      `insert into audit_events (action, subject_type, subject_id, details)
       select 'upload.received', 'upload', n::text, jsonb_build_object('state', 'live', 'services', n % 1000)
       from generate_series(1, $1) as n`,
      [EVENTS],
    ),
  );
}

/** The same rows in the same order and portions, with nothing done to them. */
async function readBare(url: string): Promise<void> {
  await withClient(url, async (client) => {
    for (let after = 0; after < EVENTS; after += 20_000) {
      await client.query(
        `select position, hash, id, at::text, actor_id, action, subject_type, subject_id, details::text as details
         from audit_chain join audit_events on id = event_id where position > $1 order by position limit 20000`,
        [after],
      );
    }
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
