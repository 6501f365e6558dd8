import type { Knex } from 'knex';
import type { AccessExport, HandedWay } from './access-export.ts';
import { seal, type SealingSecrets, unseal } from './sealed.ts';

interface ExportRow {
  id: number;
  reference: string;
  rights_request_id: number;
  user_id: number;
  state: AccessExport['state'];
  progress: number;
  failed_at: Date | null;
  asked_at: Date;
  made_at: Date | null;
  finished_by: number | null;
  approved_by: number | null;
  package_file: number | null;
  package_sha256: Buffer | null;
  package_bytes: number | null;
  withheld: number;
  released_at: Date | null;
  expires_at: Date | null;
  in_account: boolean;
  handed_on: string | null;
  handed_way: HandedWay | null;
}

const columns = [
  ...['id', 'rights_request_id', 'user_id', 'state', 'progress', 'failed_at', 'asked_at', 'made_at'],
  ...['finished_by', 'approved_by', 'package_file', 'package_sha256', 'package_bytes', 'withheld'],
  ...['released_at', 'expires_at', 'in_account', 'handed_on', 'handed_way'],
].map((name) => `access_exports.${name}`);

const REFERENCE =
  '(select reference from rights_requests where rights_requests.id = rights_request_id) as reference';

function exports(db: Knex): Knex.QueryBuilder<object, ExportRow[]> {
  const query: unknown = db('access_exports').select(...columns, db.raw(REFERENCE));
  return query as Knex.QueryBuilder<object, ExportRow[]>;
}

function exportFrom(row: ExportRow): AccessExport {
  const { package_sha256: sha256, package_bytes: bytes, package_file: fileId } = row;
  return {
    ...{
      id: row.id,
      reference: row.reference,
      requestId: row.rights_request_id,
      userId: row.user_id,
      state: row.state,
    },
    ...{ progress: row.progress, failedAt: row.failed_at, askedAt: row.asked_at, madeAt: row.made_at },
    ...{ finishedBy: row.finished_by, approvedBy: row.approved_by, withheld: row.withheld },
    package: sha256 === null || bytes === null ? null : { sha256, bytes, fileId },
    ...{ releasedAt: row.released_at, expiresAt: row.expires_at, inAccount: row.in_account },
    handed:
      row.handed_on === null || row.handed_way === null ? null : { on: row.handed_on, way: row.handed_way },
  };
}

/** The newest export of a case; in a transaction it stays locked. */
export async function exportOf(db: Knex, requestId: number): Promise<AccessExport | null> {
  const query = exports(db).where({ rights_request_id: requestId }).orderBy('id', 'desc').limit(1);
  const [row] = await (db.isTransaction ? query.forUpdate() : query);
  return row ? exportFrom(row) : null;
}

/** By its number; in a transaction it stays locked. For jobs and downloads. */
export async function exportById(db: Knex, id: number): Promise<AccessExport | null> {
  const query = exports(db).where({ id });
  const [row] = await (db.isTransaction ? query.forUpdate() : query);
  return row ? exportFrom(row) : null;
}

/** An export that was put into this person's account; nobody else's is found. */
export async function ownExport(db: Knex, userId: number, id: number): Promise<AccessExport | null> {
  return (await ownExports(db, userId)).find((one) => one.id === id) ?? null;
}

/** All that were ever put into a person's account, the newest first. */
export async function ownExports(db: Knex, userId: number): Promise<AccessExport[]> {
  const rows = await exports(db)
    .where({ user_id: userId, in_account: true })
    .whereIn('state', ['released', 'expired', 'withdrawn'])
    .orderBy('id', 'desc');
  return rows.map(exportFrom);
}

export async function addExport(
  trx: Knex.Transaction,
  { requestId, userId, by, at }: { requestId: number; userId: number; by: number; at: Date },
): Promise<number> {
  const [row] = await trx('access_exports')
    .insert({ rights_request_id: requestId, user_id: userId, asked_by: by, asked_at: at })
    .returning<{ id: number }[]>('id');
  if (!row) throw new Error('The export was not kept.');
  return row.id;
}

