import type { Knex } from 'knex';
import type { Advice, Finding, TableUse } from '../tables/index.ts';
import type { Decision } from './finding.ts';

/** A file as it arrived, before it is kept. */
export interface ReceivedFile {
  path: string;
  /** The name that the officer's machine gave it. */
  name: string;
}

export interface UploadingAuthority {
  id: number;
  code: string;
}

export type ReadResult =
  | { kind: 'readable'; dataDate: string }
  /** One sentence that says what is wrong and what to do. */
  | { kind: 'unreadable'; sentence: string };

export interface ProcessingJob {
  uploadId: number;
  authority: UploadingAuthority;
  dataDate: string;
  file: ReceivedFile;
  /** Takes findings as they are found; awaits nothing, `settled` does. */
  finding(finding: Finding): void;
  settled(): Promise<void> | null;
  /** Share of the work done, 0 to 1. */
  progress(share: number): void;
  /** How many errors have been found so far: from the first on, nothing needs loading. */
  errorCount(): number;
  /** The names of services that findings are about, where the rows with the findings do not give them. */
  nameServices(services: readonly { id: string; name: string }[]): Promise<void>;
}

export interface ProcessResult {
  tables: TableUse[];
}

/** An irregular value that the officer has decided about. */
export interface DecidedValue {
  /** Row of the sheet. */
  row: number;
  serviceId: string;
  field: string;
  /** As the file gives it. */
  value: string;
  decision: Decision;
}

/** A kind of file that officers send (the SPLS Extract, an outcomes workbook), registered by wiring. */
export interface UploadKind {
  name: string;
  /** In words, for pages: "SPLS Extract". */
  title: string;
  /** Judges a file by its name, container and limits, before anything is kept. */
  read(file: ReceivedFile, authority: UploadingAuthority, today: string): Promise<ReadResult>;
  /** Checks everything and, if there is no error, stores a new version that nobody sees yet. Harmless to run again. */
  process(job: ProcessingJob): Promise<ProcessResult>;
  /** Leaves the excluded values out of the stored version's figures, and takes the included ones back in. */
  applyDecisions(trx: Knex.Transaction, uploadId: number, decided: readonly DecidedValue[]): Promise<void>;
  /** Makes the stored version the one that reports read. */
  makeLive(trx: Knex.Transaction, uploadId: number): Promise<void>;
  /** Removes what an interrupted run has stored. */
  discard(trx: Knex.Transaction, uploadId: number): Promise<void>;
  advise(finding: Pick<Finding, 'code' | 'params' | 'field'>): Advice;
}

export function kindNamed(kinds: readonly UploadKind[], name: string): UploadKind {
  const kind = kinds.find((one) => one.name === name);
  if (!kind) throw new Error(`No kind of upload is called ${name}`);
  return kind;
}

/** The kind that a file sent now is judged as; a second kind will have to be told by the file's name. */
export function onlyKind(kinds: readonly UploadKind[]): UploadKind {
  const [kind] = kinds;
  if (!kind) throw new Error('No kind of upload is registered');
  return kind;
}
