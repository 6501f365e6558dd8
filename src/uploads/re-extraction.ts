import type { DifferingColumn } from '../platform/compare-rows.ts';
import type { Finding } from '../tables/index.ts';
import type { Changes } from './changes.ts';
import type { Upload } from './upload.ts';

/** Running, ready to be read and applied, applied (or nothing to apply), or given up with nothing of it left. */
export type RunState = 'running' | 'ready' | 'applied' | 'cancelled';

/** A run that more is to come of. */
export const openStates: readonly RunState[] = ['running', 'ready'];

/** A run over the stored originals of an authority, or of all. */
export interface Run {
  id: number;
  state: RunState;
  /** Null for all. */
  authority: { id: number; code: string; name: string } | null;
  /** Null for a command at the console. */
  requestedBy: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

export type ItemState = 'pending' | 'same' | 'differs' | 'rejected' | 'skipped' | 'failed' | 'applied';

/** How many of a run's items are in each state; a state that none is in is left out. */
export type ItemCounts = Partial<Record<ItemState, number>>;

export function totalOf(counts: ItemCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** One upload of a run. */
export interface Item {
  runId: number;
  sourceId: number;
  /** Its second reading, while there is one. */
  shadowId: number | null;
  state: ItemState;
  /** Why it was skipped, rejected or failed, or is not applied yet; a phrase. */
  reason: string;
  differences: Differences | null;
}

export const reasons = {
  removed: 'removed',
  gone: 'its file is not there to be read any more, or the upload was withdrawn',
  undecided: 'needs decisions: there are values that are newly irregular',
  tampered: 'the stored file could not be opened: it was changed, or its key is missing',
  failed: 'the file could not be checked: this is a fault of ours, and its cause is in the log',
} as const;

/** What a second reading of a file says otherwise than the first. */
export interface Differences {
  /** Rows of the tables that are used, where their numbers differ. */
  tables: { name: string; before: number; after: number }[];
  /** In the words of the kind; null for a kind whose versions are not compared. */
  changes: Pick<Changes, 'totals' | 'lists'> | null;
  columns: DifferingColumn[];
  findings: FindingChange[];
}

/** Findings of one severity, file, field and rule: how many there were, and are now. */
export interface FindingChange extends Pick<Finding, 'severity' | 'file' | 'field' | 'code' | 'params'> {
  before: number;
  after: number;
}

type CountedGroup = Omit<FindingChange, 'before' | 'after'> & { findings: number };

/** Groups of findings that are new, gone, or of another size, in the order of the later reading. */
export function findingChanges(
  before: readonly CountedGroup[],
  after: readonly CountedGroup[],
): FindingChange[] {
  const changes = new Map<string, FindingChange>();
  const count = (groups: readonly CountedGroup[], time: 'before' | 'after'): void => {
    for (const { severity, file, field, code, params, findings } of groups) {
      const key = JSON.stringify([severity, file, field, code]);
      const change = changes.get(key) ?? { severity, file, field, code, params, before: 0, after: 0 };
      change[time] += findings;
      changes.set(key, change);
    }
  };
  count(after, 'after');
  count(before, 'before');
  return [...changes.values()].filter((change) => change.before !== change.after);
}

/** Rows taken from each table, where two readings took a different number. */
export function tableChanges(
  before: Pick<Upload, 'tables'>,
  after: Pick<Upload, 'tables'>,
): Differences['tables'] {
  const taken = ({ tables }: Pick<Upload, 'tables'>): Map<string, number> =>
    new Map(
      tables.flatMap(({ name, rows, taken }) => (rows === null ? [] : [[name, taken ?? rows] as const])),
    );
  const [then, now] = [taken(before), taken(after)];
  return [...new Set([...then.keys(), ...now.keys()])]
    .map((name) => ({ name, before: then.get(name) ?? 0, after: now.get(name) ?? 0 }))
    .filter((table) => table.before !== table.after);
}

/** Nothing was read otherwise. */
export function isSame({ tables, changes, columns, findings }: Differences): boolean {
  return [tables, changes?.lists ?? [], columns, findings].every(({ length }) => length === 0);
}

/** An upload whose stored original can be read again for what it has been on reports with. */
export function canBeReadAgain({ state, liveFrom, original }: Upload): boolean {
  return (state === 'live' || state === 'superseded') && liveFrom !== null && original !== 'none';
}
