import type { Actor } from '../../src/audit/index.ts';
import { approveExport, finishReview } from '../../src/data-rights/exports/approve-export.ts';
import { giveGroup } from '../../src/data-rights/exports/review-items.ts';
import { startExport } from '../../src/data-rights/exports/start-export.ts';
import { exportOf } from '../../src/data-rights/exports/store.ts';
import { groupsOf } from '../../src/data-rights/exports/store-items.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { readSecrets } from '../../src/platform/secrets.ts';
import { packParts } from '../../src/wiring-exports.ts';
import { featureRoutes } from '../../src/wiring.ts';
import { removalsRegister } from '../../src/platform/removals-register.ts';
import { openTemporaryFiles } from '../../src/platform/temporary-files.ts';
import { startWorkerThread } from '../../src/worker-thread.ts';
import { answer } from './child.ts';

/** The product's process without its port; what gathers and packs runs in the worker thread, as in production. */
const config = readConfig(process.env);
const logger = createLogger(config.logLevel);
const databaseUrl = config.databaseUrl ?? '';
const secrets = await readSecrets(config.secretsFile);
const database = openDatabase(databaseUrl);
const temporaryFiles = await openTemporaryFiles(config.dataDir);
const removals = removalsRegister(config.dataDir);
featureRoutes({ config, logger, database, secrets, temporaryFiles, removals });
await startWorkerThread({ databaseUrl }, logger);

const db = database.knex;
const actor: Actor = { userId: null, action: 'bench.export' };
const parts = { ...packParts({ database, secrets }), db, clock: systemClock };

interface Asked {
  reference: string;
  reviewer: number;
  approver: number;
}

answer(async ({ reference, reviewer, approver }: Asked) => {
  const { id } = await db('rights_requests').where({ reference }).first<{ id: number }>('id');
  const command = { reference, userId: reviewer };
  const begun = performance.now();
  await done(startExport(parts, command, actor));
  const gathered = await waitFor(id, ({ state }) => state === 'review');
  const gatheredAt = performance.now();
  await db('export_proposals').update({ state: 'declined', decided_by: reviewer });
  for (const { number } of await groupsOf(db, gathered.id))
    await done(giveGroup(parts, { ...command, group: number }, actor));
  await done(finishReview(parts, command, actor));
  const approvedAt = performance.now();
  await done(approveExport(parts, { reference, userId: approver }, actor));
  const packed = await waitFor(id, (one) => one.package !== null);
  return {
    gatheringMs: gatheredAt - begun,
    packingMs: performance.now() - approvedAt,
    bytes: packed.package?.bytes ?? 0,
    peakMiB: process.resourceUsage().maxRSS / 1024,
  };
});

async function done(result: Promise<{ kind: string }>): Promise<void> {
  const settled = await result;
  if (settled.kind !== 'done') throw new Error(JSON.stringify(settled));
}

type Present = NonNullable<Awaited<ReturnType<typeof exportOf>>>;

async function waitFor(requestId: number, isSo: (one: Present) => boolean): Promise<Present> {
  for (;;) {
    const present = await exportOf(db, requestId);
    if (present?.failedAt) throw new Error('A job gave up.');
    if (present && isSo(present)) return present;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
