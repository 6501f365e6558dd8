import { extractKind } from './extracts/extract-kind.ts';
import { zipLimits } from './platform/zip.ts';
import { costMeasures } from './reports/measures.ts';
import type { Resources } from './resources.ts';
import type { ProcessParts } from './uploads/process-upload.ts';
import type { UploadKind } from './uploads/upload-kind.ts';

/**
 * The parts of background work, apart from those of the web: the worker thread loads nothing that answers requests,
 * which spares the process the memory of it. So this file goes past the features' doors, which lead to their pages.
 */
export function processParts(
  resources: Pick<Resources, 'database' | 'secrets' | 'temporaryFiles' | 'limits' | 'logger'>,
): ProcessParts {
  return {
    db: resources.database.knex,
    pool: resources.database.pool,
    secrets: resources.secrets,
    temporaryFiles: resources.temporaryFiles,
    kinds: uploadKinds(resources),
    logger: resources.logger,
  };
}

export function uploadKinds({ database, limits }: Pick<Resources, 'database' | 'limits'>): UploadKind[] {
  return [extractKind({ database, measuresOf: costMeasures, limits: limits?.zip ?? zipLimits })];
}
