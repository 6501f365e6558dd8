import type { Knex } from 'knex';
import { severities } from '../tables/index.ts';
import { findingsInOrder, type KeptFinding } from './store-findings.ts';

/** All findings of one file in the order of its rows and columns, whatever their severity; read in batches. */
export async function* findingsByRow(
  db: Knex,
  uploadId: number,
  filePosition: number,
): AsyncGenerator<KeptFinding> {
  const sources = severities.map((severity) => findingsInOrder(db, uploadId, severity, filePosition));
  const heads: (KeptFinding | undefined)[] = [];
  for (const source of sources) heads.push(await nextOf(source));
  for (;;) {
    const first = firstOf(heads);
    const head = heads[first];
    const source = sources[first];
    if (!head || !source) return;
    yield head;
    heads[first] = await nextOf(source);
  }
}

async function nextOf(source: AsyncGenerator<KeptFinding>): Promise<KeptFinding | undefined> {
  const next = await source.next();
  return next.done ? undefined : next.value;
}

/** Which of the heads comes first; -1 where there is none left. */
function firstOf(heads: readonly (KeptFinding | undefined)[]): number {
  let first = -1;
  for (const [at, head] of heads.entries()) {
    const least = heads[first];
    if (head && (!least || order(head, least) < 0)) first = at;
  }
  return first;
}

function order(a: KeptFinding, b: KeptFinding): number {
  return a.row - b.row || a.columnPosition - b.columnPosition || a.number - b.number;
}

/** Findings handed out as rows are come to. */
export interface RowFindings {
  /** Those of a row; `skipped` takes those of rows before it that have not been asked for. Rows are asked for in order. */
  of(row: number, skipped: (finding: KeptFinding) => void): Promise<KeptFinding[]>;
}

export function rowFindings(findings: AsyncGenerator<KeptFinding>): RowFindings {
  let next: KeptFinding | undefined;
  let isStarted = false;
  return {
    async of(row, skipped) {
      const own: KeptFinding[] = [];
      if (!isStarted) {
        isStarted = true;
        next = await nextOf(findings);
      }
      while (next && next.row <= row) {
        if (next.row === row) own.push(next);
        else skipped(next);
        next = await nextOf(findings);
      }
      return own;
    },
  };
}
