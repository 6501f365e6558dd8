import type { Knex } from 'knex';
import type { Pool } from 'pg';
import { BinaryCopy } from '../platform/binary-copy.ts';
import { cutValue } from '../platform/plain-text.ts';
import type { Decision, Finding, Severity } from './finding.ts';
import type { DecidedValue } from './upload-kind.ts';

/** A finding as it is kept: numbered within its upload, with what the officer decided about it. */
export interface KeptFinding extends Finding {
  number: number;
  decision: Decision | null;
}

interface FindingRow {
  number: number;
  file: string;
  file_position: number;
  row: number;
  column_position: number;
  field: string;
  value: string;
  code: string;
  params: Finding['params'];
  severity: Severity;
  service_id: string;
  decision: Decision | null;
}

const columns = [
  'upload_id',
  'number',
  'file',
  'file_position',
  'row',
  'column_position',
  'field',
  'value',
  'code',
  'params',
  'severity',
  'service_id',
] as const;

export interface FindingsWriter {
  add(finding: Finding): void;
  errors: number;
  irregular: number;
  settled(): Promise<void> | null;
  /** All that was added is kept now; nothing before. */
  end(): Promise<void>;
  abandon(): void;
}

/** Keeps an upload's findings as they are found, by COPY on a connection of their own. */
export async function findingsWriter(pool: Pool, uploadId: number): Promise<FindingsWriter> {
  const client = await pool.connect();
  const copy = new BinaryCopy(client, 'findings', columns);
  const writer: FindingsWriter = {
    errors: 0,
    irregular: 0,
    add(finding) {
      if (finding.severity === 'error') writer.errors += 1;
      else writer.irregular += 1;
      copyFinding(copy, uploadId, writer.errors + writer.irregular, finding);
    },
    settled: () => copy.settled(),
    async end() {
      await copy.end();
      client.release();
    },
    // In the middle of a COPY a connection is of no more use.
    abandon: () => client.release(true),
  };
  return writer;
}

function copyFinding(copy: BinaryCopy, uploadId: number, number: number, finding: Finding): void {
  copy.row();
  copy.bigint(uploadId);
  copy.integer(number);
  copy.text(cutValue(finding.file));
  copy.smallint(finding.filePosition);
  copy.integer(finding.row);
  copy.smallint(Math.min(finding.columnPosition, 32767));
  copy.text(finding.field);
  copy.text(cutValue(finding.value));
  copy.text(finding.code);
  copy.jsonb(finding.params);
  copy.text(finding.severity);
  copy.text(cutValue(finding.serviceId));
}

export async function discardFindings(trx: Knex.Transaction, uploadId: number): Promise<void> {
  await trx('findings').where('upload_id', uploadId).delete();
}

/** A page of an upload's findings of one severity, in file order. */
export async function findingsPage(
  db: Knex,
  uploadId: number,
  severity: Severity,
  page: { limit: number; offset: number },
): Promise<KeptFinding[]> {
  const query = inFileOrder(db, uploadId, severity).limit(page.limit).offset(page.offset);
  return ((await query) as FindingRow[]).map(decode);
}

const BATCH = 1000;

/** All findings of an upload, the errors first, each severity in file order; read in batches, held one at a time. */
export async function* allFindings(db: Knex, uploadId: number): AsyncGenerator<KeptFinding> {
  for (const severity of ['error', 'irregular'] as const) {
    let last: FindingRow | undefined;
    do {
      const query = inFileOrder(db, uploadId, severity).limit(BATCH);
      if (last) {
        query.whereRaw('(file_position, "row", column_position, number) > (?, ?, ?, ?)', [
          last.file_position,
          last.row,
          last.column_position,
          last.number,
        ]);
      }
      const rows = (await query) as FindingRow[];
      for (const row of rows) yield decode(row);
      last = rows.length === BATCH ? rows.at(-1) : undefined;
    } while (last);
  }
}

function inFileOrder(db: Knex, uploadId: number, severity: Severity): Knex.QueryBuilder {
  return db('findings')
    .where({ upload_id: uploadId, severity })
    .orderBy(['file_position', 'row', 'column_position', 'number'])
    .select('*');
}

/**
 * Writes decisions on irregular values and returns those that differ from before. `'all'` decides about every one.
 */
export async function decide(
  trx: Knex.Transaction,
  uploadId: number,
  decisions: ReadonlyMap<number, Decision> | { all: Decision },
  decidedBy: number,
): Promise<DecidedValue[]> {
  const wanted =
    'all' in decisions
      ? {
          sql: 'select number, ?::text as decision from findings where upload_id = ?',
          bindings: [decisions.all, uploadId],
        }
      : {
          sql: 'select * from unnest(?::integer[], ?::text[]) as wanted (number, decision)',
          bindings: [[...decisions.keys()], [...decisions.values()]],
        };
  const { rows } = await trx.raw<{
    rows: { service_id: string; field: string; value: string; decision: Decision }[];
  }>(
    `update findings set decision = wanted.decision, decided_by = ?, decided_at = now()
     from (${wanted.sql}) as wanted
     where upload_id = ? and severity = 'irregular' and findings.number = wanted.number
       and findings.decision is distinct from wanted.decision
     returning service_id, field, value, findings.decision`,
    [decidedBy, ...wanted.bindings, uploadId] as Knex.RawBinding[],
  );
  return rows.map((row) => ({
    serviceId: row.service_id,
    field: row.field,
    value: row.value,
    decision: row.decision,
  }));
}

export interface DecisionCounts {
  include: number;
  exclude: number;
  undecided: number;
}

export async function decisionCounts(db: Knex, uploadId: number): Promise<DecisionCounts> {
  const rows = await db('findings')
    .where({ upload_id: uploadId, severity: 'irregular' })
    .groupBy('decision')
    .select<{ decision: Decision | null; count: number }[]>('decision', db.raw('count(*)'));
  const counted = (decision: Decision | null): number =>
    rows.find((row) => row.decision === decision)?.count ?? 0;
  return { include: counted('include'), exclude: counted('exclude'), undecided: counted(null) };
}

function decode(row: FindingRow): KeptFinding {
  return {
    number: row.number,
    file: row.file,
    filePosition: row.file_position,
    row: row.row,
    columnPosition: row.column_position,
    field: row.field,
    value: row.value,
    code: row.code,
    params: row.params,
    severity: row.severity,
    serviceId: row.service_id,
    decision: row.decision,
  };
}
