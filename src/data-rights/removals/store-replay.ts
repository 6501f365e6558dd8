import type { Knex } from 'knex';
import type { RemovedEntry } from '../../platform/removals-ledger.ts';
import { departureTables } from './store-plan.ts';

type Named = Pick<RemovedEntry, 'id' | 'at'>;

/** Accounts of the register that are there again and not removed. */
export async function returnedPeople(db: Knex, named: readonly Named[]): Promise<Named[]> {
  return returned(
    db,
    named,
    `users where removed_at is null and created_at <= named.at and users.id = named.id`,
  );
}

export async function returnedUploads(db: Knex, named: readonly Named[]): Promise<number[]> {
  const rows = await returned(db, named, `uploads where received_at <= named.at and uploads.id = named.id`);
  return rows.map(({ id }) => id);
}

/** Authorities that have left and whose groups or requests for accounts are there again. */
export async function returnedDepartures(db: Knex, named: readonly Named[]): Promise<Named[]> {
  const times = { peer_groups: 'created_at', account_requests: 'requested_at' };
  const found = new Map<number, Named>();
  for (const { table } of departureTables) {
    if (table === 'peer_group_members') continue;
    const where = `${table} where authority_id = named.id and ${times[table]} <= named.at`;
    for (const one of await returned(db, named, where)) found.set(one.id, one);
  }
  return [...found.values()];
}

async function returned(db: Knex, named: readonly Named[], from: string): Promise<Named[]> {
  if (named.length === 0) return [];
  const { rows } = await db.raw<{ rows: Named[] }>(
    `select named.id, to_char(named.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
     from (select id, max(at) as at from unnest(cast(:ids as bigint[]), cast(:times as timestamptz[])) as all_named (id, at)
           group by id) as named
     where exists (select from ${from}) order by named.id`,
    { ids: named.map(({ id }) => id), times: named.map(({ at }) => at) } as unknown as Knex.RawBinding[],
  );
  return rows;
}
