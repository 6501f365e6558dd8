import { z } from 'zod';
import {
  accountStates,
  belongsToAuthority,
  lossReasons,
  parsed,
  personEmail,
  personName,
  roles,
  textIn,
  type AccountState,
  type LossReason,
  type NewUserCommand,
  type Parsed,
  type Role,
} from '../../accounts/index.ts';
import { isReference } from '../../data-rights/index.ts';
import { parseWords } from '../authorities/forms.ts';
import { type Opening, type OpeningReason, openingReasons } from './opening.ts';

/** What somebody looks for; what is empty is not asked for. */
export interface UserFilter {
  words: string;
  /** An authority's code. */
  authority: string;
  role: Role | null;
  state: AccountState | null;
}

const filterForm = z.object({
  words: z.unknown().transform(parseWords),
  authority: z
    .string()
    .trim()
    .regex(/^\w{0,10}$/)
    .catch(''),
  role: z.enum(roles).nullable().catch(null),
  state: z
    .enum(accountStates as readonly [AccountState, ...AccountState[]])
    .nullable()
    .catch(null),
});

/** What is nonsense is left out. */
export function parseFilter(query: Record<string, unknown>): UserFilter {
  const { q, authority, role, state } = query;
  return filterForm.parse({ words: q, authority, role: role ?? null, state: state ?? null });
}

/**
 * It goes into the audit trail, which names nobody: one of our own references, or a number of another list, in which no
 * word has room.
 */
function isCaseNumber(text: string): boolean {
  return (
    isReference(text) ||
    (/^[A-Z0-9]+(?:[/-][A-Z0-9]+)*$/.test(text) &&
      text.length <= 30 &&
      /\d/.test(text) &&
      !/[A-Z]{4}/.test(text))
  );
}

const openingForm = z
  .object({
    reason: z
      .enum(Object.keys(openingReasons) as [OpeningReason])
      .nullable()
      .catch(null),
    caseNumber: z
      .string()
      .trim()
      .transform((text) => (text === '' ? null : text.toUpperCase()))
      .refine(
        (text) => text === null || isCaseNumber(text),
        'Enter a reference of SP-Bench, such as E-7K2MQ9XT, or a case number with digits and at most three letters together, such as HD-2041/7',
      ),
  })
  .refine(({ reason, caseNumber }) => reason !== null || caseNumber !== null, {
    path: ['reason'],
    message: 'Choose a reason, or enter a case number',
  });

export interface TypedOpening {
  reason: string;
  caseNumber: string;
}

export function typedOpening(body: unknown): TypedOpening {
  return { reason: textIn(body, 'reason'), caseNumber: textIn(body, 'caseNumber') };
}

export function parseOpening(body: unknown): Parsed<Opening> {
  return parsed(openingForm.safeParse(typedOpening(body)));
}

export interface TypedUser {
  name: string;
  email: string;
  role: string;
  authority: string;
}

export function typedUser(fields: unknown): TypedUser {
  const [name, email, role, authority] = ['name', 'email', 'role', 'authority'].map((field) =>
    textIn(fields, field),
  );
  return { name: name ?? '', email: email ?? '', role: role ?? '', authority: authority ?? '' };
}

/** @param allowed roles that this person may give */
export function parseNewAccount(body: unknown, allowed: readonly Role[]): Parsed<NewUserCommand> {
  const form = z
    .object({
      name: personName,
      email: personEmail,
      role: z.enum(allowed as [Role], 'Choose a role'),
      authority: z.string(),
    })
    .refine(({ role, authority }) => !belongsToAuthority(role) || authority !== '', {
      path: ['authority'],
      message: 'Choose the authority that the person works for',
    })
    .refine(({ role, authority }) => belongsToAuthority(role) || authority === '', {
      path: ['authority'],
      message: 'Choose no authority for one of our own people',
    })
    .transform(({ authority, ...person }) => ({
      ...person,
      authorityCode: authority === '' ? null : authority,
    }));
  return parsed(form.safeParse(typedUser(body)));
}

export function parseRole(body: unknown): Role | null {
  return roles.find((role) => role === textIn(body, 'role')) ?? null;
}

export function parseLoss(body: unknown): LossReason | null {
  const reason = textIn(body, 'reason');
  return Object.hasOwn(lossReasons, reason) ? (reason as LossReason) : null;
}
