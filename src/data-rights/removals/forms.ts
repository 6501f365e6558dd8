import { z } from 'zod';
import { dayIn } from '../requests/forms.ts';
import {
  type Confirmation,
  confirmationWays,
  type Ground,
  grounds,
  type RefusalGround,
  refusals,
  type Scope,
  scopes,
  type Settlement,
  settlements,
} from './removal.ts';

export interface TypedRemoval {
  scope: string;
  ground: string;
  caseReference: string;
  confirmedBy: string;
  confirmedOn: string;
  confirmedWay: string;
}

export interface RemovalCommand {
  scope: Scope;
  ground: Ground;
  caseReference: string | null;
  confirmation: Confirmation | null;
}

type Field = keyof TypedRemoval;
export type ParsedRemoval =
  | { kind: 'removal'; command: RemovalCommand }
  | { kind: 'faults'; typed: TypedRemoval; faults: { field: Field; message: string }[] };

const word = z
  .string()
  .catch('')
  .transform((text) => text.trim());
const form = z.object({
  ...{ scope: word, ground: word, caseReference: word },
  ...{ confirmedBy: word, confirmedOn: word, confirmedWay: word },
});

export function typedRemoval(body: unknown): TypedRemoval {
  return form.parse(body ?? {});
}

const REFERENCE = /^[A-Z]-[0-9A-Z]{8}$/;

/**
 * @param offered scopes to choose from; one alone need not be chosen
 * @param leads numbers of the lead officers who may have confirmed
 * @param today ISO day
 */
export function parseRemoval(
  body: unknown,
  { offered, leads, today }: { offered: readonly Scope[]; leads: readonly number[]; today: string },
): ParsedRemoval {
  const typed = typedRemoval(body);
  const scope = offered.length === 1 ? offered[0] : offered.find((one) => one === typed.scope);
  const ground = grounds.find((one) => one === typed.ground);
  const reference = typed.caseReference.toUpperCase();
  const faults: { field: Field; message: string }[] = [];
  if (!scope) faults.push({ field: 'scope', message: 'Choose what is to be removed' });
  if (!ground) faults.push({ field: 'ground', message: 'Choose the ground for the removal' });
  if (reference !== '' && !REFERENCE.test(reference))
    faults.push({
      field: 'caseReference',
      message: 'A reference is a letter, a dash and eight letters or numbers, like R-7K2MQ9XT',
    });
  const confirmed = scope && scope !== 'person' ? parseConfirmation(typed, leads, today) : null;
  if (confirmed?.kind === 'faults') faults.push(...confirmed.faults);
  if (!scope || !ground || faults.length > 0) return { kind: 'faults', typed, faults };
  const confirmation = confirmed?.kind === 'confirmed' ? confirmed.confirmation : null;
  return {
    kind: 'removal',
    command: { scope, ground, confirmation, caseReference: reference === '' ? null : reference },
  };
}

function parseConfirmation(
  { confirmedBy, confirmedOn, confirmedWay }: TypedRemoval,
  leads: readonly number[],
  today: string,
):
  | { kind: 'confirmed'; confirmation: Confirmation }
  | { kind: 'faults'; faults: { field: Field; message: string }[] } {
  const by = leads.find((id) => String(id) === confirmedBy);
  const way = confirmationWays.find((one) => one === confirmedWay);
  const on = dayIn(confirmedOn);
  const isDay = on !== null && on <= today;
  if (by !== undefined && way && isDay) return { kind: 'confirmed', confirmation: { by, way, on } };
  const faults: { field: Field; message: string }[] = [];
  if (by === undefined)
    faults.push({
      field: 'confirmedBy',
      message: 'Choose the lead officer who has confirmed that the uploads go',
    });
  if (!isDay)
    faults.push({
      field: 'confirmedOn',
      message: 'Enter the day on which they confirmed, like 31/3/2026, today or earlier',
    });
  if (!way) faults.push({ field: 'confirmedWay', message: 'Choose how they confirmed' });
  return { kind: 'faults', faults };
}

export function parseScope(value: unknown): Scope | null {
  return scopes.find((one) => one === value) ?? null;
}

export function parseRefusal(body: unknown): RefusalGround | null {
  const given = z.object({ refusal: z.enum(refusals) }).safeParse(body);
  return given.success ? given.data.refusal : null;
}

export function parseSettlement(body: unknown): { place: string; settlement: Settlement } | null {
  const given = z.object({ place: z.string().max(500), settlement: z.enum(settlements) }).safeParse(body);
  return given.success ? given.data : null;
}

/** That somebody has read the plan, and which: the hash of the one on their page. */
export function parseApproval(body: unknown): { planHash: string; hasRead: boolean } {
  const given = z
    .object({ planHash: z.string().catch(''), read: z.literal('yes').optional().catch(undefined) })
    .parse(body ?? {});
  return { planHash: given.planHash, hasRead: given.read === 'yes' };
}
