import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { actOnCase, done, type CaseResult, type OnCase, type RequestParts } from './act-on-case.ts';
import { dayInWords } from './day-words.ts';
import { readAnswerFacts } from './answers/read-answer-facts.ts';
import { readHeldFacts } from './answers/held-facts.ts';
import { type LetterFacts, letterFrom } from './letter-templates.ts';
import { type EventKind, refusalGrounds } from './request-case.ts';
import type { LetterKind, LetterText, RequestLetter } from './request-letter.ts';
import type { SeenCase } from './rules/case-facts.ts';
import { addLetter, addVersion, lettersOf } from './store-letters.ts';

/** What a letter says beside what every case has. */
export interface Said extends Partial<Pick<LetterFacts, 'isPartly' | 'ground' | 'answer' | 'held'>> {
  /** What is asked for, or the reasons. */
  words: string;
}

/** A letter as its template makes it for a case. */
export function draftOf(kind: LetterKind, { request, clock }: SeenCase, said: Said): LetterText {
  const { reference, sender, right, actsFor, receivedOn } = request;
  return letterFrom(kind, {
    ...{ reference, name: sender.name, right, actsFor, isPartly: false, ...said },
    receivedOn: dayInWords(receivedOn),
    limit: clock.kind === 'running' ? dayInWords(clock.limit) : null,
  });
}

/** The same filled in with all that is on record, for a letter that somebody begins by hand. */
export async function filledDraft(db: Knex, kind: LetterKind, seen: SeenCase): Promise<LetterText> {
  const { request, events } = seen;
  const last = events.findLast((event) => recordedAs[kind]?.includes(event.kind));
  return draftOf(kind, seen, {
    words: last?.note ?? '',
    isPartly: last?.kind === 'partly-refused',
    ground: kind === 'refusal' ? (refusalGrounds.find((ground) => ground === last?.choice) ?? null) : null,
    ...(kind === 'answer' && { answer: await readAnswerFacts(db, request, events) }),
    ...(kind === 'held' && { held: await readHeldFacts(db, request.subjectId) }),
  });
}

/** The event whose note is what a letter says. */
const recordedAs: Readonly<Partial<Record<LetterKind, readonly EventKind[]>>> = {
  ...{ identity: ['identity-asked'], authority: ['authority-asked'], fee: ['fee-asked'] },
  ...{ clarification: ['clarification-asked'], extension: ['extended'] },
  ...{ refusal: ['refused', 'partly-refused'], answer: ['reviewed'] },
};

export interface LetterCommand extends OnCase {
  kind: LetterKind;
  text: LetterText;
}

export type WriteResult = CaseResult<{ kind: 'written'; letter: number }>;

export async function writeLetter(
  parts: RequestParts,
  command: LetterCommand,
  actor: Actor,
): Promise<WriteResult> {
  const { kind, text } = command;
  return actOnCase(parts, command, async (trx, { request }, by): Promise<WriteResult> => {
    const letter = await addLetter(trx, request.id, { kind, ...text }, by);
    await recordEvent(trx, actor, { type: 'requests', id: request.reference }, { letter, kind });
    return { kind: 'written', letter };
  });
}

export interface ChangeCommand extends OnCase {
  number: number;
  text: LetterText;
}

export type ChangeResult = CaseResult<{ kind: 'done' } | { kind: 'sent-already' }>;

/** Keeps a new version beside the old ones, until one of them is sent. */
export async function changeLetter(
  parts: RequestParts,
  command: ChangeCommand,
  actor: Actor,
): Promise<ChangeResult> {
  const { number, text } = command;
  return actOnCase(parts, command, async (trx, { request }, by): Promise<ChangeResult> => {
    const last = await newestVersion(trx, request.id, number);
    if (!last) return { kind: 'not-found' };
    if (last.sentAt) return { kind: 'sent-already' };
    const { reference, id } = request;
    await addVersion(trx, id, { ...last, ...text, version: last.version + 1 }, by);
    await recordEvent(
      trx,
      actor,
      { type: 'requests', id: reference },
      { letter: number, version: last.version + 1 },
    );
    return done;
  });
}

export async function newestVersion(
  db: Knex,
  requestId: number,
  number: number,
): Promise<RequestLetter | null> {
  return (await lettersOf(db, requestId)).findLast((letter) => letter.number === number) ?? null;
}
