import type { Knex } from 'knex';
import type { DifferingColumn } from '../platform/compare-rows.ts';
import type { CsvReader } from '../platform/csv.ts';
import type { Advice, Finding, TableUse } from '../tables/index.ts';
import type { Changes, Comparison } from './changes.ts';
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
  /** Nothing is to be stored but what is found. */
  isCheckOnly: boolean;
  /** Tables that are not used stay even where they look like people's data. */
  keepsAllTables: boolean;
  /**
   * For a file that is read again: the moment it was judged at, and in the light of which it is judged now, so that
   * what differs comes from the rules and not from what others have sent since. Null: in the light of what is live.
   */
  asOf: Date | null;
  /** The names of services that findings are about, where the rows with the findings do not give them. */
  nameServices(services: readonly { id: string; name: string }[]): Promise<void>;
}

export interface ProcessResult {
  tables: TableUse[];
  /** Files in the upload that look like people's data and are not used: to be left out of what is kept (P10). */
  personal?: readonly string[];
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

/** A file that is given back as it was sent. */
export interface KeptFile {
  /** With its folders. */
  name: string;
  /** Its bytes, as often as they are asked for; throws ZipError where they cannot be unpacked. */
  read(): AsyncIterable<Buffer>;
}

/** A table that is given back as CSV, with its findings beside its rows. */
export interface OpenTable {
  /** Of the CSV, with its folders. */
  name: string;
  /** The `filePosition` of its findings. */
  position: number;
  /** Hands its rows over as they were checked, the headings being row 1. Throws where it cannot be read to its end. */
  read(reader: CsvReader): Promise<void>;
  /** The file that it stands in, for where not all of its rows can be read. */
  asSent: KeptFile;
}

/** What stands in a kept file; whoever opened it closes it. */
export interface OpenTables {
  tables: readonly OpenTable[];
  /** Kept but not used. */
  others: readonly KeptFile[];
  close(): void;
}

/** A kind of file that officers send (the SPLS Extract, an outcomes workbook), registered by wiring. */
export interface UploadKind {
  name: string;
  /** In words, for pages: "SPLS Extract". */
  title: string;
  /** Within a sentence: "your extract". */
  noun: string;
  /** Whether a file's name says that it is of this kind, whatever else is wrong with the name. */
  claims(fileName: string): boolean;
  /** A right name, for an authority's code. */
  fileExample(authorityCode: string): string;
  /** What an upload of data of a day takes the place of. The kind's name where there is but one series. */
  seriesOf(dataDate: string): string;
  /** Judges a file by its name, container and limits, before anything is kept. */
  read(file: ReceivedFile, authority: UploadingAuthority, today: string): Promise<ReadResult>;
  /** Checks everything and, if there is no error, stores a new version that nobody sees yet. Harmless to run again. */
  process(job: ProcessingJob): Promise<ProcessResult>;
  /** Leaves the excluded values out of the stored version's figures, and takes the included ones back in. */
  applyDecisions(trx: Knex.Transaction, uploadId: number, decided: readonly DecidedValue[]): Promise<void>;
  /** Makes the stored version the one that reports read; the upload's state is live by then. */
  makeLive(trx: Knex.Transaction, uploadId: number): Promise<void>;
  /** Takes the version of a withdrawn upload off the reports; none comes in its place. */
  withdraw(trx: Knex.Transaction, uploadId: number): Promise<void>;
  /** Removes what is stored of an upload: what an interrupted run has left, or all of one that is removed. */
  discard(trx: Knex.Transaction, uploadId: number): Promise<void>;
  /** How many rows `discard` would take away of some uploads, by table. */
  storedRows(db: Knex, uploadIds: readonly number[]): Promise<Record<string, number>>;
  /**
   * What one stored version changes against another; null unless the authority has a version of both. A kind whose
   * versions are not compared leaves it out.
   */
  changes?: (db: Knex, comparison: Comparison) => Promise<Changes | null>;
  /** In what the stored versions of two uploads of one file differ; nothing where they are the same. */
  differingColumns(db: Knex, fromUploadId: number, toUploadId: number): Promise<DifferingColumn[]>;
  /** Works out again what is derived from all versions that have been live, where a kind has such a thing. */
  rebuildHistory?(trx: Knex.Transaction, uploadId: number): Promise<void>;
  /** Opens a kept file, to be given back with its findings. */
  openTables(file: ReceivedFile, authority: UploadingAuthority, dataDate: string): Promise<OpenTables>;
  advise(finding: Pick<Finding, 'code' | 'params' | 'field'>): Advice;
}

export function kindNamed(kinds: readonly UploadKind[], name: string): UploadKind {
  const kind = kinds.find((one) => one.name === name);
  if (!kind) throw new Error(`No kind of upload is called ${name}`);
  return kind;
}

/** The kind that a file is judged as: the one that its name speaks of, or else the first. */
export function kindOfFile(kinds: readonly UploadKind[], fileName: string): UploadKind {
  const kind = kinds.find((one) => one.claims(fileName)) ?? kinds[0];
  if (!kind) throw new Error('No kind of upload is registered');
  return kind;
}
