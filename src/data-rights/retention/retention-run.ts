/** What a run did with one class. */
export interface RunClass {
  /** Of the class, as it was called then. */
  key: string;
  /** Past its term when the run came to it. */
  due: number;
  /** Of these, how many a legal hold keeps. */
  held: number;
  deleted: number;
  /** It broke off; the other classes went on. */
  hasFailed: boolean;
}

export interface RetentionRun {
  id: number;
  /** Who asked for it; null for the night's own. */
  askedBy: string | null;
  startedAt: Date;
  endedAt: Date | null;
  state: 'running' | 'done' | 'broken-off';
  classes: readonly RunClass[];
}

/** How much of a class is past its term today, how much of that is held, and how much will be past it in a month. */
export interface ClassPreview {
  key: string;
  words: string;
  due: number;
  held: number;
  /** Due by the end of the next thirty days, what is due today apart. */
  soon: number;
}

/** The job, by the clock of Graphile Worker each night, or when somebody asks for it. */
export const RUN_RETENTION = 'run-retention';
export const runRetentionCron = `30 2 * * * ${RUN_RETENTION}`;
