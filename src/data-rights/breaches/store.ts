import type { Knex } from 'knex';
import type { Values } from '../registers/specification/field.ts';
import type { BreachEvent, BreachFacts } from './rules/duties.ts';
import type { BreachEventKind } from './specification/steps.ts';

export interface LoggedEvent extends BreachEvent {
  recordedAt: Date;
  recordedBy: string;
}

export interface Breach extends BreachFacts {
  id: number;
  reference: string;
  reportedAt: Date;
  closedAt: Date | null;
  events: readonly LoggedEvent[];
}

interface BreachRow {
  id: number;
  reference: string;
  aware_at: Date;
  reported_at: Date;
  closed_at: Date | null;
}

export interface NewEvent {
  kind: BreachEventKind;
  happenedAt: Date;
  recordedAt: Date;
  recordedBy: number;
  facts: Values;
}

export async function addBreach(
  trx: Knex.Transaction,
  breach: { reference: string; awareAt: Date; reportedAt: Date; reportedBy: number },
): Promise<number> {
  const [row] = await trx('breaches')
    .insert({
      ...{ reference: breach.reference, aware_at: breach.awareAt },
      ...{ reported_at: breach.reportedAt, reported_by: breach.reportedBy },
    })
    .returning<{ id: number }[]>('id');
  if (!row) throw new Error('The breach was not kept.');
  return row.id;
}

export async function addBreachEvent(
  trx: Knex.Transaction,
  breachId: number,
  event: NewEvent,
): Promise<void> {
  await trx('breach_events').insert({
    ...{ breach_id: breachId, kind: event.kind, happened_at: event.happenedAt },
    ...{ recorded_at: event.recordedAt, recorded_by: event.recordedBy, facts: JSON.stringify(event.facts) },
  });
}

export async function setBreachClosed(
  trx: Knex.Transaction,
  id: number,
  closedAt: Date | null,
): Promise<void> {
  await trx('breaches').where({ id }).update({ closed_at: closedAt });
}

/** With all its events; in a transaction its row stays locked until the end. */
export async function breachBy(db: Knex | Knex.Transaction, reference: string): Promise<Breach | null> {
  const query = db('breaches').where({ reference }).first<BreachRow | undefined>();
  const row = await (db.isTransaction ? query.forUpdate() : query);
  return row ? ((await withEvents(db, [row]))[0] ?? null) : null;
}

/** Those that are open, the oldest first; or those that are closed, the newest first. */
export async function breachesOf(
  db: Knex,
  isOpen: boolean,
  page: { limit: number; offset: number },
): Promise<Breach[]> {
  const query = db('breaches').limit(page.limit).offset(page.offset).select<BreachRow[]>('*');
  const rows = await (isOpen
    ? query.whereNull('closed_at').orderBy([{ column: 'aware_at' }, { column: 'id' }])
    : query.whereNotNull('closed_at').orderBy('closed_at', 'desc').orderBy('id', 'desc'));
  return withEvents(db, rows);
}

export interface BreachCounts {
  open: number;
  closed: number;
  /** When the oldest open one was known. */
  oldest: Date | null;
}

export async function breachCounts(db: Knex): Promise<BreachCounts> {
  return db('breaches').first<BreachCounts>(
    db.raw('count(*) filter (where closed_at is null) as open'),
    db.raw('count(*) filter (where closed_at is not null) as closed'),
    db.raw('min(aware_at) filter (where closed_at is null) as oldest'),
  );
}

/** Who is told of a report at once: those who look after breaches and can sign in. */
export async function complianceOfficers(db: Knex): Promise<{ id: number; email: string; name: string }[]> {
  return db('users')
    .where({ role: 'compliance' })
    .whereNull('closed_at')
    .whereNotNull('email')
    .orderBy('id')
    .select<{ id: number; email: string; name: string }[]>('id', 'email', 'name');
}

interface EventRow {
  breach_id: number;
  kind: BreachEventKind;
  happened_at: Date;
  recorded_at: Date;
  name: string | null;
  facts: Values;
}

async function withEvents(db: Knex, rows: readonly BreachRow[]): Promise<Breach[]> {
  const events = await db('breach_events')
    .join('users', 'users.id', 'breach_events.recorded_by')
    .whereIn(
      'breach_id',
      rows.map(({ id }) => id),
    )
    .orderBy('breach_events.id')
    .select<EventRow[]>('breach_events.*', 'users.name');
  return rows.map((row) => ({
    ...{ id: row.id, reference: row.reference, awareAt: row.aware_at, reportedAt: row.reported_at },
    ...{ closedAt: row.closed_at, isClosed: row.closed_at !== null },
    events: events
      .filter((event) => event.breach_id === row.id)
      .map((event) => ({
        ...{ kind: event.kind, happenedAt: event.happened_at, facts: event.facts },
        ...{ recordedAt: event.recorded_at, recordedBy: event.name ?? 'somebody since removed' },
      })),
  }));
}
