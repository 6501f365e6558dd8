import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { addJob } from '../../platform/jobs.ts';
import type { OnCase } from '../requests/act-on-case.ts';
import type { AccessExport } from './access-export.ts';
import { waitsForApproval } from './access-export.ts';
import {
  actOnExport,
  actOnReview,
  done,
  type ExportParts,
  type ExportResult,
  faulty,
} from './act-on-export.ts';
import { PACK_EXPORT } from './export-jobs.ts';
import { type ContentsParts, readContents } from './read-contents.ts';
import { faultOfApproval, faultOfFinishing, type ReviewCounts } from './rules/may-export.ts';
import { withhold } from './rules/withhold.ts';
import { letterOf, setApproved, setFinished } from './store.ts';
import { groupsOf } from './store-items.ts';
import { searchesOf, withholdingsOf } from './store-withholdings.ts';

export async function reviewCounts(
  db: Knex,
  { secrets }: Pick<ExportParts, 'secrets'>,
  { id }: AccessExport,
): Promise<ReviewCounts> {
  const groups = await groupsOf(db, id);
  const letter = await letterOf(db, secrets, id);
  return {
    unreviewed: groups.reduce((sum, { items, reviewed }) => sum + items - reviewed, 0),
    openProposals: groups.reduce((sum, { proposals }) => sum + proposals, 0),
    ...{ letter, searches: (await searchesOf(db, secrets, id)).length },
  };
}

/** Everything was looked at: from here on nothing changes, and somebody else looks at it. */
export async function finishReview(
  parts: ExportParts & ContentsParts,
  command: OnCase,
  actor: Actor,
): Promise<ExportResult> {
  return actOnReview(parts, command, async (trx, present, by) => {
    const fault = faultOfFinishing(present, await reviewCounts(trx, parts, present));
    if (fault) return faulty(fault);
    if (withhold(await readContents(trx, parts, present)).idle.length > 0) return faulty('idle-withholdings');
    await setFinished(trx, present.id, by);
    await recordEvent(trx, actor, { type: 'requests', id: present.reference });
    return done;
  });
}

/** Sends it back to be looked through again; anybody who works on it may. */
export async function sendBack(parts: ExportParts, command: OnCase, actor: Actor): Promise<ExportResult> {
  return actOnExport(parts, command, async (trx, { present }) => {
    if (!waitsForApproval(present)) return faulty('not-finished');
    await setFinished(trx, present.id, null);
    await recordEvent(trx, actor, { type: 'requests', id: present.reference });
    return done;
  });
}

/** The second pair of eyes: agreed to by somebody else, and then packed (P86). */
export async function approveExport(
  parts: ExportParts,
  command: OnCase,
  actor: Actor,
): Promise<ExportResult> {
  return actOnExport(parts, command, async (trx, { present }, by) => {
    const fault = faultOfApproval(present, by.userId);
    if (fault) return faulty(fault);
    const withheld = await withholdingsOf(trx, parts.secrets, present.id);
    await setApproved(trx, present.id, { ...by, withheld: withheld.length });
    await addPackingJob(trx, present.id);
    await recordEvent(trx, actor, { type: 'requests', id: present.reference }, { withheld: withheld.length });
    return done;
  });
}

/** After the job has given up: it is tried once more. */
export async function packAgain(parts: ExportParts, command: OnCase, actor: Actor): Promise<ExportResult> {
  return actOnExport(parts, command, async (trx, { present }) => {
    if (present.state !== 'approved' || present.package !== null || present.failedAt === null)
      return faulty('not-finished');
    await addPackingJob(trx, present.id);
    await recordEvent(trx, actor, { type: 'requests', id: present.reference });
    return done;
  });
}

async function addPackingJob(trx: Knex.Transaction, exportId: number): Promise<void> {
  const job = { task: PACK_EXPORT, payload: { exportId }, queue: 'exports' };
  await addJob(trx, { ...job, key: `${PACK_EXPORT} ${exportId}` });
}
