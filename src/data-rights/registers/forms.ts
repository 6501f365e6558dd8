import { z } from 'zod';
import type { Field, TypedValues } from './specification/field.ts';

/** What no text holds: control characters but for line breaks and tabs, and halves of characters. */
const UNWRITABLE = /[^\P{Cc}\n\t]|\p{Cs}/gu;

const typedText = z
  .string()
  .catch('')
  .transform((text) => text.normalize().replace(/\r\n?/g, '\n').replace(UNWRITABLE, '').trim());
const typedList = z
  .union([z.array(typedText), typedText.transform((one) => (one === '' ? [] : [one]))])
  .catch([]);

/** The fields as typed; what is absent is empty, and so is a single answer given twice. */
export function typedIn(fields: readonly Field[], body: unknown): TypedValues {
  const form = z.object(
    Object.fromEntries(fields.map(({ name, kind }) => [name, kind === 'some-of' ? typedList : typedText])),
  );
  return form.parse(body ?? {});
}
