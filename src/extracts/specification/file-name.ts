import { ddmmyyyy, isDay } from '../../tables/index.ts';

export type FileNameResult =
  | { kind: 'right'; code: string; date: string }
  | {
      kind: 'wrong';
      code: 'name.form' | 'name.authority' | 'name.date' | 'name.future';
      params: Record<string, string>;
    };

/** A browser adds ` (1)` to the name of a file that it has downloaded before. */
const FORM = /^SPLSExtract_([0-9A-Za-z]{1,6})_(\d{2})(\d{2})(\d{4})(?: ?\(\d{1,3}\))?\.zip$/i;
const FIRST_YEAR = 2003;

/**
 * Reads `SPLSExtract_<ONS code>_<DDMMYYYY>.zip`. The date must be a real day, from 2003 (when the programme began)
 * to today.
 * @param today ISO 8601 day
 */
export function parseFileName(fileName: string, authorityCode: string, today: string): FileNameResult {
  const match = FORM.exec(fileName);
  const example = `SPLSExtract_${authorityCode}_${ddmmyyyy(today)}.zip`;
  if (!match) return { kind: 'wrong', code: 'name.form', params: { example } };
  const [, code = '', day = '', month = '', year = ''] = match;
  if (code.toUpperCase() !== authorityCode) {
    return {
      kind: 'wrong',
      code: 'name.authority',
      params: { other: code.toUpperCase(), own: authorityCode },
    };
  }
  const date = `${year}-${month}-${day}`;
  if (!isDay(date) || Number(year) < FIRST_YEAR) {
    return { kind: 'wrong', code: 'name.date', params: { given: `${day}${month}${year}` } };
  }
  if (date > today)
    return { kind: 'wrong', code: 'name.future', params: { given: `${day}/${month}/${year}` } };
  return { kind: 'right', code: authorityCode, date };
}
