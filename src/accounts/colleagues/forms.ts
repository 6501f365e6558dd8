import { z } from 'zod';
import { isOneAddress } from '../../platform/mail/address.ts';
import { type Parsed, textIn } from '../forms.ts';
import type { AskedAccount } from './account-request.ts';

/** What no text holds: control characters, marks that turn its direction, half characters. */
const UNWRITABLE = /[\p{Cc}\p{Cf}\p{Cs}]/u;
const LONGEST_NAME = 200;
const LONGEST_REASON = 1000;

const oneLine = (text: string): string => text.normalize().replace(/\s+/g, ' ').trim();
const someLines = (text: string): string => text.normalize().replace(/\r\n?/g, '\n').trim();

export const personName = z
  .string()
  .transform(oneLine)
  .pipe(
    z
      .string()
      .min(1, 'Enter the person’s name')
      .max(LONGEST_NAME, `Name must be ${LONGEST_NAME} characters or fewer`)
      .refine((text) => !UNWRITABLE.test(text), 'Name must be letters, digits, spaces and punctuation'),
  );

export const personEmail = z
  .string()
  .trim()
  .min(1, 'Enter the person’s email address')
  .refine(
    (text) => z.email().safeParse(text).success && isOneAddress(text),
    'Enter an email address, such as name@example.gov.uk',
  );

/** Some lines of plain text, which have to be there. */
export function sentences(missing: string): z.ZodType<string, string> {
  return z
    .string()
    .transform(someLines)
    .pipe(
      z
        .string()
        .min(1, missing)
        .max(LONGEST_REASON, `This must be ${LONGEST_REASON} characters or fewer`)
        .refine(
          (text) => !UNWRITABLE.test(text.replace(/[\n\t]/g, '')),
          'This must be letters, digits, spaces and punctuation',
        ),
    );
}

const askForm = z.object({
  name: personName,
  email: personEmail,
  role: z.enum(['officer', 'lead'], 'Choose what the person is to do'),
  reason: sentences('Say why the person needs an account'),
});

/** A form as typed, to be shown again. */
export type TypedRequest = Record<keyof AskedAccount, string>;

export function typedRequest(body: unknown): TypedRequest {
  const [name, email, role, reason] = ['name', 'email', 'role', 'reason'].map((field) => textIn(body, field));
  return { name: name ?? '', email: email ?? '', role: role ?? '', reason: reason ?? '' };
}

export function parseRequest(body: unknown): Parsed<AskedAccount> {
  return parsed(askForm.safeParse(typedRequest(body)));
}

/** A row's number in an address; null for what cannot be one. */
export function parseId(value: unknown): number | null {
  return typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : null;
}

/** The first fault of each field, which is the one to put right first. */
export function parsed<Command>(result: z.ZodSafeParseResult<Command>): Parsed<Command> {
  if (result.success) return { kind: 'ok', command: result.data };
  const faults = result.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  return {
    kind: 'faults',
    faults: faults.filter(({ field }, at) => faults.findIndex((one) => one.field === field) === at),
  };
}
