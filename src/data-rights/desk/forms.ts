import { z } from 'zod';
import { noteWays, type NoteWay, type Turn } from '../contact.ts';

export interface TypedNote {
  note: string;
  way: string;
  makes: Turn | null;
}

export interface NoteCommand {
  note: string;
  way: NoteWay;
  makes: Turn | null;
}

export type ParsedNote =
  | { kind: 'note'; command: NoteCommand }
  | { kind: 'faults'; typed: TypedNote; faults: { field: 'note' | 'way'; message: string }[] };

const LONGEST_NOTE = 10_000;

const noteForm = z.object({
  note: z
    .string()
    .catch('')
    .transform((text) =>
      text
        .replace(/\r\n?/g, '\n')
        .replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '')
        .trim(),
    ),
  way: z.string().catch(''),
  makes: z.enum(['closed', 'open']).nullable().catch(null),
});

export function parseNote(body: unknown): ParsedNote {
  const { note, way: typedWay, makes } = noteForm.parse(body ?? {});
  const way = noteWays.find((known) => known === typedWay);
  const faults: { field: 'note' | 'way'; message: string }[] = [];
  if (note === '') faults.push({ field: 'note', message: 'Enter what was answered or done' });
  if (note.length > LONGEST_NOTE)
    faults.push({ field: 'note', message: 'The note must be 10,000 characters or fewer' });
  if (!way) faults.push({ field: 'way', message: 'Choose how it was answered, or that it is a note' });
  return way && faults.length === 0
    ? { kind: 'note', command: { note, way, makes } }
    : { kind: 'faults', typed: { note, way: typedWay, makes }, faults };
}

/** Whether the closed ones are asked for; anything else is the open ones. */
export function parseIsOpen(value: unknown): boolean {
  return value !== 'closed';
}
