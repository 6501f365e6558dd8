import type { TableUse } from '../tables/index.ts';

export type UploadState =
  | 'processing'
  | 'checked'
  | 'rejected'
  | 'needs-decisions'
  | 'live'
  | 'superseded'
  | 'withdrawn'
  /** A second reading of another upload's file, seen by OCC alone until it takes that upload's place (P21). */
  | 're-extracted';

/** What is kept of the file: all of it, what is left without tables that looked like people's data, nothing. */
export type OriginalKept = 'whole' | 'part' | 'none';

export interface Upload {
  id: number;
  kind: string;
  /** What this upload takes the place of when it goes live, and what takes its place. */
  series: string;
  /** Only the report is kept. */
  isCheckOnly: boolean;
  /** The officer has said that tables which look like people's data are needed. */
  keepsAllTables: boolean;
  original: OriginalKept;
  authority: { id: number; code: string; name: string };
  fileName: string;
  fileSize: number;
  uploadedBy: string;
  /** The day that the data is of, YYYY-MM-DD. */
  dataDate: string;
  receivedAt: Date;
  state: UploadState;
  /** Percent of the work done, while processing. */
  progress: number;
  tables: TableUse[];
  errorCount: number;
  irregularCount: number;
  /** Of what is only told: rows not taken, tables left out. */
  noticeCount: number;
  finishedAt: Date | null;
  liveFrom: Date | null;
  /** The upload whose file this one is a second reading of. */
  reExtracts: number | null;
  /** The upload that has this one's file now, and is a second reading of it. */
  reExtractedAs: number | null;
}

/** Decisions can be taken, and changed, until another upload takes this one's place (section 2). */
export function takesDecisions(state: UploadState): boolean {
  return state === 'needs-decisions' || state === 'live';
}

/** What an upload becomes when all of its file has been checked. */
export function stateAfterCheck(
  { isCheckOnly }: Pick<Upload, 'isCheckOnly'>,
  errors: number,
  irregular: number,
  isOvertaken: boolean,
): UploadState {
  if (isCheckOnly) return 'checked';
  if (errors > 0) return 'rejected';
  if (isOvertaken) return 'superseded';
  return irregular > 0 ? 'needs-decisions' : 'live';
}

/** Whether one file was received before another; of two readings of one file, the earlier number was first. */
export function isBefore(
  one: Pick<Upload, 'id' | 'receivedAt'>,
  other: Pick<Upload, 'id' | 'receivedAt'>,
): boolean {
  const apart = one.receivedAt.getTime() - other.receivedAt.getTime();
  return apart === 0 ? one.id < other.id : apart < 0;
}

/** Every row has been judged; not so where the check was given up. */
export function isChecked({ state, tables }: Pick<Upload, 'state' | 'tables'>): boolean {
  return state !== 'processing' && tables.length > 0;
}

/** A version that has been live can be again; one that never was has open decisions, or none of its services. */
export function canComeBack({ state, liveFrom }: Pick<Upload, 'state' | 'liveFrom'>): boolean {
  return (state === 'superseded' || state === 'withdrawn') && liveFrom !== null;
}
