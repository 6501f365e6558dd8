import type { Knex } from 'knex';
import type { HeldBack } from '../../platform/retention.ts';
import { peopleHeldForClaims } from '../restrictions/store.ts';
import type { Hold, HoldTarget } from './hold.ts';

interface HoldRow {
  id: number;
  user_id: number | null;
  authority_id: number | null;
  authority: string | null;
  case_reference: string | null;
  reason: string;
  review_day: string;
  placer: string | null;
  placed_at: Date;
  ender: string | null;
  ended_at: Date | null;
  end_reason: string | null;
}

const inForce = 'not exists (select from legal_hold_ends where hold_id = legal_holds.id)';
/** Tables whose rows are cases, by a reference; and the columns that say whom a case is about. */
const caseTables = {
  enquiries: ['user_id'],
  complaints: ['user_id'],
  rights_requests: ['user_id', 'subject_id'],
  breaches: [],
  disclosures: ['user_id'],
} as const satisfies Record<string, readonly string[]>;

/**
 * Lets one transaction at a time decide on what may be deleted: a hold is placed before a deletion begins or after it has
 * ended, and removals take the same lock.
 */
export async function lockDeletion(trx: Knex.Transaction): Promise<void> {
  await trx.raw(`select pg_advisory_xact_lock(hashtext('spbench removals'))`);
}

/** Everything that holds in force cover, and everybody whose data is limited because a legal claim needs it. */
export async function heldBack(db: Knex): Promise<HeldBack> {
  const rows = await db('legal_holds')
    .whereRaw(inForce)
    .select<Pick<HoldRow, 'user_id' | 'authority_id' | 'case_reference'>[]>(
      ...['user_id', 'authority_id', 'case_reference'],
    );
  const authorities = rows.flatMap((row) => row.authority_id ?? []);
  const staff = await db('users').whereIn('authority_id', authorities).pluck<number[]>('id');
  return {
    people: [
      ...new Set([...rows.flatMap((row) => row.user_id ?? []), ...staff, ...(await peopleHeldForClaims(db))]),
    ],
    authorities: [...new Set(authorities)],
    references: [...new Set(rows.flatMap((row) => row.case_reference ?? []))],
  };
}

/** How many holds in force cover these people, their authorities, this authority, or cases about these people. */
export async function holdsOn(
  db: Knex,
  { people, authorityId }: { people: readonly number[]; authorityId: number | null },
): Promise<number> {
  const references = await referencesAbout(db, people);
  const row = await db('legal_holds')
    .whereRaw(inForce)
    .whereRaw(
      `(user_id = any(cast(:people as bigint[])) or authority_id = :authorityId
        or authority_id in (select authority_id from users where id = any(cast(:people as bigint[])))
        or case_reference = any(cast(:references as text[])))`,
      { people, authorityId, references } as unknown as Record<string, Knex.RawBinding>,
    )
    .count<{ count: number }[]>()
    .first();
  return row?.count ?? 0;
}

/** Accounts that a hold covers. */
export async function heldTarget(db: Knex, target: HoldTarget): Promise<number[]> {
  if (target.kind === 'person') return [target.userId];
  return target.kind === 'case'
    ? ((await peopleOfCase(db, target.reference)) ?? [])
    : db('users').where({ authority_id: target.authorityId }).pluck<number[]>('id');
}

/** Every hold that covers or has covered a person: on them, on their authority, or on a case about them. */
export async function holdsCovering(db: Knex, userId: number): Promise<Hold[]> {
  const references = await referencesAbout(db, [userId]);
  const rows = (await holds(db)
    .whereRaw(
      `(legal_holds.user_id = :userId or legal_holds.authority_id = (select authority_id from users where id = :userId)
        or case_reference = any(cast(:references as text[])))`,
      { userId, references } as unknown as Record<string, Knex.RawBinding>,
    )
    .orderBy('legal_holds.id')) as HoldRow[];
  return rows.map(holdFrom);
}

async function referencesAbout(db: Knex, people: readonly number[]): Promise<string[]> {
  const found: string[] = [];
  for (const [table, columns] of Object.entries(caseTables))
    for (const column of columns)
      found.push(...(await db(table).whereIn(column, people).pluck<string[]>('reference')));
  return found;
}

/** Whom a case is about, among those with accounts; null where no case has the reference. */
export async function peopleOfCase(db: Knex, reference: string): Promise<number[] | null> {
  for (const [table, columns] of Object.entries(caseTables)) {
    const row = await db(table).where({ reference }).first<Record<string, number | null> | undefined>();
    if (row) return columns.flatMap((column: string) => row[column] ?? []);
  }
  return null;
}

