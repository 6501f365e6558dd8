import { z } from 'zod';
import { type Parsed, textIn } from '../forms.ts';
import type { DetailField, WrittenDetails } from './details.ts';

/** What no line of text holds: control characters, marks that turn its direction, half characters. */
const UNWRITABLE = /[\p{Cc}\p{Cf}\p{Cs}]/u;
const LONGEST_NAME = 200;
const LONGEST_ADDRESS = 500;

const oneLine = (text: string): string => text.normalize().replace(/\s+/g, ' ').trim();
const someLines = (text: string): string =>
  text
    .normalize()
    .split(/\r\n|\r|\n/)
    .map(oneLine)
    .filter((line) => line !== '')
    .join('\n');

const name = z
  .string()
  .transform(oneLine)
  .pipe(
    z
      .string()
      .min(1, 'Enter your name')
      .max(LONGEST_NAME, `Name must be ${LONGEST_NAME} characters or fewer`)
      .refine((text) => !UNWRITABLE.test(text), 'Name must be letters, digits, spaces and punctuation'),
  );

const orNothing = (text: string): string | null => (text === '' ? null : text);

const telephone = z
  .string()
  .transform(oneLine)
  .refine(
    (text) =>
      text === '' || (/^\+?[\d ()./-]{6,30}(?: ?(?:ext|x)\.? ?\d{1,8})?$/i.test(text) && /\d{3}/.test(text)),
    'Enter a telephone number, such as 01632 960 001 or +44 1632 960 001 ext 12',
  )
  .transform(orNothing);

const postalAddress = z
  .string()
  .transform(someLines)
  .pipe(
    z
      .string()
      .max(LONGEST_ADDRESS, `Postal address must be ${LONGEST_ADDRESS} characters or fewer`)
      .refine(
        (text) => !UNWRITABLE.test(text.replaceAll('\n', '')),
        'Postal address must be letters, digits, spaces and punctuation',
      ),
  )
  .transform(orNothing);

const detailsForm = z.object({ name, telephone, postalAddress });

/** The form as typed, to be shown again. */
export type TypedDetails = Record<keyof WrittenDetails, string>;

export function typedDetails(body: unknown): TypedDetails {
  return {
    name: textIn(body, 'name'),
    telephone: textIn(body, 'telephone'),
    postalAddress: textIn(body, 'postalAddress'),
  };
}

export function parseDetails(body: unknown): Parsed<WrittenDetails> {
  return parsed(detailsForm.safeParse(typedDetails(body)));
}

const email = z
  .string()
  .trim()
  .min(1, 'Enter the new email address')
  .max(320, 'Email address must be 320 characters or fewer')
  .pipe(z.email('Enter an email address, such as name@example.gov.uk'));

const fieldForms = { name, email, telephone, 'postal-address': postalAddress } as const;

/** One detail as somebody else has typed it for the person. */
export function parseDetail(
  field: DetailField,
  typed: string,
): { value: string | null } | { message: string } {
  const result = fieldForms[field].safeParse(typed);
  return result.success
    ? { value: result.data }
    : { message: result.error.issues[0]?.message ?? 'Enter the detail' };
}

const emailForm = z.object({ email, password: z.string().min(1, 'Enter your password').max(256) });

export interface NewEmailCommand {
  email: string;
  /** Exactly as typed. */
  password: string;
}

export function parseNewEmail(body: unknown): Parsed<NewEmailCommand> {
  return parsed(emailForm.safeParse({ email: textIn(body, 'email'), password: textIn(body, 'password') }));
}

function parsed<Command>(result: z.ZodSafeParseResult<Command>): Parsed<Command> {
  if (result.success) return { kind: 'ok', command: result.data };
  const faults = result.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  return { kind: 'faults', faults };
}
