import { z } from 'zod';
import { isOneAddress } from '../../platform/mail/address.ts';
import { answerWays, type Details, type FormKind, rights, type Sender } from '../contact.ts';

/** A form as it was filled in, to be shown again. */
export type Typed = Readonly<Record<TypedField, string>>;
const typedFields = [
  ...(['name', 'email', 'phone', 'address', 'message'] as const),
  ...(['topic', 'page', 'wanted', 'right', 'forWhom', 'actsFor', 'answerBy'] as const),
];
export type TypedField = (typeof typedFields)[number];

/** A form filled in rightly. */
export interface Filled {
  sender: Sender;
  message: string;
  details: Details;
}

export interface Fault {
  field: TypedField;
  message: string;
}

export type ParsedForm = { kind: 'filled'; filled: Filled } | { kind: 'faults'; faults: Fault[] };

const longest = {
  name: 200,
  email: 320,
  phone: 50,
  address: 500,
  message: 5000,
  page: 300,
  wanted: 2000,
  actsFor: 200,
};

/** What no text holds: control characters but for line breaks and tabs, and halves of characters. */
const UNWRITABLE = /[^\P{Cc}\n\t]|\p{Cs}/gu;

const typedText = z
  .string()
  .catch('')
  .transform((text) => text.normalize().replace(/\r\n?/g, '\n').replace(UNWRITABLE, '').trim());
const typedForm = z.object(
  Object.fromEntries(typedFields.map((field) => [field, typedText])) as Record<TypedField, typeof typedText>,
);

/** The fields as typed; those that are absent, or given twice, are empty. */
export function typedIn(body: unknown): Typed {
  const form = typedForm.safeParse(body);
  return form.success ? form.data : typedForm.parse({});
}

export function emptyForm(own: Partial<Typed> = {}): Typed {
  return { ...typedForm.parse({}), ...own };
}

/** Name, a way to answer and the text are all that anybody has to give (P14). Faults come in the order of the fields. */
export function parseForm(kind: FormKind, typed: Typed): ParsedForm {
  const faults = [
    ...faultsOfText(kind, typed),
    ...(typed.name ? [] : [{ field: 'name' as const, message: 'Enter your name' }]),
    ...faultsOfWays(kind, typed),
    ...faultsOfLength(typed),
  ];
  if (faults.length > 0) return { kind: 'faults', faults };
  const { name, email, phone, address, message } = typed;
  const sender = {
    ...{ name: oneLine(name), email: email || null },
    ...{ phone: phone ? oneLine(phone) : null, address: address || null },
  };
  return { kind: 'filled', filled: { sender, message, details: detailsIn(kind, typed) } };
}

function faultsOfWays(kind: FormKind, typed: Typed): Fault[] {
  const { email, phone, address } = typed;
  if (!email && !phone && !address)
    return [{ field: 'email', message: 'Enter an email address, a phone number or a postal address' }];
  const faults: Fault[] = [];
  if (email && !isOneAddress(email))
    faults.push({ field: 'email', message: 'Enter one email address, like name@example.org' });
  if (phone && !/\d.*\d.*\d/.test(phone))
    faults.push({ field: 'phone', message: 'Enter a phone number, like 01865 305200' });
  if (kind === 'data-request') faults.push(...faultsOfAnswer(typed));
  return faults;
}

/** The way that was chosen for the answer needs its own field. */
function faultsOfAnswer(typed: Typed): Fault[] {
  if (typed.answerBy === 'phone' && !typed.phone)
    return [{ field: 'phone', message: 'Enter a phone number, since you want the answer by phone' }];
  if (typed.answerBy === 'post' && !typed.address)
    return [{ field: 'address', message: 'Enter a postal address, since you want the answer by post' }];
  if (typed.answerBy === 'email' && !typed.email)
    return [{ field: 'email', message: 'Enter an email address, since you want the answer by email' }];
  return [];
}

const missingText: Readonly<Record<FormKind, string>> = {
  enquiry: 'Enter your question or suggestion',
  problem: 'Enter what happened',
  complaint: 'Enter what your complaint is about',
  'data-request': 'Choose what you ask for, or say it in your own words',
};

function faultsOfText(kind: FormKind, typed: Typed): Fault[] {
  const faults: Fault[] = [];
  const isSaid = kind === 'data-request' && rightIn(typed) !== 'unsure';
  if (!typed.message && !isSaid) faults.push({ field: 'message', message: missingText[kind] });
  if (kind === 'data-request' && typed.forWhom === 'other' && !typed.actsFor)
    faults.push({ field: 'actsFor', message: 'Enter the name of the person you represent' });
  return faults;
}

const fieldNames: Readonly<Record<keyof typeof longest, string>> = {
  ...{ name: 'Your name', email: 'Email address', phone: 'Phone number', address: 'Postal address' },
  ...{ message: 'What you write', page: 'Where it happened', wanted: 'What would put it right' },
  actsFor: 'The name',
};

function faultsOfLength(typed: Typed): Fault[] {
  const fields = Object.keys(longest) as (keyof typeof longest)[];
  return fields
    .filter((field) => typed[field].length > longest[field])
    .map((field) => ({
      field,
      message: `${fieldNames[field]} must be ${longest[field].toLocaleString('en-GB')} characters or fewer`,
    }));
}

function detailsIn(kind: FormKind, typed: Typed): Details {
  if (kind === 'enquiry') return { kind, topic: typed.topic === 'suggestion' ? 'suggestion' : 'question' };
  if (kind === 'problem') return { kind, page: typed.page ? oneLine(typed.page) : null };
  if (kind === 'complaint') return { kind, wanted: typed.wanted || null };
  return {
    ...{ kind, right: rightIn(typed) },
    actsFor: typed.forWhom === 'other' ? oneLine(typed.actsFor) : null,
    answerBy: answerWays.find((way) => way === typed.answerBy) ?? null,
  };
}

function rightIn(typed: Typed): (typeof rights)[number] {
  return rights.find((right) => right === typed.right) ?? 'unsure';
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
