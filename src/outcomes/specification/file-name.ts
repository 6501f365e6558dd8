import { ddmmyyyy, judgeName, NAME_END, type NameFault } from '../../tables/index.ts';

/** Which forms a workbook holds: of people who left a short-term service, or who live with a long-term one. */
export type Term = 'short' | 'long';

export type WorkbookFormat = 'xlsx' | 'csv';

export interface WorkbookName {
  term: Term;
  /** The authority's. */
  code: string;
  /** The last day of the period that the forms are of, ISO 8601. */
  date: string;
  format: WorkbookFormat;
}

export type FileNameResult = ({ kind: 'right' } & WorkbookName) | NameFault;

const FORM = new RegExp(`^Outcomes(Short|Long)${NAME_END}\\.(xlsx|csv)$`, 'i');

/**
 * Reads `OutcomesShort_<ONS code>_<DDMMYYYY>.xlsx` and its like.
 * @param today ISO 8601 day
 */
export function parseFileName(fileName: string, authorityCode: string, today: string): FileNameResult {
  const match = FORM.exec(fileName);
  if (!match) {
    const example = workbookName({ term: 'short', code: authorityCode, date: today, format: 'xlsx' });
    return { kind: 'wrong', code: 'name.form', params: { example } };
  }
  const judged = judgeName(match.slice(2, 6), authorityCode, today);
  if (judged.kind === 'wrong') return judged;
  const [, term = ''] = match;
  const format = match.at(-1) ?? '';
  return { ...judged, term: term.toLowerCase() as Term, format: format.toLowerCase() as WorkbookFormat };
}

/** The name that a workbook must have. */
export function workbookName({ term, code, date, format }: WorkbookName): string {
  return `Outcomes${term === 'short' ? 'Short' : 'Long'}_${code}_${ddmmyyyy(date)}.${format}`;
}
