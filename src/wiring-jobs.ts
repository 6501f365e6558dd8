import { extractKind } from './extracts/extract-kind.ts';
import { liveServicesOf } from './extracts/store.ts';
import { outcomeKind } from './outcomes/outcome-kind.ts';
import { runJobs, type RunningJobs, type TaskList } from './platform/jobs.ts';
import { zipLimits } from './platform/zip.ts';
import { costMeasures } from './reports/measures.ts';
import type { Resources } from './resources.ts';
import { PROCESS_UPLOAD, processUpload } from './uploads/process-upload.ts';
import type { UploadKind } from './uploads/upload-kind.ts';

/**
 * Background work, wired apart from the web: the worker thread loads nothing that answers requests,
 * which spares the process the memory of it. So this file goes past the features' doors, which lead to their pages.
 */
export function startJobs(
  resources: Pick<Resources, 'database' | 'secrets' | 'temporaryFiles' | 'limits' | 'logger'>,
): Promise<RunningJobs> {
  const { database, secrets, temporaryFiles, logger } = resources;
  const { knex: db, pool } = database;
  const parts = { db, pool, secrets, temporaryFiles, logger, kinds: uploadKinds(resources) };
  const tasks: TaskList = {
    [PROCESS_UPLOAD]: (payload, { job }) =>
      processUpload(parts, (payload as { uploadId: number }).uploadId, job.attempts),
  };
  return runJobs(pool, tasks, logger);
}

export function uploadKinds({ database, limits }: Pick<Resources, 'database' | 'limits'>): UploadKind[] {
  const own = { database, limits: limits?.zip ?? zipLimits };
  const workbooks = (['short', 'long'] as const).map((term) => outcomeKind({ ...own, liveServicesOf }, term));
  return [extractKind({ ...own, measuresOf: costMeasures }), ...workbooks];
}
