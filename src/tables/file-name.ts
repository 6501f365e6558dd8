import { isDay } from './day.ts';

/** The programme began in it: no data is older. */
export const FIRST_YEAR = 2003;

/** Why the name of a file cannot be right. */
export interface NameFault {
  kind: 'wrong';
  code: 'name.form' | 'name.authority' | 'name.date' | 'name.future';
  params: Record<string, string>;
}

/** What every file's name ends with: `_<ONS code>_<DDMMYYYY>`, and the ` (1)` of a browser that has downloaded it before. */
export const NAME_END = String.raw`_([0-9A-Za-z]{1,6})_(\d{2})(\d{2})(\d{4})(?: ?\(\d{1,3}\))?`;

/**
 * Judges whose and of when a file says it is. The date must be a real day, from FIRST_YEAR to today.
 * @param parts what NAME_END captures: code, day, month, year
 * @param today ISO 8601 day
 */
export function judgeName(
  [code = '', day = '', month = '', year = '']: readonly string[],
  authorityCode: string,
  today: string,
): { kind: 'right'; code: string; date: string } | NameFault {
  const other = code.toUpperCase();
  if (other !== authorityCode)
    return { kind: 'wrong', code: 'name.authority', params: { other, own: authorityCode } };
  const date = `${year}-${month}-${day}`;
  if (!isDay(date) || Number(year) < FIRST_YEAR)
    return { kind: 'wrong', code: 'name.date', params: { given: `${day}${month}${year}` } };
  if (date > today)
    return { kind: 'wrong', code: 'name.future', params: { given: `${day}/${month}/${year}` } };
  return { kind: 'right', code: authorityCode, date };
}