/** Everything that was collected goes, with what was said of it, and it is collected anew. */
export async function setCollecting(
  trx: Knex.Transaction,
  id: number,
  { by, at, userId }: { by: number; at: Date; userId: number },
): Promise<void> {
  for (const table of ['export_groups', 'export_files', 'export_searches'])
    await trx(table).where({ export_id: id }).delete();
  await trx('access_exports')
    .where({ id })
    .update({
      ...{ state: 'collecting', progress: 0, failed_at: null, asked_by: by, asked_at: at },
      ...{ user_id: userId, made_at: null, letter: null },
    });
}

export async function setProgress(db: Knex, id: number, percent: number): Promise<void> {
  await db('access_exports').where({ id, state: 'collecting' }).update({ progress: percent });
}

export async function setFailed(db: Knex, id: number, at: Date): Promise<void> {
  await db('access_exports').where({ id }).update({ failed_at: at });
}

export async function setCollected(
  trx: Knex.Transaction,
  secrets: SealingSecrets,
  id: number,
  { madeAt, letter }: { madeAt: Date; letter: string },
): Promise<void> {
  const sealed = seal(secrets, 'access_exports.letter', id, letter);
  await trx('access_exports')
    .where({ id })
    .update({ state: 'review', progress: 100, failed_at: null, made_at: madeAt, letter: sealed });
}

export async function letterOf(db: Knex, secrets: SealingSecrets, id: number): Promise<string> {
  const row = await db('access_exports').where({ id }).first<{ letter: Buffer | null } | undefined>('letter');
  return row?.letter ? (unseal(secrets, 'access_exports.letter', id, row.letter) as string) : '';
}

export async function setLetter(
  trx: Knex.Transaction,
  secrets: SealingSecrets,
  id: number,
  letter: string,
): Promise<void> {
  await trx('access_exports')
    .where({ id })
    .update({ letter: seal(secrets, 'access_exports.letter', id, letter) });
}

/** @param by null sends it back to be looked through again */
export async function setFinished(
  trx: Knex.Transaction,
  id: number,
  by: { userId: number; at: Date } | null,
): Promise<void> {
  await trx('access_exports')
    .where({ id })
    .update({ finished_by: by?.userId ?? null, finished_at: by?.at ?? null });
}

export async function setApproved(
  trx: Knex.Transaction,
  id: number,
  { userId, at, withheld }: { userId: number; at: Date; withheld: number },
): Promise<void> {
  await trx('access_exports')
    .where({ id })
    .update({ state: 'approved', failed_at: null, approved_by: userId, approved_at: at, withheld });
}

export async function setPacked(
  trx: Knex.Transaction,
  id: number,
  { fileId, sha256, bytes }: { fileId: number; sha256: Buffer; bytes: number },
): Promise<void> {
  await trx('access_exports')
    .where({ id })
    .update({ package_file: fileId, package_sha256: sha256, package_bytes: bytes, failed_at: null });
}

/** The first way of delivering releases it; a later one leaves its time as it is. */
export async function setReleased(
  trx: Knex.Transaction,
  id: number,
  { userId, at, expiresAt }: { userId: number; at: Date; expiresAt: Date },
): Promise<void> {
  await trx('access_exports')
    .where({ id, state: 'approved' })
    .update({ state: 'released', released_by: userId, released_at: at, expires_at: expiresAt });
}

export async function setInAccount(trx: Knex.Transaction, id: number): Promise<void> {
  await trx('access_exports').where({ id }).update({ in_account: true });
}

export async function setHanded(
  trx: Knex.Transaction,
  id: number,
  { on, way }: { on: string; way: HandedWay },
): Promise<void> {
  await trx('access_exports').where({ id }).update({ handed_on: on, handed_way: way });
}

/** Whether somebody can sign in with the account. */
export async function isAccountOpen(db: Knex, userId: number): Promise<boolean> {
  const open = await db('users')
    .where({ id: userId, closed_at: null, removed_at: null })
    .whereNotNull('password_hash')
    .first<{ id: number } | undefined>('id');
  return open !== undefined;
}
