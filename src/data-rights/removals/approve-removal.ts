import type { Knex } from 'knex';
import { removeUploads, type UploadKind } from '../../uploads/index.ts';
import { lockDeletion } from '../holds/store.ts';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { addJob } from '../../platform/jobs.ts';
import type { RemovalsLedger, RemovedEntry } from '../../platform/removals-ledger.ts';
import { sealText } from '../../platform/sealing.ts';
import { planHash, totalsOf } from './plan.ts';
import { type PlanParts, planRemoval } from './plan-removal.ts';
import type { Removal, RefusalGround } from './removal.ts';
import { FINISH_REMOVAL, tracesPlace } from './removal-job.ts';
import { keepRecipients, recipientsToTell } from './recipients-to-tell.ts';
import { removePeople, type RemoveParts } from './remove-people.ts';
import { type Block, mayApprove } from './rules/may-remove.ts';
import { isCarriedOut, removalOf, setRefused, setRemoved } from './store.ts';
import { deleteDeparture, lockLast, lockPeople } from './store-plan.ts';

export interface ApproveParts extends PlanParts, RemoveParts {
  db: Knex;
  clock: Clock;
  kinds: readonly UploadKind[];
  ledger: RemovalsLedger;
  /** Days until the last backup that holds the data is gone. */
  backupDays: number;
}

export interface ApproveCommand {
  id: number;
  approvedBy: number;
  /** Of who asked and who approves, for the certificate. */
  roles: readonly string[];
}

export type ApproveResult =
  | { kind: 'removed' | 'not-found' | 'too-late' | 'plan-changed' }
  | { kind: 'not-you'; why: 'requester' | 'subject' }
  | { kind: 'blocked'; blocks: Block[] };

/**
 * Carries a removal out, if it is still what was agreed to: accounts are locked first, then everything is planned anew, and
 * unless the plan is the same nothing is done. All of it is one transaction; the register outside the database is written
 * aside before it commits and valid from then on.
 */
export async function approveRemoval(
  parts: ApproveParts,
  command: ApproveCommand,
  actor: Actor,
): Promise<ApproveResult> {
  const result = await parts.db
    .transaction((trx) => carryOut(trx, parts, command, actor))
    .catch(async (error: unknown) => {
      // A connection that breaks at the very end leaves it open whether the database has done it.
      await settlePrepared(parts, command.id);
      throw error;
    });
  if (result.kind === 'removed') await settlePrepared(parts, command.id);
  return result;
}

function settlePrepared({ db, ledger }: Pick<ApproveParts, 'db' | 'ledger'>, id: number): Promise<void> {
  return db.transaction(async (trx) => {
    await lockDeletion(trx);
    await settleLocked(trx, ledger, id);
  });
}

/**
 * Makes what was laid aside valid if the database has carried the removal out, and forgets it if not. The caller holds the
 * lock of removals: another process that starts meanwhile must not take a removal for one that was cut off while it is
 * being committed, and two must not add to the register at once.
 */
export async function settleLocked(trx: Knex.Transaction, ledger: RemovalsLedger, id: number): Promise<void> {
  if (await isCarriedOut(trx, id)) await ledger.confirm(id);
  else await ledger.discard(id);
}

async function carryOut(
  trx: Knex.Transaction,
  parts: ApproveParts,
  { id, approvedBy, roles }: ApproveCommand,
  actor: Actor,
): Promise<ApproveResult> {
  const removal = await removalOf(trx, id);
  if (!removal) return { kind: 'not-found' };
  if (removal.state !== 'asked') return { kind: 'too-late' };
  const approval = mayApprove(approvedBy, removal.requestedBy, removal.plan.people);
  if (approval !== 'may') return { kind: 'not-you', why: approval };
  await lockLast(trx);
  await lockPeople(trx, removal.plan.people);
  const actors = [removal.requestedBy, approvedBy];
  const { plan, blocks } = await planRemoval(trx, parts, { ...removal, actors });
  if (blocks.length > 0) return { kind: 'blocked', blocks };
  if (!planHash(removal.subject, removal.scope, plan).equals(removal.planHash))
    return { kind: 'plan-changed' };
  const at = parts.clock();
  const recipients = await recipientsToTell(trx, plan.people, at);
  const traces = await removeAll(trx, parts, { ...removal, plan }, at);
  await keepRecipients(trx, id, recipients, traces);
  await setRemoved(trx, id, {
    ...{ by: approvedBy, at, roles, backupsUntil: dayAfter(at, parts.backupDays) },
    traces: sealText(parts.secrets, tracesPlace(id), JSON.stringify(traces)),
  });
  const counts = { people: plan.people.length, uploads: plan.uploads.length, ...totalsOf(plan) };
  const details = { scope: removal.scope, ...counts, recipients: recipients.length };
  await recordEvent(trx, actor, { type: 'removal', id }, details);
  await addJob(trx, {
    ...{ task: FINISH_REMOVAL, payload: { removalId: id }, queue: 'removals' },
    key: `${FINISH_REMOVAL} ${id}`,
  });
  await parts.ledger.prepare(id, entriesOf(removal, plan, at));
  return { kind: 'removed' };
}

async function removeAll(
  trx: Knex.Transaction,
  parts: ApproveParts,
  { plan, subject }: Pick<Removal, 'plan' | 'subject'>,
  at: Date,
): Promise<readonly string[]> {
  if (plan.uploads.length > 0) await removeUploads(trx, parts.kinds, { ids: plan.uploads });
  if (subject.authorityId !== null) await deleteDeparture(trx, subject.authorityId, at);
  return removePeople(trx, parts, { people: plan.people, at });
}

function entriesOf(
  { id: removal, subject }: Removal,
  { people, uploads }: Removal['plan'],
  moment: Date,
): RemovedEntry[] {
  const at = moment.toISOString();
  return [
    ...people.map((id) => ({ subject: 'account' as const, id, at, removal })),
    ...uploads.map((id) => ({ subject: 'upload' as const, id, at, removal })),
    ...(subject.authorityId === null
      ? []
      : [{ subject: 'departure' as const, id: subject.authorityId, at, removal }]),
  ];
}

function dayAfter(at: Date, days: number): string {
  return new Date(at.getTime() + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

export type RefuseResult = { kind: 'refused' | 'not-found' | 'too-late' };

/** Nothing is removed, on one of the grounds that the law names (P71). */
export async function refuseRemoval(
  { db, clock }: Pick<ApproveParts, 'db' | 'clock'>,
  { id, refusal, refusedBy }: { id: number; refusal: RefusalGround; refusedBy: number },
  actor: Actor,
): Promise<RefuseResult> {
  return db.transaction(async (trx): Promise<RefuseResult> => {
    const removal = await removalOf(trx, id);
    if (!removal) return { kind: 'not-found' };
    if (removal.state !== 'asked' || mayApprove(refusedBy, 0, removal.plan.people) !== 'may')
      return { kind: 'too-late' };
    await setRefused(trx, id, { by: refusedBy, at: clock(), refusal });
    await recordEvent(trx, actor, { type: 'removal', id }, { refusal });
    return { kind: 'refused' };
  });
}
