import type { Knex } from 'knex';
import type { Day } from '../rules/days.ts';
import type { FoundRecipient, Recipient, RecipientOutcome, ToldKind, ToldOf } from './recipient.ts';

/** Each kind has a table of its own, of the same shape: what they belong to differs, and for how long they are kept. */
const tables: Readonly<Record<ToldKind, { table: string; key: string; whole: string }>> = {
  correction: { table: 'correction_recipients', key: 'correction_id', whole: 'corrections' },
  restriction: { table: 'restriction_recipients', key: 'restriction_id', whole: 'restrictions' },
  removal: { table: 'removal_recipients', key: 'removal_id', whole: 'removals' },
};

/** @param of whose data it is goes along, but for a removal: nothing says any more whose it was */
export async function insertRecipients(
  trx: Knex.Transaction,
  { kind, id, userId }: Pick<ToldOf, 'kind' | 'id' | 'userId'>,
  recipients: readonly FoundRecipient[],
): Promise<void> {
  if (recipients.length === 0) return;
  const { table, key } = tables[kind];
  await trx(table).insert(
    recipients.map(({ recipient, knownFrom, toldOn }) => ({
      ...{ [key]: id, recipient, known_from: knownFrom, ...(kind !== 'removal' && { user_id: userId }) },
      ...(toldOn && { outcome: 'told', settled_on: toldOn }),
    })),
  );
}

/** Of each of these, whoever was given the data. */
export async function recipientsOf(
  db: Knex,
  kind: ToldKind,
  ids: readonly number[],
): Promise<(Recipient & { of: number })[]> {
  const { table, key } = tables[kind];
  return db(table)
    .whereIn(key, [...ids])
    .orderBy('id')
    .select<(Recipient & { of: number })[]>({
      ...{ id: 'id', of: key, recipient: 'recipient', knownFrom: 'known_from' },
      ...{ isHidden: 'is_hidden', outcome: 'outcome', settledOn: 'settled_on', reason: 'reason' },
    });
}

/** Keeps what it belongs to where it is until the transaction ends; false where it is gone. */
export async function lockTold(
  trx: Knex.Transaction,
  { kind, id }: Pick<ToldOf, 'kind' | 'id'>,
): Promise<boolean> {
  const row = await trx(tables[kind].whole).where({ id }).forShare().first<{ id: number } | undefined>('id');
  return row !== undefined;
}

/** False where it is settled already, or there is none. */
export async function setSettled(
  trx: Knex.Transaction,
  { kind, id: whole }: Pick<ToldOf, 'kind' | 'id'>,
  settled: { id: number; outcome: RecipientOutcome; on: Day; reason: string | null; by: number },
): Promise<boolean> {
  const { table, key } = tables[kind];
  const { id, outcome, on, reason, by } = settled;
  const changed = await trx(table)
    .where({ id, [key]: whole, outcome: null })
    .update({ outcome, settled_on: on, reason, settled_by: by });
  return changed === 1;
}

/** In SQL, how many of a row's recipients nothing is on record for yet. */
export function untoldIn(kind: ToldKind): string {
  const { table, key, whole } = tables[kind];
  return `(select count(*) from ${table} where ${table}.${key} = ${whole}.id and outcome is null)`;
}

/** How many have somebody to tell, and since when the oldest of them. @param moment column that says since when */
export async function untoldCounts(
  db: Knex,
  kind: ToldKind,
  moment: string,
): Promise<{ open: number; oldest: Date | null }> {
  return db(tables[kind].whole)
    .whereRaw(`${untoldIn(kind)} > 0`)
    .first<{ open: number; oldest: Date | null }>(
      db.raw('count(*) as open'),
      db.raw('min(??) as oldest', [moment]),
    );
}
