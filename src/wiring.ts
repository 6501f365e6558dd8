import path from 'node:path';
import { accountRoutes, sessionReader } from './accounts/index.ts';
import type { AppParts } from './app.ts';
import { authorityByCode } from './authorities/index.ts';
import { exampleExtract, extractRequirements } from './extracts/index.ts';
import { systemClock } from './platform/clock.ts';
import type { Database } from './platform/database.ts';
import { outcomeRequirements } from './outcomes/index.ts';
import { isMigrated } from './platform/migrate.ts';
import { zipLimits } from './platform/zip.ts';
import { policyRoutes, type ComparisonFacts, type PolicyParts } from './policies/index.ts';
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
  receiveUpload,
  stateOf,
  uploadRoutes,
  type UploadParts,
} from './uploads/index.ts';
import type { Route } from './web/routes.ts';
import { uploadKinds } from './wiring-jobs.ts';

const MOST_FILE_BYTES = 64 * 1024 * 1024;

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

function policyParts({ limits, temporaryFiles }: RouteResources): PolicyParts {
  const { entries, unpackedBytes } = limits?.zip ?? zipLimits;
  const extract = { fileBytes: limits?.fileBytes ?? MOST_FILE_BYTES, unpackedBytes, files: entries };
  return {
    requirements: [extractRequirements(extract), outcomeRequirements(extract)],
    example: exampleExtract,
    temporaryFiles,
    comparisons: comparisonFacts,
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
    trend: trendChart,
    scatter: scatterChart,
    strip: quartileStrip,
  },
};

/** The pages of every feature but accounts. */
export function featureRoutes(resources: RouteResources): Route[] {
  return [
    ...uploadRoutes(uploadParts(resources)),
    ...reportRoutes({ database: resources.database }),
    ...policyRoutes(policyParts(resources)),
  ];
}

type RouteResources = Pick<Resources, 'database' | 'secrets' | 'temporaryFiles' | 'removals' | 'limits'>;

/** The parts of the web application. */
export function appParts(resources: Resources, isWorkerAlive: () => boolean): AppParts {
  const { config, logger, database, secrets } = resources;
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
        homeSummary: (user) => homeCards(database.knex, user.authority?.id ?? 0, 'extract'),
      }),
      ...featureRoutes(resources),
    ],
    readSession: sessionReader(database.pool),
    readiness: readinessOf(database, isWorkerAlive),
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
