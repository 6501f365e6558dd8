import { KEEP_AUDIT_HEAD, keepAuditHeadCron, keepHead, type KeptHeads } from './audit/index.ts';
import { mailingAudience } from './accounts/consents/audience.ts';
import { extractKind } from './extracts/extract-kind.ts';
import { liveServicesOf } from './extracts/store.ts';
import { outcomeKind } from './outcomes/outcome-kind.ts';
import { VERIFY_AUDIT_TRAIL, verifyTrail } from './occ/audit/verify-trail.ts';
import { mayMail, sendMailing } from './occ/mailings/send-mailing.ts';
import { SEND_MAILING } from './occ/mailings/steer-mailing.ts';
import {
  REMIND_OF_REQUESTS,
  remindOfRequests,
  remindOfRequestsCron,
} from './data-rights/requests/remind-of-requests.ts';
import { expireExportsCron } from './data-rights/exports/export-jobs.ts';
import { RUN_RETENTION, runRetentionCron } from './data-rights/retention/retention-run.ts';
import { runRetention } from './data-rights/retention/run-retention.ts';
import {
  REMIND_OF_TRAINING,
  remindOfTraining,
  remindOfTrainingCron,
} from './data-rights/registers/remind-of-training.ts';
import { finishRemoval } from './data-rights/removals/finish-removal.ts';
import { FINISH_REMOVAL } from './data-rights/removals/removal-job.ts';
import { systemClock } from './platform/clock.ts';
import { runJobs, type RunningJobs, type TaskList } from './platform/jobs.ts';
import type { Mailer } from './platform/mail/mailer.ts';
import { SEND_MAIL } from './platform/mail/queue-mail.ts';
import { sendMail } from './platform/mail/send-mail.ts';
import { TEND_OUTBOX, tendOutbox, tendOutboxCron } from './platform/mail/tend-outbox.ts';
import { zipLimits } from './platform/zip.ts';
import { usualRangesReader } from './reports/benchmark/store-usual.ts';
import { costMeasures } from './reports/measures/cost-measures.ts';
import { measuredKind } from './reports/measures/measured-kind.ts';
import type { Resources } from './resources.ts';
import { PROCESS_UPLOAD, processUpload, type ProcessParts } from './uploads/process-upload.ts';
import { reExtractUpload, type ReExtractJob, type ReExtractParts } from './uploads/re-extract-upload.ts';
import { RE_EXTRACT_UPLOAD } from './uploads/start-re-extraction.ts';
import type { UploadKind } from './uploads/upload-kind.ts';
import { exportTasks } from './wiring-exports.ts';
import { retentionHolders } from './wiring-retention.ts';

export type JobResources = Pick<
  Resources,
  'database' | 'secrets' | 'temporaryFiles' | 'removals' | 'limits' | 'logger'
>;

export interface Outlets {
  mailer?: Mailer;
  auditHeads?: KeptHeads;
  /** Where files of removed people are looked for; without it, what follows a removal waits. */
  dataDir?: string;
}

/**
 * Background work, wired apart from the web: the worker thread loads nothing that answers requests,
 * which spares the process the memory of it. So this file goes past the features' doors, which lead to their pages.
 * @param outlets how letters leave, and where the audit trail's head is kept; without one, letters wait in the outbox
 */
export function startJobs(
  resources: JobResources,
  { mailer, auditHeads, dataDir }: Outlets,
): Promise<RunningJobs> {
  const parts = jobParts(resources);
  const tasks: TaskList = {
    [PROCESS_UPLOAD]: (payload, { job }) =>
      processUpload(parts, (payload as { uploadId: number }).uploadId, job.attempts),
    [RE_EXTRACT_UPLOAD]: (payload, { job }) => reExtractUpload(parts, payload as ReExtractJob, job.attempts),
    [RUN_RETENTION]: async (payload) => {
      const { askedBy } = payload as { askedBy?: number };
      const holders = retentionHolders(parts.kinds, dataDir ?? null);
      await runRetention({ ...parts, clock: systemClock, holders }, askedBy ?? null);
    },
    [REMIND_OF_TRAINING]: async () => {
      await remindOfTraining({ ...parts, clock: systemClock });
    },
    [REMIND_OF_REQUESTS]: async () => {
      await remindOfRequests({ ...parts, clock: systemClock });
    },
  };
  Object.assign(tasks, exportTasks(resources, dataDir ?? null));
  const crontab = [runRetentionCron, remindOfRequestsCron, remindOfTrainingCron, expireExportsCron];
  if (mailer) {
    Object.assign(tasks, mailTasks(resources, mailer));
    crontab.push(tendOutboxCron);
  }
  if (auditHeads) {
    tasks[KEEP_AUDIT_HEAD] = async () => {
      await keepHead(parts.db, auditHeads, systemClock);
    };
    tasks[VERIFY_AUDIT_TRAIL] = (payload) =>
      verifyTrail(
        { db: parts.db, clock: systemClock, kept: auditHeads },
        (payload as { verificationId: number }).verificationId,
      );
    crontab.push(keepAuditHeadCron);
  }
  if (dataDir !== undefined) {
    const { database, secrets } = resources;
    const own = { db: parts.db, clock: systemClock, secrets, dataDir, ownerUrl: database.url };
    tasks[FINISH_REMOVAL] = (payload) => finishRemoval(own, (payload as { removalId: number }).removalId);
  }
  return runJobs(parts.pool, tasks, parts.logger, crontab.join('\n'));
}

function mailTasks(resources: JobResources, mailer: Mailer): TaskList {
  const own = jobParts(resources);
  const audience = mailingAudience(resources.secrets);
  const parts = {
    ...own,
    audience,
    clock: systemClock,
    mailer,
    mayMail: (letter: { mailingId: number; userId: number }, to: string) =>
      mayMail({ ...own, audience }, letter, to),
  };
  return {
    [SEND_MAIL]: (payload) => sendMail(parts, (payload as { mailId: number }).mailId),
    [TEND_OUTBOX]: () => tendOutbox(parts),
    [SEND_MAILING]: (payload) => sendMailing(parts, (payload as { mailingId: number }).mailingId),
  };
}

/** What jobs work with, for the worker and for a command that does the work itself. */
export function jobParts(resources: JobResources): ProcessParts & ReExtractParts {
  const { database, secrets, temporaryFiles, removals, logger } = resources;
  const { knex: db, pool } = database;
  return { db, pool, secrets, temporaryFiles, removals, logger, kinds: uploadKinds(resources) };
}

export function uploadKinds({ database, limits }: Pick<Resources, 'database' | 'limits'>): UploadKind[] {
  const own = { database, limits: limits?.zip ?? zipLimits };
  const workbooks = (['short', 'long'] as const).map((term) => outcomeKind({ ...own, liveServicesOf }, term));
  const extracts = extractKind({
    ...own,
    measuresOf: costMeasures,
    usualRangesOf: usualRangesReader(database.benchmark),
  });
  return [extracts, ...workbooks].map(measuredKind);
}
