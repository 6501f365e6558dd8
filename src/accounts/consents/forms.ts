import { z } from 'zod';
import { toldChannels, type ToldChannel } from './consent.ts';
import { purposes, topics, ways, type Purpose, type Topic, type Way } from './purposes.ts';

const purpose = z.enum(purposes);

/** The purpose of an address; null for none. */
export function parsePurpose(value: unknown): Purpose | null {
  return purpose.safeParse(value).data ?? null;
}

const list = z.union([z.string().transform((one) => [one]), z.array(z.string())]).catch([]);
const waysForm = z.object({ ways: list }).catch({ ways: [] });

/** The ways that were ticked, each once; what is no way is left out. */
export function parseWays(body: unknown): Way[] {
  const ticked = waysForm.parse(body).ways;
  return ways.filter((way) => ticked.includes(way));
}

const interestsForm = z.object({ topics: list }).catch({ topics: [] });

export function parseTopics(body: unknown): Topic[] {
  const ticked = interestsForm.parse(body).topics;
  return (Object.keys(topics) as Topic[]).filter((topic) => ticked.includes(topic));
}

/** The form of what a person said to staff, as filled in. */
export interface ToldChoice {
  purpose: Purpose | null;
  decision: 'yes' | 'no' | null;
  ways: Way[];
  channel: ToldChannel | null;
}

const toldForm = z.object({
  purpose: purpose.nullable().catch(null),
  decision: z.enum(['yes', 'no']).nullable().catch(null),
  channel: z.enum(toldChannels).nullable().catch(null),
});

export type ParsedToldChoice = { typed: ToldChoice; faults: { field: string; message: string }[] };

export function parseToldChoice(body: unknown): ParsedToldChoice {
  const fields = toldForm.catch({ purpose: null, decision: null, channel: null }).parse(body);
  const typed = { ...fields, ways: parseWays(body) };
  const faults = [
    { field: 'channel', message: typed.channel === null && 'Choose how the person told you' },
    { field: 'purpose', message: typed.purpose === null && 'Choose what it is about' },
    { field: 'decision', message: typed.decision === null && 'Choose what the person said' },
    {
      field: 'ways',
      message:
        typed.decision === 'yes' && typed.ways.length === 0 && 'Choose at least one way that was allowed',
    },
  ];
  return { typed, faults: faults.flatMap(({ field, message }) => (message ? [{ field, message }] : [])) };
}

/** An account's number in an address; null for what cannot be one. */
export function parseUserId(value: unknown): number | null {
  return typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : null;
}
