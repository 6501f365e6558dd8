import { londonDayOf, londonTimeOf, momentInLondon } from '../../rules/london-time.ts';
import type { Field, FieldFault, TypedValues, Value, Values } from '../specification/field.ts';

export type ReadFields = { kind: 'values'; values: Values } | { kind: 'faults'; faults: FieldFault[] };

const LONGEST = { line: 300, text: 10_000 } as const;
const MOST = 1_000_000_000;

type Read = { value: Value } | { fault: string };

/** What was typed into a form, as values; or what is wrong, in the order of the fields. @param now nothing happened after it */
export function readFields(fields: readonly Field[], typed: TypedValues, now: Date): ReadFields {
  const values: Record<string, Value> = {};
  const faults: FieldFault[] = [];
  for (const field of fields) {
    const read = readField(field, typed[field.name] ?? '', now);
    if ('fault' in read) faults.push({ field: field.name, message: read.fault });
    else values[field.name] = read.value;
  }
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'values', values };
}

function readField(field: Field, typed: string | readonly string[], now: Date): Read {
  if (field.kind === 'some-of') return readSome(field, typeof typed === 'string' ? [typed] : typed);
  const text = typeof typed === 'string' ? typed : '';
  if (text === '')
    return field.isOptional ? { value: null } : { fault: `${verbs[field.kind]}: ${lowerFirst(field.label)}` };
  switch (field.kind) {
    case 'line':
    case 'text':
      return text.length > LONGEST[field.kind]
        ? {
            fault: `${field.label} must be ${LONGEST[field.kind].toLocaleString('en-GB')} characters or fewer`,
          }
        : { value: text };
    case 'count':
      return /^\d{1,10}$/.test(text.replaceAll(',', '')) && Number(text.replaceAll(',', '')) <= MOST
        ? { value: Number(text.replaceAll(',', '')) }
        : { fault: `${field.label} must be a whole number, such as 40` };
    case 'one-of':
      return field.choices.some(({ value }) => value === text)
        ? { value: text }
        : { fault: `Choose: ${lowerFirst(field.label)}` };
    case 'day':
      return readDay(field.label, text, field.mayBeAhead ? null : londonDayOf(now));
    case 'moment':
      return readMoment(field.label, text, field.mayBeAhead ? null : now);
  }
}

const verbs = {
  ...{ line: 'Enter', text: 'Enter', count: 'Enter', day: 'Enter a date', moment: 'Enter a date and time' },
  'one-of': 'Choose',
} as const;

function readSome(field: Extract<Field, { kind: 'one-of' | 'some-of' }>, given: readonly string[]): Read {
  const chosen = field.choices.map(({ value }) => value).filter((value) => given.includes(value));
  const strange = given.some((one) => one !== '' && !chosen.includes(one));
  if (strange) return { fault: `Choose only what is listed: ${lowerFirst(field.label)}` };
  if (chosen.length === 0 && !field.isOptional)
    return { fault: `Choose at least one: ${lowerFirst(field.label)}` };
  return { value: chosen };
}

/** YYYY-MM-DD as a date field sends it, or the day first as people write it. */
function dayIn(text: string): string | null {
  const english = /^(\d{1,2})[/. ](\d{1,2})[/. ](\d{4})$/.exec(text);
  const [, day = '', month = '', year = ''] = english ?? [];
  const iso = english ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
  if (!/^(?:19|20)\d\d-\d\d-\d\d$/.test(iso)) return null;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : null;
}

function readDay(label: string, text: string, latest: string | null): Read {
  const day = dayIn(text);
  if (day === null) return { fault: `${label} must be a real date, such as 27/3/2026` };
  if (latest !== null && day > latest) return { fault: `${label} must be today or in the past` };
  return { value: day };
}

function readMoment(label: string, text: string, latest: Date | null): Read {
  const [, dayText = '', time = ''] = /^(.+?)[T ,]+(\d{1,2}[:.]\d\d)(?::\d\d)?$/.exec(text) ?? [];
  const day = dayIn(dayText.trim());
  const at = day && momentInLondon(`${day}T${time.replace('.', ':').padStart(5, '0')}`);
  if (!at) return { fault: `${label} must be a real date and time, such as 27/3/2026 14:05` };
  if (latest !== null && at > latest) return { fault: `${label} must not be in the future` };
  return { value: at.toISOString() };
}

/** What a field shows of a value that is there already. */
export function typedFrom(fields: readonly Field[], values: Values): TypedValues {
  return Object.fromEntries(
    fields.map(({ name, kind }) => {
      const value = values[name] ?? '';
      if (typeof value === 'number') return [name, String(value)];
      return [
        name,
        kind === 'moment' && typeof value === 'string' && value ? londonTimeOf(new Date(value)) : value,
      ];
    }),
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
