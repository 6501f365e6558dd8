import type { Knex } from 'knex';
import type { Value, Values } from '../registers/specification/field.ts';

export interface Disclosure {
  reference: string;
  userId: number | null;
  values: Values;
  /** YYYY-MM-DD; null where the person was told. */
  reviewOn: string | null;
  decidedAt: Date;
  recordedAt: Date;
  recordedBy: string;
}

/** Fields of the form and the columns that keep them. */
const columns = {
  ...{ aboutWhom: 'about_whom', decision: 'decision', dataKinds: 'data_kinds', recipient: 'recipient' },
  ...{ purpose: 'purpose', ground: 'ground', consent: 'consent', consentReasons: 'consent_reasons' },
  ...{ riskReasons: 'risk_reasons', agreement: 'agreement' },
} as const;

export async function addDisclosure(
  trx: Knex.Transaction,
  disclosure: {
    reference: string;
    userId: number | null;
    values: Values;
    recordedAt: Date;
    recordedBy: number;
  },
): Promise<void> {
  const { reference, userId, values, recordedAt, recordedBy } = disclosure;
  const own = Object.fromEntries(Object.entries(columns).map(([field, column]) => [column, values[field]]));
  await trx('disclosures').insert({
    ...{ ...own, ...tellingColumns(values), reference, user_id: userId },
    ...{ decided_at: values.decidedAt, recorded_at: recordedAt, recorded_by: recordedBy },
  });
}

export async function setTelling(trx: Knex.Transaction, reference: string, values: Values): Promise<boolean> {
  const changed = await trx('disclosures')
    .where({ reference, telling: 'not-told' })
    .update(tellingColumns(values));
  return changed === 1;
}

/** What belongs to the other answer is left out. */
function tellingColumns({
  telling,
  toldOn,
  tellingReasons,
  reviewOn,
}: Values): Record<string, Value | undefined> {
  return telling === 'told'
    ? { telling, told_on: toldOn, telling_reasons: null, review_on: null }
    : { telling, told_on: null, telling_reasons: tellingReasons, review_on: reviewOn };
}

type Row = Record<string, Value> & { recorded_at: Date; decided_at: Date };

export async function disclosureBy(db: Knex, reference: string): Promise<Disclosure | null> {
  const row = (await disclosures(db).where({ reference }).first()) as Row | undefined;
  return row ? disclosureFrom(row) : null;
}

/** The newest first, but for those that concern the reader: what must not be told would be told. */
export async function disclosuresOf(
  db: Knex,
  readerId: number,
  { limit, offset }: { limit: number; offset: number },
): Promise<Disclosure[]> {
  const query = disclosures(db)
    .orderBy([
      { column: 'disclosures.decided_at', order: 'desc' },
      { column: 'disclosures.id', order: 'desc' },
    ])
    .limit(limit)
    .offset(offset);
  query.whereRaw('disclosures.user_id is distinct from ?', [readerId]);
  return ((await query) as Row[]).map(disclosureFrom);
}

export interface DisclosureCounts {
  all: number;
  /** Not told, and to be looked at again by this day or before. */
  toReview: number;
  /** YYYY-MM-DD of the one that has waited longest. */
  oldest: string | null;
}

/** @param today YYYY-MM-DD */
export async function disclosureCounts(db: Knex, today: string): Promise<DisclosureCounts> {
  return db('disclosures').first<DisclosureCounts>(
    db.raw('count(*) as "all"'),
    db.raw(`count(*) filter (where review_on <= ?) as "toReview"`, [today]),
    db.raw(`min(review_on) filter (where review_on <= ?)::text as oldest`, [today]),
  );
}

/** Whose account has the address; null where nobody's has. */
export async function accountAt(db: Knex, email: string): Promise<number | null> {
  const row = await db('users')
    .whereRaw('lower(email) = lower(?)', [email])
    .first<{ id: number } | undefined>('id');
  return row?.id ?? null;
}

function disclosures(db: Knex): Knex.QueryBuilder {
  return db('disclosures')
    .join({ recorders: 'users' }, 'recorders.id', 'disclosures.recorded_by')
    .leftJoin({ people: 'users' }, 'people.id', 'disclosures.user_id')
    .select('disclosures.*', { recorder: 'recorders.name', person: 'people.email' })
    .select(db.raw('told_on::text as told_day, review_on::text as review_day'));
}

function disclosureFrom(row: Row): Disclosure {
  const own = Object.fromEntries(
    Object.entries(columns).map(([field, column]) => [field, row[column] ?? null]),
  );
  return {
    reference: String(row.reference),
    userId: row.user_id === null ? null : Number(row.user_id),
    values: {
      ...own,
      account: row.person ?? null,
      decidedAt: row.decided_at.toISOString(),
      ...{ telling: row.telling ?? null, toldOn: row.told_day ?? null },
      ...{ tellingReasons: row.telling_reasons ?? null, reviewOn: row.review_day ?? null },
    },
    reviewOn: (row.review_day ?? null) as string | null,
    ...{ decidedAt: row.decided_at, recordedAt: row.recorded_at },
    recordedBy: String(row.recorder ?? 'somebody since removed'),
  };
}
