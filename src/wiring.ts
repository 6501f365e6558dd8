import path from 'node:path';
import { accountRoutes, dormantAccounts, sessionReader, mailingAudience } from './accounts/index.ts';
import type { AppParts } from './app.ts';
import { authorityByCode } from './authorities/index.ts';
import {
  type ExportHandlerParts,
  exportRoutes,
  type RemovalParts,
  removalRoutes,
  replayRemovals,
  type Replayed,
  type RetentionPageParts,
  dataRightsRoutes,
  retentionRoutes,
} from './data-rights/index.ts';
import { exampleExtract } from './extracts/index.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import { DEFAULT_BACKUP_DAYS } from './platform/config.ts';
import type { Database } from './platform/database.ts';
import { mailRoutes } from './occ/mail/routes.ts';
import { occRoutes, type OccParts } from './occ/index.ts';
import type { UsageParts } from './occ/usage/handlers.ts';
import { usageRoutes } from './occ/usage/routes.ts';
import { isMigrated } from './platform/migrate.ts';
import { removalsLedger } from './platform/removals-ledger.ts';
import {
  type ComparisonFacts,
  noticeToShow,
  policyRoutes,
  type PolicyParts,
  type Texts,
} from './policies/index.ts';
import { groupBars } from './reports/charts/bars.ts';
import { boxAndDotChart } from './reports/charts/box-and-dots.ts';
import { scatterChart } from './reports/charts/scatter.ts';
import { quartileStrip } from './reports/charts/strip.ts';
import { trendChart } from './reports/charts/trend.ts';
import { dimensions } from './reports/dimensions.ts';
import { minimums, MOST_OF_A_SUM, toThreeFigures } from './reports/disclosure/disclosure.ts';
import { reportRoutes } from './reports/index.ts';
import { measuresByFamily } from './reports/measures/measures.ts';
import { neighbourMethod, NEIGHBOURS } from './reports/comparison-groups/neighbours.ts';
import { MOST_GROUPS, MOST_GROUPS_EVER } from './reports/comparison-groups/peer-groups.ts';
import { costAxis, quadrantNames } from './reports/analyses/presenters-value-for-money.ts';
import { directionSentence } from './reports/presenters-words.ts';
import { percentileRank, quantile } from './reports/benchmark/statistics.ts';
import type { Resources } from './resources.ts';
import {
  decideFindings,
  homeCards,
  openOriginal,
  receiveUpload,
  stateOf,
  uploadRoutes,
  type UploadParts,
} from './uploads/index.ts';
import type { Route } from './web/routes.ts';
import { uploadKinds } from './wiring-jobs.ts';
import { metricsParts } from './wiring-metrics.ts';
import { personalData } from './wiring-personal-data.ts';
import { openWork } from './wiring-open-work.ts';
import { retentionHolders } from './wiring-retention.ts';
import { MOST_FILE_BYTES, policyTexts, requirementSets } from './wiring-texts.ts';

function uploadParts(resources: RouteResources): UploadParts {
  return {
    db: resources.database.knex,
    clock: systemClock,
    secrets: resources.secrets,
    kinds: uploadKinds(resources),
    temporaryFiles: resources.temporaryFiles,
    removals: resources.removals,
    mostBytes: resources.limits?.fileBytes ?? MOST_FILE_BYTES,
  };
}

export { personalData } from './wiring-personal-data.ts';
export { policyTexts } from './wiring-texts.ts';

function usageParts({ database, clock = systemClock, config }: RouteResources): UsageParts {
  return { db: database.knex, clock, isOn: config.usageCounters };
}

function policyParts(resources: RouteResources, texts: Texts): PolicyParts {
  const { limits, temporaryFiles, database, clock = systemClock } = resources;
  return {
    requirements: requirementSets(limits),
    example: exampleExtract,
    temporaryFiles,
    comparisons: comparisonFacts,
    db: database.knex,
    clock,
    texts,
  };
}

/**
 * What reports compare by, for the page that tells of it. Taken from where it stands rather than through the door: the
 * page is to say what reports do, and no other feature has any use for these.
 */
export const comparisonFacts: ComparisonFacts = {
  families: measuresByFamily.map(({ measures, ...family }) => ({
    ...family,
    measures: measures.map((measure) => ({ ...measure, better: directionSentence(measure) })),
  })),
  dimensions,
  minimums,
  mostOfASum: MOST_OF_A_SUM,
  neighbours: { count: NEIGHBOURS, method: neighbourMethod },
  savedGroups: { most: MOST_GROUPS, mostEver: MOST_GROUPS_EVER },
  valueForMoney: {
    costs: costAxis.map(({ name }) => name),
    quadrants: [
      quadrantNames['cheaper-better'],
      quadrantNames['dearer-better'],
      quadrantNames['cheaper-worse'],
      quadrantNames['dearer-worse'],
    ],
  },
  statistics: { quantile, percentileRank, round: toThreeFigures },
  charts: {
    boxAndDots: boxAndDotChart,
    bars: groupBars,
    trend: trendChart,
    scatter: scatterChart,
    strip: quartileStrip,
  },
};

