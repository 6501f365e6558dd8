import { z } from 'zod';

const line = z.string().min(1).max(200);

const place = z.strictObject({
  name: line,
  post: z.array(line).min(1).max(10),
  phones: z.array(line).max(4),
  email: z.email().nullable(),
  website: z.url({ protocol: /^https$/ }).nullable(),
  /** When the telephone is answered; empty where it does not matter. */
  hours: z.string().max(200),
});

export type Contact = z.infer<typeof place>;

/** Who runs SP-Bench, its data protection officer, the Commissioner, and the entry in the Commissioner's register. */
const contacts = z.strictObject({
  operator: place,
  officer: place,
  commissioner: place,
  registration: z.strictObject({ number: line, website: z.url({ protocol: /^https$/ }) }),
  /** True until whoever runs an installation has put in telephone numbers and addresses that are answered. */
  areExamples: z.boolean(),
});

export type Contacts = z.infer<typeof contacts>;

export type ParsedContacts = { kind: 'ok'; contacts: Contacts } | { kind: 'wrong'; sentence: string };

/** Reads contacts.json. */
export function parseContacts(source: string): ParsedContacts {
  let given: unknown;
  try {
    given = JSON.parse(source);
  } catch {
    return { kind: 'wrong', sentence: 'It is not JSON.' };
  }
  const result = contacts.safeParse(given);
  if (result.success) return { kind: 'ok', contacts: result.data };
  const faults = result.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`);
  return { kind: 'wrong', sentence: `It does not say what it should. ${faults.join('. ')}.` };
}
