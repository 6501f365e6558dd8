import { z } from 'zod';
import { parsed, type Parsed } from '../../accounts/index.ts';
import { dayField, one, required, type Typed } from './forms.ts';
import type { Day } from '../rules/days.ts';
import {
  letterKinds,
  sendingWays,
  type LetterKind,
  type LetterText,
  type SendingWay,
} from './request-letter.ts';

const LONGEST_LETTER = 20_000;

const textForm = z.object({
  subject: z
    .string()
    .transform((line) =>
      line
        .normalize()
        .replace(/[\p{Cc}\u2028\u2029\p{Cs}]/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .pipe(z.string().min(1, 'Enter a subject').max(150, 'Subject must be 150 characters or fewer')),
  body: z
    .string()
    .transform((text) =>
      text
        .normalize()
        .replace(/\r\n?/g, '\n')
        .replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '')
        .trim(),
    )
    .pipe(
      z
        .string()
        .min(1, 'Enter the text')
        .max(
          LONGEST_LETTER,
          `The letter must be ${LONGEST_LETTER.toLocaleString('en-GB')} characters or fewer`,
        )
        .refine(
          (text) => !/^\[.*\]$/m.test(text),
          'Replace what stands in square brackets by what is to be said',
        ),
    ),
});

export function parseLetter(typed: Typed): Parsed<{ text: LetterText }> {
  const form = textForm.transform((text) => ({ text }));
  return parsed(form.safeParse({ subject: one(typed, 'subject'), body: one(typed, 'body') }));
}

/** What kind of letter is asked for; an acknowledgement without one. */
export function parseKind(value: unknown): LetterKind {
  return letterKinds.find((kind) => kind === value) ?? 'acknowledgement';
}

export function parseSending(typed: Typed): Parsed<{ way: SendingWay; version: number }> {
  const form = z.object({
    way: z.enum(sendingWays, 'Choose how the letter leaves'),
    version: z.coerce.number().int().min(1).catch(0),
  });
  return parsed(form.safeParse({ way: one(typed, 'way'), version: one(typed, 'version') }));
}

/** A letter's or a person's number in an address; null for what cannot be one. */
export function parseNumber(value: unknown): number | null {
  return typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : null;
}

const holidayForm = z.object({ day: dayField, name: required('Enter what the holiday is called') });

export function parseHoliday(typed: Typed): Parsed<{ day: Day; name: string }> {
  return parsed(holidayForm.safeParse({ day: one(typed, 'day'), name: one(typed, 'name') }));
}

const noteForm = z.object({ note: required('Enter what happened or was said') });

export function parseNote(typed: Typed): Parsed<{ note: string }> {
  return parsed(noteForm.safeParse({ note: one(typed, 'note') }));
}