/** The pages of every feature but accounts. */
export function featureRoutes(resources: RouteResources, texts = policyTexts(resources)): Route[] {
  return [
    ...uploadRoutes(uploadParts(resources)),
    ...reportRoutes({ database: resources.database, benchmarkSet: resources.benchmarkSet }),
    ...policyRoutes(policyParts(resources, texts)),
    ...usageRoutes(usageParts(resources)),
    ...contactRoutes(resources),
    ...removalRoutes(removalParts(resources)),
    ...exportRoutes(exportParts(resources)),
    ...retentionRoutes(retentionParts(resources)),
    ...occRoutes(occParts(resources)),
  ];
}

function occParts({ database, secrets, clock = systemClock }: RouteResources): OccParts {
  return { db: database.knex, clock, secrets, audience: mailingAudience(secrets), openWork };
}

function removalParts(resources: RouteResources): RemovalParts {
  const { database, secrets, config, clock = systemClock } = resources;
  return {
    ...{ db: database.knex, clock, secrets, declared: personalData, kinds: uploadKinds(resources) },
    ledger: removalsLedger(config.dataDir, secrets),
    backupDays: config.backupDays ?? DEFAULT_BACKUP_DAYS,
  };
}

function exportParts(resources: RouteResources): ExportHandlerParts {
  const { database, secrets, temporaryFiles, clock = systemClock } = resources;
  const { knex: db, pool } = database;
  return {
    ...{ db, pool, clock, secrets, temporaryFiles },
    openOriginal: (from, uploadId) => openOriginal(from, secrets, uploadId),
  };
}

function retentionParts(resources: RouteResources): RetentionPageParts {
  const { database, clock = systemClock } = resources;
  const holders = retentionHolders(uploadKinds(resources), resources.config.dataDir);
  return { db: database.knex, clock, holders, dormant: dormantAccounts };
}

/** Removes again what a restored database still holds of what was removed: before anybody is served. */
export function replayAll(resources: RouteResources): Promise<Replayed> {
  return replayRemovals(removalParts(resources));
}

/** The public forms, where they arrive, and the mail that answers them. */
function contactRoutes({ database, secrets, clock = systemClock }: RouteResources): Route[] {
  const { knex: db, pool } = database;
  return [...dataRightsRoutes({ db, pool, clock, secrets }), ...mailRoutes({ db, clock })];
}

export type RouteResources = Pick<
  Resources,
  'database' | 'secrets' | 'temporaryFiles' | 'removals' | 'limits' | 'logger' | 'benchmarkSet'
> & {
  config: Pick<Resources['config'], 'dataDir' | 'https' | 'usageCounters'> &
    Partial<Pick<Resources['config'], 'backupDays'>>;
  /** The system's, unless a test moves it. */
  clock?: Clock;
};

/** The parts of the web application. */
export function appParts(resources: Resources, isWorkerAlive: () => boolean): AppParts {
  const { config, logger, database, secrets } = resources;
  const texts = policyTexts(resources);
  const notice = { db: database.knex, clock: systemClock, texts };
  return {
    config,
    logger,
    pool: database.pool,
    secrets,
    clock: systemClock,
    routes: [
      ...accountRoutes({
        db: database.knex,
        pool: database.pool,
        clock: systemClock,
        secrets,
        personalData,
        homeSummary: (user) => homeCards(database.knex, user.authority?.id ?? 0, 'extract'),
        afterSignIn: (user) => noticeToShow(notice, user),
      }),
      ...featureRoutes(resources, texts),
    ],
    usage: resources.usage ?? null,
    readSession: sessionReader(database.pool),
    readiness: readinessOf(database, isWorkerAlive),
    metrics: metricsParts(resources, isWorkerAlive),
    assets: { root: path.resolve(import.meta.dirname, '../public') },
  };
}

function readinessOf({ knex }: Database, isWorkerAlive: () => boolean): () => Promise<boolean> {
  let migrated = false;
  return async () => {
    migrated ||= await isMigrated(knex);
    await knex.raw('select 1');
    return migrated && isWorkerAlive();
  };
}

export interface LoadedFile {
  authorityCode: string;
  userId: number;
  file: { path: string; name: string; size: number };
}

/**
 * Takes a file in as the upload page does, waits until it has been checked, and includes its irregular values: how the
 * demonstration data is loaded. Throws when the file is not accepted.
 */
export function fileLoader(resources: Resources): (loaded: LoadedFile) => Promise<void> {
  const parts = uploadParts(resources);
  const { knex } = resources.database;
  return async ({ authorityCode, userId, file }) => {
    const authority = await authorityByCode(knex, authorityCode);
    if (!authority) throw new Error(`No authority has the code ${authorityCode}`);
    const actor = { userId, action: 'upload.received' };
    const received = await receiveUpload(parts, { file, authority, userId }, actor);
    if (received.kind === 'unreadable') throw new Error(`${file.name}: ${received.sentence}`);
    const { uploadId } = received;
    let state = await stateOf(knex, uploadId);
    while (state === 'processing') {
      await new Promise((resolve) => setTimeout(resolve, 20));
      state = await stateOf(knex, uploadId);
    }
    if (state === 'needs-decisions') {
      const command = { authorityId: authority.id, uploadId, userId, decisions: { all: 'include' as const } };
      await decideFindings(knex, parts.kinds, command, { userId, action: 'upload.decided' });
    } else if (state !== 'live') throw new Error(`${file.name} is ${state ?? 'gone'}, not live`);
  };
}
