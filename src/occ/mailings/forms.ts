import { z } from 'zod';
import { mailingPurposes } from '../../accounts/index.ts';
import type { MailingText } from './mailing.ts';

const LONGEST_SUBJECT = 120;
const LONGEST_BODY = 10_000;

const text = z.string().catch('');

/** The form as typed, to be shown again. */
export interface TypedMailing {
  purpose: string;
  subject: string;
  body: string;
}

const typedForm = z
  .object({ purpose: text, subject: text, body: text })
  .catch({ purpose: '', subject: '', body: '' });

const mailingForm = z.object({
  purpose: z.enum(mailingPurposes, 'Choose what the mailing is about'),
  subject: z
    .string()
    .transform((line) => line.normalize().replace(/\s+/g, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, 'Enter a subject')
        .max(LONGEST_SUBJECT, `Subject must be ${LONGEST_SUBJECT} characters or fewer`)
        .refine((line) => !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(line), 'Subject must be one line of plain text'),
    ),
  body: z
    .string()
    .transform((typed) => typed.normalize().replace(/\r\n?/g, '\n').trim())
    .pipe(
      z
        .string()
        .min(1, 'Enter the text')
        .max(LONGEST_BODY, `Text must be ${LONGEST_BODY.toLocaleString('en-GB')} characters or fewer`)
        .refine((typed) => !/[\p{Cc}\p{Cs}]/u.test(typed.replace(/[\n\t]/g, '')), 'Text must be plain text'),
    ),
});

export type ParsedMailing =
  | { kind: 'ok'; typed: TypedMailing; text: MailingText }
  | { kind: 'faults'; typed: TypedMailing; faults: { field: string; message: string }[] };

export function parseMailing(body: unknown): ParsedMailing {
  const typed = typedForm.parse(body);
  const result = mailingForm.safeParse(typed);
  if (result.success) return { kind: 'ok', typed, text: result.data };
  const faults = result.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  return { kind: 'faults', typed, faults };
}

/** A mailing's number in an address; null for what cannot be one. */
export function parseMailingId(value: unknown): number | null {
  return typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : null;
}
