import type { Pool } from 'pg';
import { BinaryCopy } from '../platform/binary-copy.ts';
import { cutValue } from '../platform/plain-text.ts';
import type { Finding, Severity } from '../tables/index.ts';

const columns = [
  'upload_id',
  'number',
  'group_number',
  'file_position',
  'row',
  'column_position',
  'value',
  'params',
  'severity',
  'service_id',
  'service_name',
] as const;

/** Findings beyond so many groups share one a severity and file: no page could show more. */
const MOST_GROUPS = 2000;

export interface FindingsWriter {
  add(finding: Finding): void;
  readonly counts: Readonly<Record<Severity, number>>;
  /** Whether the file itself holds people's data (P10): then it must not be kept. */
  isPersonal: boolean;
  settled(): Promise<void> | null;
  /** All that was added is kept now; nothing before. */
  end(): Promise<void>;
  /** Keeps nothing, unless all has been kept already. */
  abandon(): void;
}

interface Group {
  number: number;
  first: Finding;
  findings: number;
}

/** Keeps an upload's findings as they are found, by COPY on a connection of their own. */
export async function findingsWriter(pool: Pool, uploadId: number): Promise<FindingsWriter> {
  const client = await pool.connect();
  const copy = new BinaryCopy(client, 'findings', columns);
  const counts = { error: 0, irregular: 0, notice: 0 };
  const groups = new Map<string, Group>();
  let isOver = false;
  const release = (isBroken: boolean): void => {
    if (!isOver) client.release(isBroken);
    isOver = true;
  };
  const writer: FindingsWriter = {
    counts,
    isPersonal: false,
    add(finding) {
      if (finding.severity === 'error' && finding.code.startsWith('personal.')) writer.isPersonal = true;
      counts[finding.severity] += 1;
      const group = groupOf(groups, finding);
      group.findings += 1;
      copyFinding(copy, uploadId, counts.error + counts.irregular + counts.notice, group.number, finding);
    },
    settled: () => copy.settled(),
    async end() {
      await copy.end();
      await client.query(insertGroups, [uploadId, JSON.stringify([...groups.values()].map(groupRow))]);
      release(false);
    },
    // In the middle of a COPY a connection is of no more use.
    abandon: () => release(true),
  };
  return writer;
}

/** The same rule, field and file: one line of the report. */
function groupOf(groups: Map<string, Group>, finding: Finding): Group {
  const isFull = groups.size >= MOST_GROUPS;
  const field = isFull ? '' : finding.field;
  const key = `${finding.severity} ${finding.filePosition} ${finding.code} ${field}`;
  let group = groups.get(key);
  if (!group) {
    group = { number: groups.size + 1, first: { ...finding, field }, findings: 0 };
    groups.set(key, group);
  }
  return group;
}

const insertGroups = `
  insert into finding_groups
    (upload_id, number, severity, file, file_position, field, column_position, code, params, findings)
  select $1, number, severity, file, file_position, field, column_position, code, params, findings
  from jsonb_to_recordset($2::jsonb) as groups (number integer, severity text, file text, file_position smallint,
    field text, column_position smallint, code text, params jsonb, findings integer)`;

function groupRow({ number, first, findings }: Group) {
  return {
    number,
    severity: first.severity,
    file: cutValue(first.file),
    file_position: first.filePosition,
    field: cutValue(first.field),
    column_position: Math.min(first.columnPosition, MOST_COLUMNS),
    code: first.code,
    params: first.params,
    findings,
  };
}

const MOST_COLUMNS = 32767;

function copyFinding(
  copy: BinaryCopy,
  uploadId: number,
  number: number,
  group: number,
  finding: Finding,
): void {
  copy.row();
  copy.bigint(uploadId);
  copy.integer(number);
  copy.integer(group);
  copy.smallint(finding.filePosition);
  copy.integer(finding.row);
  copy.smallint(Math.min(finding.columnPosition, MOST_COLUMNS));
  copy.text(cutValue(finding.value));
  copy.jsonb(finding.params);
  copy.text(finding.severity);
  copy.text(cutValue(finding.serviceId));
  copy.text(cutValue(finding.serviceName));
}
