import { ddmmyyyy, isDay } from '../../tables/index.ts';

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

export type FileNameResult =
  | ({ kind: 'right' } & WorkbookName)
  | {
      kind: 'wrong';
      code: 'name.form' | 'name.authority' | 'name.date' | 'name.future';
      params: Record<string, string>;
    };

/** A browser adds ` (1)` to the name of a file that it has downloaded before. */
const FORM = /^Outcomes(Short|Long)_([0-9A-Za-z]{1,6})_(\d{2})(\d{2})(\d{4})(?: ?\(\d{1,3}\))?\.(xlsx|csv)$/i;
const FIRST_YEAR = 2003;

/**
 * Reads `OutcomesShort_<ONS code>_<DDMMYYYY>.xlsx` and its like. The date must be a real day, from 2003 (when the
 * programme began) to today.
 * @param today ISO 8601 day
 */
export function parseFileName(fileName: string, authorityCode: string, today: string): FileNameResult {
  const match = FORM.exec(fileName);
  if (!match) {
    const example = workbookName({ term: 'short', code: authorityCode, date: today, format: 'xlsx' });
    return { kind: 'wrong', code: 'name.form', params: { example } };
  }
  const [, term = '', code = '', day = '', month = '', year = '', format = ''] = match;
  const other = code.toUpperCase();
  if (other !== authorityCode)
    return { kind: 'wrong', code: 'name.authority', params: { other, own: authorityCode } };
  const date = `${year}-${month}-${day}`;
  if (!isDay(date) || Number(year) < FIRST_YEAR)
    return { kind: 'wrong', code: 'name.date', params: { given: `${day}${month}${year}` } };
  if (date > today)
    return { kind: 'wrong', code: 'name.future', params: { given: `${day}/${month}/${year}` } };
  return {
    kind: 'right',
    term: term.toLowerCase() as Term,
    code: authorityCode,
    date,
    format: format.toLowerCase() as WorkbookFormat,
  };
}

/** The name that a workbook must have. */
export function workbookName({ term, code, date, format }: WorkbookName): string {
  return `Outcomes${term === 'short' ? 'Short' : 'Long'}_${code}_${ddmmyyyy(date)}.${format}`;
}
