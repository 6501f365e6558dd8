import { z } from 'zod';
import { parsed, type Parsed } from '../../accounts/index.ts';
import { addDays, type Day } from '../rules/days.ts';
import {
  checkWays,
  copyFates,
  extensionGrounds,
  feeGrounds,
  identityEvidence,
  outcomes,
  refusalGrounds,
  reviewOutcomes,
  type ExtensionGround,
  type FeeGround,
  type IdentityCheck,
  type Outcome,
  type RefusalGround,
  type ReviewOutcome,
} from './request-case.ts';

/** A form as typed, to be shown again: each field with all its values. */
export type Typed = Readonly<Record<string, readonly string[]>>;

export function typedIn(body: unknown): Typed {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    fields.map(([name, value]) => [
      name,
      (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string'),
    ]),
  );
}

/** The value of a field that is given once; empty without one. */
export function one(typed: Typed, name: string): string {
  const values = typed[name];
  return values?.length === 1 ? (values[0] ?? '') : '';
}

const LONGEST_TEXT = 5000;

const writable = z.string().transform((text) =>
  text
    .normalize()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '')
    .trim(),
);

export const required = (empty: string): z.ZodType<string, string> =>
  writable.pipe(
    z
      .string()
      .min(1, empty)
      .max(LONGEST_TEXT, `This must be ${LONGEST_TEXT.toLocaleString('en-GB')} characters or fewer`),
  );

export const optional = writable
  .pipe(
    z.string().max(LONGEST_TEXT, `This must be ${LONGEST_TEXT.toLocaleString('en-GB')} characters or fewer`),
  )
  .transform((text) => text || null);

/** 22/11/2026 or 2026-11-22, to the latter; null for what is no day. */
export function dayIn(text: string): Day | null {
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text);
  const usual = /^\s*(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})\s*$/.exec(text);
  const [year, month, day] = iso ? iso.slice(1) : usual ? usual.slice(1).reverse() : [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const candidate = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  try {
    return candidate >= '1998-03-01' && addDays(candidate, 0) === candidate ? candidate : null;
  } catch {
    return null;
  }
}

export const dayField = z.string().transform((text, context): Day => {
  const day = dayIn(text);
  if (day !== null) return day;
  context.addIssue({ code: 'custom', message: 'Enter a day, like 22/11/2026' });
  return z.NEVER;
});

const choice = <const Values extends readonly [string, ...string[]]>(values: Values, missing: string) =>
  z.enum(values, missing);

function fields(typed: Typed, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, one(typed, name)]));
}

export interface AskFields {
  on: Day;
  words: string;
  fee?: { ground: FeeGround; pence: number };
}

const askForm = z.object({
  on: dayField,
  words: required('Enter what you ask for, as the letter is to say it'),
});

export function parseAsking(typed: Typed): Parsed<AskFields> {
  return parsed(askForm.safeParse(fields(typed, ['on', 'words'])));
}

const feeForm = z
  .object({
    on: dayField,
    words: required('Enter the reasons, as the letter is to say them'),
    ground: choice(feeGrounds, 'Choose why a fee may be asked for'),
    pounds: z
      .string()
      .trim()
      .regex(/^£?\d{1,4}(?:\.\d\d)?$/, 'Enter an amount in pounds, like 10 or 7.50'),
  })
  .transform(({ on, words, ground, pounds }) => ({
    ...{ on, words },
    fee: { ground, pence: Math.round(Number(pounds.replace('£', '')) * 100) },
  }));

export function parseFee(typed: Typed): Parsed<AskFields> {
  return parsed(feeForm.safeParse(fields(typed, ['on', 'words', 'ground', 'pounds'])));
}

const receiptForm = z
  .object({ cameOn: dayField, note: optional })
  .transform(({ cameOn, note }) => ({ on: cameOn, note }));

export function parseReceipt(typed: Typed): Parsed<{ on: Day; note: string | null }> {
  return parsed(receiptForm.safeParse(fields(typed, ['cameOn', 'note'])));
}

