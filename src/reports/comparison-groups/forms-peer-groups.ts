import { z } from 'zod';
import { minimums } from '../disclosure/parts.ts';
import type { AuthorityFacts } from './neighbours.ts';
import { LONGEST_NAME, parsePeers } from './peer-groups.ts';

/** A form as it was filled in, to be saved or to be shown again. */
export interface TypedGroup {
  name: string;
  /** Ids of the authorities ticked, each once. */
  members: number[];
}

export interface ParsedGroup {
  typed: TypedGroup;
  faults: { field: 'name' | 'members'; message: string }[];
}

const oneLine = z
  .string()
  .catch('')
  .transform((text) => text.normalize().replace(/\s+/g, ' ').trim());

/** What no line of text holds: control characters, marks that turn its direction, half characters. */
const UNWRITABLE = /[\p{Cc}\p{Cf}\p{Cs}]/u;

const groupName = z
  .string()
  .min(1, 'Enter a name for the group')
  .refine(
    (name) => Array.from(name).length <= LONGEST_NAME,
    `Name must be ${LONGEST_NAME} characters or fewer`,
  )
  .refine((name) => !UNWRITABLE.test(name), 'Name must be letters, digits, spaces and punctuation');

const groupForm = z
  .object({
    name: oneLine,
    members: z.union([z.string().transform((text) => [text]), z.array(z.string())]).catch([]),
  })
  .catch({ name: '', members: [] });

export const tooFewMembers = `Choose at least ${minimums.spread.authorities} authorities`;

/** A new group's name, and codes of authorities among `others`: all but the reader's own. */
export function parseGroup(body: unknown, others: readonly AuthorityFacts[]): ParsedGroup {
  const form = groupForm.parse(body);
  const name = groupName.safeParse(form.name);
  const codes = new Set(form.members);
  const members = others.filter(({ code }) => codes.has(code)).map(({ id }) => id);
  const faults = [
    { field: 'name' as const, message: name.error?.issues[0]?.message },
    { field: 'members' as const, message: faultOfMembers(members.length, codes.size) },
  ];
  return {
    typed: { name: form.name, members },
    faults: faults.flatMap(({ field, message }) => (message === undefined ? [] : [{ field, message }])),
  };
}

function faultOfMembers(known: number, ticked: number): string | undefined {
  if (known < ticked) return 'Choose from the authorities listed here; yours is not one of them';
  return known < minimums.spread.authorities ? tooFewMembers : undefined;
}

/** A group's number in an address; null for what cannot be one. */
export function parseGroupId(value: unknown): number | null {
  const choice = parsePeers(typeof value === 'string' ? `group-${value}` : null);
  return choice?.kind === 'saved' ? choice.id : null;
}
