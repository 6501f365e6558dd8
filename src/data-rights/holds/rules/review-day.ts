import type { FieldFault } from '../../registers/specification/field.ts';

/** A hold that nobody looks at again would keep data for good. Days are YYYY-MM-DD. */
export function reviewFault(reviewOn: string, today: string): FieldFault | null {
  const yearAhead = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  if (reviewOn > today && reviewOn <= yearAhead) return null;
  return { field: 'reviewOn', message: 'To be looked at again must be after today, and within a year' };
}
