import path from 'node:path';
import { extractRequirements } from './extracts/index.ts';
import { outcomeRequirements } from './outcomes/index.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import { zipLimits } from './platform/zip.ts';
import {
  activities,
  openTexts,
  type OwnFacts,
  type RequirementSet,
  shippedTexts,
  type Texts,
} from './policies/index.ts';
import type { Resources } from './resources.ts';
import { cookiesInUse } from './web/cookies.ts';
import { personalData } from './wiring-personal-data.ts';

export const MOST_FILE_BYTES = 64 * 1024 * 1024;

export type TextResources = Pick<Resources, 'database' | 'logger' | 'limits'> & {
  config: Pick<Resources['config'], 'dataDir' | 'https' | 'usageCounters'>;
  clock?: Clock;
};

/** The texts of the public pages: those of the release, and what OCC has added below DATA_DIR. */
export function policyTexts({ config, logger, database, limits, clock = systemClock }: TextResources): Texts {
  const added = path.join(config.dataDir, 'policies');
  const sources = { db: database.knex, clock, logger, shipped: shippedTexts, added };
  return openTexts({ ...sources, facts: ownFacts(config, limits) });
}

/** What the application puts into these texts of itself. */
export function ownFacts(
  { https, usageCounters }: Pick<TextResources['config'], 'https' | 'usageCounters'>,
  limits?: Resources['limits'],
): OwnFacts {
  return {
    ...{ activities, personalData, requirements: requirementSets(limits) },
    ...{ cookies: cookiesInUse(https), countsUsage: usageCounters },
  };
}

/** What each kind of file must hold, in the order of the page of data requirements. */
export function requirementSets(limits?: Resources['limits']): RequirementSet[] {
  const { entries, unpackedBytes } = limits?.zip ?? zipLimits;
  const ofFiles = { fileBytes: limits?.fileBytes ?? MOST_FILE_BYTES, unpackedBytes, files: entries };
  return [extractRequirements(ofFiles), outcomeRequirements(ofFiles)];
}
