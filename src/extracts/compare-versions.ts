import type { Knex } from 'knex';
import { MOST_NAMED } from './specification/changes.ts';
import {
  changedServices,
  totalsOf,
  versionPair,
  type ChangedServices,
  type VersionTotals,
} from './store-changes.ts';

/** What the version of one upload adds, removes and changes against that of another. */
export interface VersionChanges {
  before: VersionTotals;
  after: VersionTotals;
  services: ChangedServices;
}

/**
 * Compares the versions of two uploads of an authority, service by service id. All counts are exact; of each list the
 * first MOST_NAMED services are named.
 * @returns null unless both uploads are the authority's and have a version
 */
export async function compareVersions(
  db: Knex,
  authorityId: number,
  fromUploadId: number,
  toUploadId: number,
): Promise<VersionChanges | null> {
  const pair = await versionPair(db, authorityId, fromUploadId, toUploadId);
  if (!pair) return null;
  const [totals, services] = await Promise.all([totalsOf(db, pair), changedServices(db, pair, MOST_NAMED)]);
  return { ...totals, services };
}
