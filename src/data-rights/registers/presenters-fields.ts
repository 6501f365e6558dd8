import { formatCount, formatDateTime, formatDay } from '../../web/formatters.ts';
import type { FieldError } from '../../web/render.ts';
import { choiceText, type Field, type TypedValues, type Value, type Values } from './specification/field.ts';

/** The fields of a form as views/components/fields.ejs shows them. */
export function fieldsShown(
  fields: readonly Field[],
  typed: TypedValues,
  errors: readonly FieldError[] = [],
): object[] {
  return fields.map((field) => {
    const { name, kind } = field;
    const given = typed[name] ?? '';
    const own = {
      ...{ id: name, name, label: labelOf(field) },
      ...{ hint: hintOf(field), error: errors.find((error) => error.field === name)?.message ?? null },
    };
    if ('choices' in field)
      return {
        ...{ ...own, look: 'choices', type: kind === 'one-of' ? 'radio' : 'checkbox' },
        items: field.choices.map((choice, place) => ({
          ...{ ...choice, id: place === 0 ? name : `${name}-${place + 1}` },
          checked: typeof given === 'string' ? given === choice.value : given.includes(choice.value),
        })),
      };
    if (field.kind === 'text') return { ...own, look: 'text', rows: field.isLong ? 14 : 4, value: given };
    return { ...own, look: 'input', type: inputs[kind], value: given };
  });
}

function labelOf({ label, isOptional, onlyIf }: Field): string {
  return isOptional ? `${label} (${onlyIf ?? 'optional'})` : label;
}

const inputs: Readonly<Record<string, string>> = { day: 'date', moment: 'datetime-local' };

function hintOf({ hint, kind }: Field): string | null {
  const form = { day: 'For example 27/3/2026.', moment: 'For example 27/3/2026 14:05.' }[
    kind as 'day' | 'moment'
  ];
  return [hint, form].filter(Boolean).join(' ') || null;
}

/** Rows of a summary list: what was said in each field that was answered. */
export function factsShown(fields: readonly Field[], values: Values): { key: string; value: string }[] {
  return fields.flatMap((field) => {
    const value = valueShown(field, values[field.name] ?? null);
    return value === null ? [] : [{ key: field.label, value }];
  });
}

/** Null for what was left out. */
export function valueShown(field: Field, value: Value): string | null {
  if (value === null || value === '') return null;
  if (typeof value === 'number') return formatCount(value, '', '').trim();
  if (typeof value !== 'string') return value.map((one) => choiceText(field, one)).join(', ') || null;
  if (field.kind === 'day') return formatDay(value);
  return field.kind === 'moment' ? formatDateTime(new Date(value)) : choiceText(field, value);
}
