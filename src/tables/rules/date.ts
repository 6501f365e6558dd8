import { isDay } from '../day.ts';
import { fault, type CellReader } from './fault.ts';

const WRITTEN = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: 00?:00(?::00)?)?$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?$/;
const SHORT_YEAR = /^\d{1,2}\/\d{1,2}\/\d{2}$/;

/**
 * Reads DD/MM/YYYY, with midnight behind it or not, as an ISO 8601 day: from the first of January of a year to
 * the day that the data is of.
 */
export function dateReader(firstYear: number, dataDate: string): CellReader {
  const first = `${firstYear}-01-01`;
  return (text) => {
    const match = WRITTEN.exec(text);
    if (!match) return notADate(text);
    const [, day = '', month = '', year = ''] = match;
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (!isDay(date)) return fault('date.impossible');
    if (date < first) return fault('date.early', { first: written(first) });
    return date > dataDate ? fault('date.late', { last: written(dataDate) }) : date;
  };
}

function notADate(text: string) {
  const iso = ISO.exec(text);
  if (iso) return fault('date.form', { write: `${iso[3] ?? ''}/${iso[2] ?? ''}/${iso[1] ?? ''}` });
  return fault(SHORT_YEAR.test(text) ? 'date.short-year' : 'date.form', { write: '' });
}

function written(isoDay: string): string {
  return isoDay.split('-').reverse().join('/');
}
