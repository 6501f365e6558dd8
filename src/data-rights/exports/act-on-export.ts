import type { Knex } from 'knex';
import { actOnCase, type CaseResult, done, type OnCase, type RequestParts } from '../requests/act-on-case.ts';
import type { SeenCase } from '../requests/rules/case-facts.ts';
import type { AccessExport } from './access-export.ts';
import { isUnderReview } from './access-export.ts';
import type { ExportFault } from './rules/may-export.ts';
import { exportOf } from './store.ts';

export type ExportParts = RequestParts;

export type Faulty = { kind: 'export-fault'; fault: ExportFault };
export type ExportResult<Done extends { kind: string } = { kind: 'done' }> = CaseResult<Done | Faulty>;

export interface By {
  userId: number;
  at: Date;
}

export const faulty = (fault: ExportFault): Faulty => ({ kind: 'export-fault', fault });

/** Works on the export of a case in one transaction in which both stay locked; never on one's own case. */
export async function actOnExport<Done extends { kind: string }>(
  parts: ExportParts,
  command: OnCase,
  work: (
    trx: Knex.Transaction,
    on: { present: AccessExport; seen: SeenCase },
    by: By,
  ) => Promise<ExportResult<Done>>,
): Promise<ExportResult<Done>> {
  return actOnCase<Done | Faulty>(parts, command, async (trx, seen, by) => {
    const present = await exportOf(trx, seen.request.id);
    return present ? work(trx, { present, seen }, by) : { kind: 'not-found' };
  });
}

/** The same while the review is open; afterwards nothing of it changes any more. */
export async function actOnReview(
  parts: ExportParts,
  command: OnCase,
  work: (trx: Knex.Transaction, present: AccessExport, by: By) => Promise<ExportResult>,
): Promise<ExportResult> {
  return actOnExport(parts, command, async (trx, { present }, by) =>
    isUnderReview(present) ? work(trx, present, by) : faulty('not-under-review'),
  );
}

export { done };
