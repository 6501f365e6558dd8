import type { Knex } from 'knex';
import { severities, type Finding, type Severity } from '../tables/index.ts';
import type { Decision } from './finding.ts';
import type { DecidedValue } from './upload-kind.ts';

/** A finding as it is kept: numbered within its upload, with what the officer decided about it. */
export interface KeptFinding extends Finding {
  number: number;
  group: number;
  decision: Decision | null;
}

interface FindingRow {
  number: number;
  group_number: number;
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
  service_name: string;
  decision: Decision | null;
}

export async function discardFindings(trx: Knex.Transaction, uploadId: number): Promise<void> {
  for (const table of ['findings', 'finding_groups', 'finding_services'])
    await trx(table).where('upload_id', uploadId).delete();
}

/** What many findings share, and how many they are. */
export interface FindingGroup {
  number: number;
  severity: Severity;
  file: string;
  filePosition: number;
  field: string;
  columnPosition: number;
  code: string;
  /** Of the first of them. */
  params: Finding['params'];
  findings: number;
}

/** In the order of the file, the errors first. */
export async function findingGroups(db: Knex, uploadId: number): Promise<FindingGroup[]> {
  return db('finding_groups')
    .where('upload_id', uploadId)
    .orderByRaw('array_position(?::text[], severity), file_position, column_position, number', [
      [...severities],
    ])
    .select<FindingGroup[]>(...['number', 'severity', 'file', 'field', 'code', 'params', 'findings'], {
      filePosition: 'file_position',
      columnPosition: 'column_position',
    });
}

/** Which findings of an upload are asked for. */
export interface FindingFilter {
  severity: Severity;
  /** Of one group alone. */
  group?: number;
  /** Of services whose id or name has this text, whatever its case. */
  service?: string;
}

export async function findingsPage(
  db: Knex,
  uploadId: number,
  filter: FindingFilter,
  page: { limit: number; offset: number },
): Promise<KeptFinding[]> {
  const query = filtered(db, uploadId, filter).limit(page.limit).offset(page.offset);
  return (await ordered(query).select<FindingRow[]>(kept(db))).map(decode);
}

export async function findingCount(db: Knex, uploadId: number, filter: FindingFilter): Promise<number> {
  const row = await filtered(db, uploadId, filter).count<{ count: number }[]>().first();
  return row?.count ?? 0;
}

const BATCH = 1000;

/** All findings of an upload, the errors first, each severity in file order; read in batches, held one at a time. */
export async function* allFindings(db: Knex, uploadId: number): AsyncGenerator<KeptFinding> {
  for (const severity of severities) yield* findingsInOrder(db, uploadId, severity);
}

/** All findings of one severity, or of one file alone, in file order. */
export async function* findingsInOrder(
  db: Knex,
  uploadId: number,
  severity: Severity,
  filePosition?: number,
): AsyncGenerator<KeptFinding> {
  let last: FindingRow | undefined;
  do {
    const query = ordered(filtered(db, uploadId, { severity })).limit(BATCH);
    // Not `=` from the second batch on: the index would then be read from the file's first finding each time.
    if (filePosition !== undefined) query.where('findings.file_position', last ? '<=' : '=', filePosition);
    if (last) {
      query.whereRaw(
        '(findings.file_position, findings.row, findings.column_position, findings.number) > (?, ?, ?, ?)',
        [last.file_position, last.row, last.column_position, last.number],
      );
    }
    const rows = await query.select<FindingRow[]>(kept(db));
    for (const row of rows) yield decode(row);
    last = rows.length === BATCH ? rows.at(-1) : undefined;
  } while (last);
}

function filtered(
  db: Knex,
  uploadId: number,
  { severity, group, service }: FindingFilter,
): Knex.QueryBuilder {
  const query = db('findings')
    .join('finding_groups', (on) =>
      on
        .on('finding_groups.upload_id', 'findings.upload_id')
        .andOn('finding_groups.number', 'findings.group_number'),
    )
    .leftJoin('finding_services', (on) =>
      on
        .on('finding_services.upload_id', 'findings.upload_id')
        .andOn('finding_services.service_id', 'findings.service_id'),
    )
    .where({ 'findings.upload_id': uploadId, 'findings.severity': severity });
  if (group !== undefined) query.where('findings.group_number', group);
  if (service) {
    query.whereRaw("position(lower(?) in lower(findings.service_id || ' ' || ??)) > 0", [
      service,
      db.raw(serviceName),
    ] as Knex.RawBinding[]);
  }
  return query;
}

const serviceName = "coalesce(nullif(findings.service_name, ''), finding_services.service_name, '')";

function kept(db: Knex): Knex.Raw {
  return db.raw(
    `findings.*, finding_groups.file, finding_groups.field, finding_groups.code, ${serviceName} as service_name`,
  );
}

function ordered(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.orderBy(
    ['file_position', 'row', 'column_position', 'number'].map((column) => `findings.${column}`),
  );
}

/** Keeps the names of services that findings are about, where another table has named them. */
export async function addFindingServices(
  db: Knex,
  uploadId: number,
  services: readonly { id: string; name: string }[],
): Promise<void> {
  await db.raw(
    `insert into finding_services select ?, * from unnest(?::text[], ?::text[]) on conflict do nothing`,
    [uploadId, services.map(({ id }) => id), services.map(({ name }) => name)] as Knex.RawBinding[],
  );
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
    rows: { row: number; service_id: string; field: string; value: string; decision: Decision }[];
  }>(
    `update findings set decision = wanted.decision, decided_by = ?, decided_at = now()
     from (${wanted.sql}) as wanted, finding_groups
     where findings.upload_id = ? and findings.severity = 'irregular' and findings.number = wanted.number
       and findings.decision is distinct from wanted.decision
       and finding_groups.upload_id = findings.upload_id and finding_groups.number = findings.group_number
     returning findings.row, service_id, field, value, findings.decision`,
    [decidedBy, ...wanted.bindings, uploadId] as Knex.RawBinding[],
  );
  return rows.map((row) => ({
    row: row.row,
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
    serviceName: row.service_name,
    group: row.group_number,
    decision: row.decision,
  };
}