/** The account that has the address now; null where none has. */
export async function accountAt(db: Knex, email: string): Promise<number | null> {
  const row = await db('users')
    .whereRaw('lower(email) = lower(?)', [email])
    .first<{ id: number } | undefined>('id');
  return row?.id ?? null;
}

export async function insertHold(
  trx: Knex.Transaction,
  hold: { target: HoldTarget; reason: string; reviewOn: string; placedBy: number; placedAt: Date },
): Promise<number> {
  const { target } = hold;
  const [row] = await trx('legal_holds')
    .insert({
      user_id: target.kind === 'person' ? target.userId : null,
      authority_id: target.kind === 'authority' ? target.authorityId : null,
      case_reference: target.kind === 'case' ? target.reference : null,
      ...{ reason: hold.reason, review_on: hold.reviewOn },
      ...{ placed_by: hold.placedBy, placed_at: hold.placedAt },
    })
    .returning<{ id: number }[]>('id');
  if (!row) throw new Error('The hold was not kept.');
  return row.id;
}

/** False where it has ended already. */
export async function insertEnd(
  trx: Knex.Transaction,
  end: { holdId: number; reason: string; endedBy: number; endedAt: Date },
): Promise<boolean> {
  const added = await trx('legal_hold_ends')
    .insert({ hold_id: end.holdId, reason: end.reason, ended_by: end.endedBy, ended_at: end.endedAt })
    .onConflict('hold_id')
    .ignore()
    .returning<{ hold_id: number }[]>('hold_id');
  return added.length > 0;
}

export async function holdOf(db: Knex, id: number): Promise<Hold | null> {
  const row = (await holds(db).where('legal_holds.id', id).first()) as HoldRow | undefined;
  return row ? holdFrom(row) : null;
}

/** Those in force, what is to be looked at first; or those that have ended, the newest first. */
export async function holdsBy(
  db: Knex,
  isInForce: boolean,
  { limit, offset }: { limit: number; offset: number },
): Promise<Hold[]> {
  const query = holds(db).limit(limit).offset(offset);
  const rows = (await (isInForce
    ? query.whereRaw(inForce).orderBy(['review_on', 'legal_holds.id'])
    : query.whereRaw(`not (${inForce})`).orderBy('legal_holds.id', 'desc'))) as HoldRow[];
  return rows.map(holdFrom);
}

export interface HoldCounts {
  inForce: number;
  ended: number;
  /** In force, and to be looked at again by this day or before. */
  due: number;
  /** YYYY-MM-DD of the one that has been due longest. */
  oldest: string | null;
}

/** @param today YYYY-MM-DD */
export async function holdCounts(db: Knex, today: string): Promise<HoldCounts> {
  return db('legal_holds').first<HoldCounts>(
    db.raw(`count(*) filter (where ${inForce}) as "inForce"`),
    db.raw(`count(*) filter (where not (${inForce})) as ended`),
    db.raw(`count(*) filter (where ${inForce} and review_on <= ?) as due`, [today]),
    db.raw(`(min(review_on) filter (where ${inForce} and review_on <= ?))::text as oldest`, [today]),
  );
}

function holds(db: Knex): Knex.QueryBuilder {
  return db('legal_holds')
    .leftJoin('legal_hold_ends as ends', 'ends.hold_id', 'legal_holds.id')
    .join('users as placers', 'placers.id', 'legal_holds.placed_by')
    .leftJoin('users as enders', 'enders.id', 'ends.ended_by')
    .leftJoin('authorities', 'authorities.id', 'legal_holds.authority_id')
    .select('legal_holds.id', 'user_id', 'legal_holds.authority_id', 'case_reference', 'legal_holds.reason')
    .select('placed_at', 'ended_at', { authority: 'authorities.name', end_reason: 'ends.reason' })
    .select({ placer: 'placers.name', ender: 'enders.name' })
    .select(db.raw('review_on::text as review_day'));
}

const REMOVED = 'somebody since removed';

function holdFrom(row: HoldRow): Hold {
  return {
    ...{ id: row.id, target: targetFrom(row), reason: row.reason, reviewOn: row.review_day },
    ...{ placedBy: row.placer ?? REMOVED, placedAt: row.placed_at },
    end: row.ended_at && { by: row.ender ?? REMOVED, at: row.ended_at, reason: row.end_reason ?? '' },
  };
}

function targetFrom({ user_id, authority_id, authority, case_reference }: HoldRow): HoldTarget {
  if (user_id !== null) return { kind: 'person', userId: user_id };
  if (authority_id !== null) return { kind: 'authority', authorityId: authority_id, name: authority ?? '' };
  return { kind: 'case', reference: case_reference ?? '' };
}
