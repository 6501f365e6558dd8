import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exampleExtract } from '../../../src/extracts/index.ts';
import {
  noticeToShow,
  openTexts,
  type OwnFacts,
  policyRoutes,
  shippedTexts,
  type Texts,
} from '../../../src/policies/index.ts';
import { comparisonFacts } from '../../../src/wiring.ts';
import { ownFacts } from '../../../src/wiring-texts.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../../support/app.ts';
import type { WholeApp } from '../../support/whole-app.ts';

/** The shipped release's facts, with no counting of visits and without https. */
export const shippedFacts = ownFacts({ https: false, usageCounters: false });

/** A release that knows other facts of itself, started on the database of one that has run. */
export function startRelease(
  { testDatabase, temporaryFiles, dataDir }: WholeApp,
  facts: Partial<OwnFacts>,
): Promise<TestApp> {
  type Parts = Parameters<NonNullable<TestAppOptions['routes']>>[0];
  const all = { ...shippedFacts, ...facts };
  const added = path.join(dataDir, 'policies');
  const textsOf = ({ database, clock, logger }: Parts): Texts =>
    openTexts({ db: database.knex, clock, logger, shipped: shippedTexts, added, facts: all });
  const noticePartsOf = (parts: Parts) => ({
    ...{ db: parts.database.knex, clock: parts.clock, texts: textsOf(parts) },
  });
  const fixed = { example: exampleExtract, comparisons: comparisonFacts, temporaryFiles };
  return startTestApp({
    on: testDatabase,
    routes: (parts) => policyRoutes({ ...fixed, requirements: all.requirements, ...noticePartsOf(parts) }),
    afterSignIn: (parts) => (user) => noticeToShow(noticePartsOf(parts), user),
  });
}

/** Puts the shipped version 1 of a page among OCC's files as version 2, with other words in some places. */
export async function addSecondVersion(
  { dataDir }: Pick<WholeApp, 'dataDir'>,
  page: string,
  changed: string,
): Promise<void> {
  const first = await readFile(path.join(shippedTexts, page, '1.md'), 'utf8');
  const folder = path.join(dataDir, 'policies', page);
  await mkdir(folder, { recursive: true });
  const second = first
    .replace('version: 1', 'version: 2')
    .replace('changed: First version.', `changed: ${changed}`);
  await writeFile(path.join(folder, '2.md'), second);
}
