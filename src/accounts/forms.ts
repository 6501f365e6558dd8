import { z } from 'zod';
import { faultOfPassword, LONGEST_PASSWORD, type PasswordOwner } from './passwords/new-password.ts';
import { type Role, roles } from './permissions.ts';

export type Parsed<Command> =
  { kind: 'ok'; command: Command } | { kind: 'faults'; faults: { field: string; message: string }[] };

const email = z.string('Enter your email address').trim().min(1, 'Enter your email address').max(320);

const signInForm = z.object({
  email: email.max(320, 'Email address must be 320 characters or fewer'),
  password: z
    .string('Enter your password')
    .min(1, 'Enter your password')
    .max(LONGEST_PASSWORD, `Password must be ${LONGEST_PASSWORD} characters or fewer`),
});

export interface SignInCommand {
  email: string;
  /** Exactly as typed. */
  password: string;
}

export function parseSignIn(body: unknown): Parsed<SignInCommand> {
  return parsed(signInForm.safeParse(body));
}

const emailForm = z.object({ email });

export function parseEmail(body: unknown): Parsed<{ email: string }> {
  return parsed(emailForm.safeParse(body));
}

const newUserForm = z.object({
  email: z.string().trim().pipe(z.email('must be an email address').max(320)),
  name: z.string().trim().min(1, 'must not be empty').max(200),
  role: z.enum(roles, `must be one of ${roles.join(', ')}`),
  authorityCode: z.string().trim().min(1).nullable(),
});

export interface NewUserCommand {
  email: string;
  name: string;
  role: Role;
  authorityCode: string | null;
}

export function parseNewUser(input: Record<keyof NewUserCommand, unknown>): Parsed<NewUserCommand> {
  return parsed(newUserForm.safeParse(input));
}

/** @param common see `commonPasswords` */
export function parseNewPassword(
  body: unknown,
  person: PasswordOwner,
  common: ReadonlySet<string>,
): Parsed<{ password: string }> {
  const password = textIn(body, 'password');
  const message = faultOfPassword(password, person, common);
  return message === null
    ? { kind: 'ok', command: { password } }
    : { kind: 'faults', faults: [{ field: 'password', message }] };
}

/** A code of an authenticator app or of recovery, as people type it: spaces and hyphens are theirs. */
export function codeIn(body: unknown): string {
  return textIn(body, 'code').replace(/[\s-]/g, '').toLowerCase();
}

/** A field as typed, to be shown again; empty when it is absent or given twice. */
export function textIn(fields: unknown, name: string): string {
  const value = (fields as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' ? value : '';
}

/**
 * A path of this site to go on to, or null. Browsers read `//host`, `/\host` and either of them with a tab or line break
 * between as another site.
 */
export function parseReturnTo(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 2000) return null;
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  return /^\/(?![/\\])[^\\\u0000-\u001f\u007f]*$/.test(value) ? value : null;
}

function parsed<Command>(result: z.ZodSafeParseResult<Command>): Parsed<Command> {
  if (result.success) return { kind: 'ok', command: result.data };
  const faults = result.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  return { kind: 'faults', faults };
}
