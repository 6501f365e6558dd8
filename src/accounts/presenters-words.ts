import { formatCount } from '../web/formatters.ts';
import type { FieldError } from '../web/render.ts';

/** Messages for beside the fields, by the field's name. */
export function messagesByField(errors: readonly FieldError[]): Record<string, string> {
  return Object.fromEntries(errors.map(({ field, message }) => [field, message]));
}

/** "20 seconds", "2 minutes": rounded up, so that whoever waits that long has waited long enough. */
export function waitingTime(seconds: number): string {
  return seconds < 60 ? formatCount(seconds, 'second') : formatCount(Math.ceil(seconds / 60), 'minute');
}
