import { createReadStream } from 'node:fs';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { OnCase } from '../requests/act-on-case.ts';
import { actOnReview, done, type ExportParts, type ExportResult } from './act-on-export.ts';
import { fileColumns } from './collect/file-group.ts';
import type { Search } from './export.ts';
import { setLetter } from './store.ts';
import { addFile } from './store-files.ts';
import { addItem, groupsOf, setVerdict } from './store-items.ts';
import { addSearch, removeSearch } from './store-withholdings.ts';

export interface AttachCommand extends OnCase {
  file: { path: string; name: string };
  /** What it is, for the person: "Copies of paper file 12". */
  about: string;
}

/** Adds a file to what the person gets: copies of paper, or what was found elsewhere (P61). */
export async function attachFile(
  parts: ExportParts,
  command: AttachCommand,
  actor: Actor,
): Promise<ExportResult> {
  const { file, about } = command;
  return actOnReview(parts, command, async (trx, present, by) => {
    const { fileId, bytes } = await addFile(trx, parts.secrets, present.id, createReadStream(file.path));
    const groups = await groupsOf(trx, present.id);
    const group = groups.find(({ kind }) => kind === 'attachment') ?? {
      ...{ number: groups.length + 1, kind: 'attachment' as const, table: 'attachments' },
      ...{ title: 'Files added by hand', columns: fileColumns },
    };
    const values = { name: file.name, about, bytes };
    const item = { key: `attachment:${fileId}`, values, fileId };
    const number = await addItem(trx, parts.secrets, present.id, { group, item });
    // Whoever adds it has looked at it.
    await setVerdict(trx, parts.secrets, present.id, { number, verdict: 'give', note: null, ...by });
    await recordEvent(trx, actor, { type: 'requests', id: present.reference }, { item: number, bytes });
    return done;
  });
}

/** Notes a search that was made by hand, or why none was (L6). */
export async function logSearch(
  parts: ExportParts,
  command: OnCase & { search: Search },
  actor: Actor,
): Promise<ExportResult> {
  const { search } = command;
  return actOnReview(parts, command, async (trx, present, by) => {
    await addSearch(trx, parts.secrets, present.id, { search, ...by });
    const details = { on: search.on, made: search.whyNot === null };
    await recordEvent(trx, actor, { type: 'requests', id: present.reference }, details);
    return done;
  });
}

/** Takes back an entry that was made by hand; what SP-Bench searched stays on record. */
export async function dropSearch(
  parts: ExportParts,
  command: OnCase & { search: number },
  actor: Actor,
): Promise<ExportResult> {
  return actOnReview(parts, command, async (trx, present) => {
    if ((await removeSearch(trx, present.id, command.search)) === 0) return { kind: 'not-found' };
    await recordEvent(trx, actor, { type: 'requests', id: present.reference });
    return done;
  });
}

export async function writeCoveringLetter(
  parts: ExportParts,
  command: OnCase & { letter: string },
  actor: Actor,
): Promise<ExportResult> {
  return actOnReview(parts, command, async (trx, present) => {
    await setLetter(trx, parts.secrets, present.id, command.letter);
    await recordEvent(trx, actor, { type: 'requests', id: present.reference });
    return done;
  });
}
