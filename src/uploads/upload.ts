import type { TableUse } from '../tables/index.ts';

export type UploadState = 'processing' | 'rejected' | 'needs-decisions' | 'live' | 'superseded' | 'withdrawn';

export interface Upload {
  id: number;
  kind: string;
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
}

/** Decisions can be taken, and changed, until another upload takes this one's place (section 2). */
export function takesDecisions(state: UploadState): boolean {
  return state === 'needs-decisions' || state === 'live';
}

/** What an upload becomes when all of its file has been checked. */
export function stateAfterCheck(errors: number, irregular: number, isOvertaken: boolean): UploadState {
  if (errors > 0) return 'rejected';
  if (isOvertaken) return 'superseded';
  return irregular > 0 ? 'needs-decisions' : 'live';
}
