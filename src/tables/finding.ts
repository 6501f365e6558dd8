/** A fault or an oddity in an uploaded file. Rules give codes and parameters; presenters own the sentences. */
export interface Finding {
  /** The file inside the upload, as the officer named it. */
  file: string;
  /** Order of the file among the files of its kind, for showing findings in file order. */
  filePosition: number;
  /** Row of the sheet, the header being 1. */
  row: number;
  /** Column of the sheet, counted from 1; 0 where the fault is of the row or the file. */
  columnPosition: number;
  field: string;
  /** The cell as it stands; cut where it is kept (`cutValue`). */
  value: string;
  code: string;
  params: Readonly<Record<string, string | number>>;
  severity: Severity;
  /** The service that the row is about, where the row says so. */
  serviceId: string;
  /** Its name, where the same row gives it. */
  serviceName: string;
}

/** An error stands in the way of the whole file, an irregular value waits for a decision, a notice is only told. */
export type Severity = (typeof severities)[number];

/** The weightiest first. */
export const severities = ['error', 'irregular', 'notice'] as const;

/** A finding of a whole file, before anything of it is said. */
export function ofFile(file: string, filePosition: number): Omit<Finding, 'code' | 'params' | 'severity'> {
  return {
    ...{ file, filePosition, row: 0, columnPosition: 0 },
    ...{ field: '', value: '', serviceId: '', serviceName: '' },
  };
}