const checkForm = z.object({
  seen: z.array(choice(identityEvidence, 'Choose from the list')).min(1, 'Choose what you looked at'),
  way: choice(checkWays, 'Choose how you looked at it'),
  copies: choice(copyFates, 'Choose what became of copies: the check is not done while we hold one'),
  isConfirmed: z.enum(['yes', 'no'], 'Choose whether you are satisfied').transform((said) => said === 'yes'),
  confirmsEmail: z.boolean(),
  note: optional,
});

export function parseCheck(typed: Typed): Parsed<{ check: Omit<IdentityCheck, 'checkedBy' | 'checkedAt'> }> {
  const form = checkForm.safeParse({
    ...fields(typed, ['way', 'copies', 'isConfirmed']),
    ...{
      note: one(typed, 'checkNote'),
      seen: typed.seen ?? [],
      confirmsEmail: one(typed, 'confirmsEmail') === 'yes',
    },
  });
  const result = parsed(form);
  if (result.kind === 'ok') return { kind: 'ok', command: { check: result.command } };
  const named = result.faults.map(({ field, message }) => ({
    field: field === 'note' ? 'checkNote' : (field.split('.')[0] ?? field),
    message,
  }));
  return { kind: 'faults', faults: named };
}

const extensionForm = z.object({
  on: dayField,
  ground: choice(extensionGrounds, 'Choose why it takes longer'),
  reasons: required('Enter the reasons, as the letter is to say them'),
});

export function parseExtension(typed: Typed): Parsed<{ on: Day; ground: ExtensionGround; reasons: string }> {
  return parsed(extensionForm.safeParse(fields(typed, ['on', 'ground', 'reasons'])));
}

const refusalForm = z
  .object({
    on: dayField,
    scope: z.enum(['whole', 'part'], 'Choose whether all of it is refused or a part'),
    ground: choice(refusalGrounds, 'Choose the ground'),
    reasons: required('Enter the reasons, as the letter is to say them'),
  })
  .transform(({ scope, ...rest }) => ({ ...rest, isPartly: scope === 'part' }));

export interface RefusalFields {
  on: Day;
  isPartly: boolean;
  ground: RefusalGround;
  reasons: string;
}

export function parseRefusal(typed: Typed): Parsed<RefusalFields> {
  return parsed(refusalForm.safeParse(fields(typed, ['on', 'scope', 'ground', 'reasons'])));
}

const reviewForm = z.object({
  on: dayField,
  found: choice(reviewOutcomes, 'Choose what you found'),
  words: required('Explain the decision, as the letter is to say it'),
});

export function parseReview(typed: Typed): Parsed<{ on: Day; found: ReviewOutcome; words: string }> {
  return parsed(reviewForm.safeParse(fields(typed, ['on', 'found', 'words'])));
}

const answerForm = z.object({
  on: dayField,
  outcome: choice(outcomes, 'Choose what came of it'),
  note: optional,
});

export function parseAnswer(typed: Typed): Parsed<{ on: Day; outcome: Outcome; note: string | null }> {
  return parsed(answerForm.safeParse(fields(typed, ['on', 'outcome', 'note'])));
}

/** `nobody`, or an account's number. */
export function parsePerson(typed: Typed): Parsed<{ subjectId: number | null; limits: boolean }> {
  const said = one(typed, 'subject');
  const limits = one(typed, 'limit') === 'yes';
  if (said === 'nobody') return { kind: 'ok', command: { subjectId: null, limits: false } };
  if (/^[1-9]\d{0,14}$/.test(said)) return { kind: 'ok', command: { subjectId: Number(said), limits } };
  const message = 'Choose the person, or say that nothing is held on them';
  return { kind: 'faults', faults: [{ field: 'subject', message }] };
}

export function parseAssignee(typed: Typed): number | null {
  const said = one(typed, 'assignee');
  return /^[1-9]\d{0,14}$/.test(said) ? Number(said) : null;
}
