import type { Knex } from 'knex';
import { cutoffOf, type RetentionClass } from './retention-classes.ts';

/** Whom and what legal holds cover. */
export interface HeldBack {
  /** Numbers of accounts, those of held authorities included. */
  people: readonly number[];
  authorities: readonly number[];
  /** Of complaints, requests, breaches and the like. */
  references: readonly string[];
}

/** What carries out a class of retention. What is past its term at a moment goes, unless it is held back. */
export interface RetentionHolder {
  class: RetentionClass;
  /** How many entries are past their term then, and how many of them are held back. Reads only. */
  preview: (db: Knex, now: Date, heldBack: HeldBack) => Promise<{ due: number; held: number }>;
  /** Erases some of them, `most` at most, and what belongs to them; how many. */
  erase: (trx: Knex.Transaction, now: Date, heldBack: HeldBack, most: number) => Promise<number>;
}

/** Rows of a table that have a term. Texts are SQL of ours, never anything that was typed. */
export interface TermRows {
  class: RetentionClass;
  table: string;
  /** The column that numbers the rows. */
  key?: string;
  /** The moment (timestamptz) after which the term runs; rows where it is null stay. */
  since: string;
  /** A condition beside the term. */
  only?: string;
  /** Columns that say which accounts a row concerns. */
  whose?: readonly string[];
  /** The number of the authority whose row it is. */
  authority?: string;
  /** The column with the reference of a case. */
  reference?: string;
  /** Where it is more, or less, than a deletion of the row. */
  erase?: (trx: Knex.Transaction, keys: readonly (number | string)[], now: Date) => Promise<void>;
}

/** A day of the calendar as the moment at which it begins in England, as SQL. */
export const dayBegins = (column: string): string => `(${column}::timestamp at time zone 'Europe/London')`;

/** What carries out a class whose rows say themselves when their term began. */
export function rowsWithTerm(rows: TermRows): RetentionHolder {
  const { ends } = rows.class;
  if (ends.kind !== 'after') throw new Error(`The class ${rows.class.key} has no term.`);
  const cutoff = (now: Date): Date => cutoffOf(ends.term, now);
  return {
    class: rows.class,
    async preview(db, now, heldBack) {
      const row = await pastTerm(db, rows, cutoff(now)).first<{ due: number; held: number }>(
        db.raw('count(*) as due'),
        db.raw(`count(*) filter (where ${isHeld(rows)}) as held`, bindings(heldBack)),
      );
      return row;
    },
    async erase(trx, now, heldBack, most) {
      const { key = 'id', table } = rows;
      // Locked: whoever opens a case again at this moment comes first or finds it gone.
      const keys = await pastTerm(trx, rows, cutoff(now))
        .whereRaw(`not ${isHeld(rows)}`, bindings(heldBack))
        .orderBy(key)
        .limit(most)
        .forUpdate()
        .pluck<(number | string)[]>(key);
      if (keys.length === 0) return 0;
      if (rows.erase) await rows.erase(trx, keys, now);
      else await trx(table).whereIn(key, keys).delete();
      return keys.length;
    },
  };
}

function pastTerm(db: Knex, { table, since, only }: TermRows, cutoff: Date): Knex.QueryBuilder {
  const query = db(table).whereRaw(`${since} <= ?`, [cutoff]);
  return only === undefined ? query : query.whereRaw(`(${only})`);
}

function isHeld({ whose = [], authority, reference }: TermRows): string {
  const ways = [
    ...whose.map((column) => `${column} = any(cast(:people as bigint[]))`),
    ...(authority === undefined ? [] : [`${authority} = any(cast(:authorities as bigint[]))`]),
    ...(reference === undefined ? [] : [`${reference} = any(cast(:references as text[]))`]),
  ];
  return ways.length === 0 ? 'false' : `coalesce(${ways.join(' or ')}, false)`;
}

/** A null on one side of "or" must not hide a truth on the other: see coalesce above. */
function bindings({ people, authorities, references }: HeldBack): Record<string, Knex.RawBinding> {
  return { people, authorities, references } as unknown as Record<string, Knex.RawBinding>;
}
