import type { Knex } from 'knex';
import type { AccountRequest, AskedAccount, RequestState } from './account-request.ts';

/** Lets one transaction at a time change an authority's requests and accounts; ends with it. */
export async function lockAuthority(trx: Knex.Transaction, authorityId: number): Promise<void> {
  await trx.raw(`select pg_advisory_xact_lock(hashtext('accounts of an authority'), ?)`, [authorityId]);
}

/** Null when the authority has a request for this address that waits already. */
export async function insertRequest(
  trx: Knex.Transaction,
  request: AskedAccount & { authorityId: number; requestedBy: number; requestedAt: Date },
): Promise<number | null> {
  const { rows } = await trx.raw<{ rows: { id: number }[] }>(
    `insert into account_requests (authority_id, requested_by, requested_at, name, email, role, reason)
     values (:authorityId, :requestedBy, :requestedAt, :name, :email, :role, :reason)
     on conflict (authority_id, lower(email)) where state = 'waiting' do nothing returning id`,
    { ...request },
  );
  return rows[0]?.id ?? null;
}

export async function waitingCount(db: Knex, authorityId: number): Promise<number> {
  const row = await db('account_requests')
    .where({ authority_id: authorityId, state: 'waiting' })
    .count<{ count: number }[]>()
    .first();
  return row?.count ?? 0;
}

interface RequestRow {
  id: number;
  authority_id: number;
  code: string;
  authority: string;
  requested_by: number;
  requested_by_name: string | null;
  requested_by_email: string | null;
  requested_by_closed_at: Date | null;
  requested_at: Date;
  name: string | null;
  email: string | null;
  role: AskedAccount['role'];
  reason: string | null;
  state: RequestState;
  decided_at: Date | null;
  decline_reason: string | null;
  user_id: number | null;
}

/** An authority's requests, the newest first. */
export async function requestsOf(db: Knex, authorityId: number, limit: number): Promise<AccountRequest[]> {
  const rows = (await requests(db)
    .where('account_requests.authority_id', authorityId)
    .orderBy('account_requests.id', 'desc')
    .limit(limit)) as RequestRow[];
  return rows.map(decoded);
}

/** Requests in a state, those that wait longest first, those decided newest first. */
export async function requestsIn(
  db: Knex,
  isWaiting: boolean,
  page: { limit: number; offset: number },
): Promise<AccountRequest[]> {
  const query = requests(db).limit(page.limit).offset(page.offset);
  if (isWaiting) query.where('state', 'waiting').orderBy(['requested_at', 'account_requests.id']);
  else
    query.whereNot('state', 'waiting').orderBy([
      { column: 'decided_at', order: 'desc' },
      { column: 'account_requests.id', order: 'desc' },
    ]);
  return ((await query) as RequestRow[]).map(decoded);
}

export async function requestTotals(
  db: Knex,
): Promise<{ waiting: number; decided: number; oldest: Date | null }> {
  const [row] = await db('account_requests').select<
    { waiting: number; decided: number; oldest: Date | null }[]
  >(
    db.raw(`count(*) filter (where state = 'waiting') as waiting,
      count(*) filter (where state <> 'waiting') as decided,
      min(requested_at) filter (where state = 'waiting') as oldest`),
  );
  return row ?? { waiting: 0, decided: 0, oldest: null };
}

export async function requestOf(db: Knex, id: number): Promise<AccountRequest | null> {
  const row = (await requests(db).where('account_requests.id', id).first()) as RequestRow | undefined;
  return row ? decoded(row) : null;
}

/** The name of the lead officer at whose request an account was opened; null where OCC began by itself. */
export async function whoAskedFor(db: Knex, userId: number): Promise<string | null> {
  const row = await db('account_requests')
    .join('users', 'users.id', 'requested_by')
    .where({ user_id: userId })
    .first<{ name: string | null } | undefined>('users.name');
  return row?.name ?? null;
}

export interface Decision {
  state: Exclude<RequestState, 'waiting'>;
  decidedBy: number;
  decidedAt: Date;
  declineReason?: string;
  userId?: number;
}

/** False when the request waits no longer. Its row stays locked until the transaction ends. */
export async function holdWaitingRequest(trx: Knex.Transaction, id: number): Promise<boolean> {
  const row = await trx('account_requests')
    .where({ id, state: 'waiting' })
    .forUpdate()
    .first<{ id: number } | undefined>('id');
  return row !== undefined;
}

export async function setDecision(trx: Knex.Transaction, id: number, decision: Decision): Promise<void> {
  await trx('account_requests')
    .where({ id })
    .update({
      state: decision.state,
      decided_by: decision.decidedBy,
      decided_at: decision.decidedAt,
      decline_reason: decision.declineReason ?? null,
      user_id: decision.userId ?? null,
    });
}

function requests(db: Knex): Knex.QueryBuilder {
  return db('account_requests')
    .join('authorities', 'authorities.id', 'account_requests.authority_id')
    .join('users as askers', 'askers.id', 'requested_by')
    .select('account_requests.*', 'authorities.code', {
      authority: 'authorities.name',
      requested_by_name: db.raw(`shown_name(requested_by, 'work')`),
      requested_by_email: 'askers.email',
      requested_by_closed_at: 'askers.closed_at',
    });
}

function decoded(row: RequestRow): AccountRequest {
  return {
    id: row.id,
    authority: { id: row.authority_id, code: row.code, name: row.authority },
    requestedBy: {
      id: row.requested_by,
      name: row.requested_by_name ?? '',
      email: row.requested_by_email ?? '',
      isClosed: row.requested_by_closed_at !== null,
    },
    requestedAt: row.requested_at,
    ...{ name: row.name ?? '', email: row.email ?? '', role: row.role, reason: row.reason ?? '' },
    state: row.state,
    decidedAt: row.decided_at,
    declineReason: row.decline_reason,
    userId: row.user_id,
  };
}
