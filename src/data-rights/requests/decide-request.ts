import { type Actor, recordEvent } from '../../audit/index.ts';
import { deliveredOf } from '../exports/rules/may-export.ts';
import { exportOf } from '../exports/store.ts';
import { endUndelivered } from '../exports/store-ending.ts';
import type { Day } from '../rules/days.ts';
import { actOnCase, done, type CaseResult, type OnCase, type RequestParts } from './act-on-case.ts';
import type { ExtensionGround, Outcome, RefusalGround } from './request-case.ts';
import { seenCase } from './rules/case-facts.ts';
import { faultOfAnswer, faultOfClosing, faultOfDay, faultOfExtension } from './rules/may.ts';
import { addEvent, checksOf, setRequestClosed, workingDaysOf } from './store.ts';
import { addLetter } from './store-letters.ts';
import { draftOf } from './write-letter.ts';

/** A decision that the person is told of by the letter that is kept with it. */
export type DecisionResult = CaseResult<{ kind: 'decided'; letter: number }>;

export interface ExtensionCommand extends OnCase {
  on: Day;
  ground: ExtensionGround;
  /** For the person to read. */
  reasons: string;
}

/** Takes up to two months more, if the first is not over (L4), and keeps the letter that tells of it with its new limit. */
export async function extendRequest(
  parts: RequestParts,
  command: ExtensionCommand,
  actor: Actor,
): Promise<DecisionResult> {
  const { on, ground, reasons } = command;
  return actOnCase(parts, command, async (trx, seen, by): Promise<DecisionResult> => {
    const fault = faultOfExtension(seen, on);
    if (fault) return { kind: 'fault', fault };
    const { request, events, today } = seen;
    const event = { kind: 'extended', on, choice: ground, note: reasons, pence: null } as const;
    await addEvent(trx, request.id, event, by);
    const extended = seenCase(request, [...events, event], today, await workingDaysOf(trx));
    const text = draftOf('extension', extended, { words: reasons });
    const letter = await addLetter(trx, request.id, { kind: 'extension', ...text }, by);
    await recordEvent(trx, actor, { type: 'requests', id: request.reference }, { on, ground });
    return { kind: 'decided', letter };
  });
}

export interface RefusalCommand extends OnCase {
  on: Day;
  isPartly: boolean;
  ground: RefusalGround;
  reasons: string;
}

/** Refuses all of it or a part, and keeps the letter with the reasons and the ways to complain (L10). */
export async function refuseRequest(
  parts: RequestParts,
  command: RefusalCommand,
  actor: Actor,
): Promise<DecisionResult> {
  const { on, isPartly, ground, reasons } = command;
  return actOnCase(parts, command, async (trx, seen, by): Promise<DecisionResult> => {
    const fault = faultOfDay(seen, on);
    if (fault) return { kind: 'fault', fault };
    const { id, reference } = seen.request;
    const kind = isPartly ? 'partly-refused' : 'refused';
    await addEvent(trx, id, { kind, on, choice: ground, note: reasons }, by);
    const text = draftOf('refusal', seen, { words: reasons, isPartly, ground });
    const letter = await addLetter(trx, id, { kind: 'refusal', ...text }, by);
    await recordEvent(trx, actor, { type: 'requests', id: reference }, { on, ground, partly: isPartly });
    return { kind: 'decided', letter };
  });
}

export interface AnswerCommand extends OnCase {
  on: Day;
  outcome: Outcome;
  note: string | null;
}

export async function answerRequest(
  parts: RequestParts,
  command: AnswerCommand,
  actor: Actor,
): Promise<CaseResult> {
  const { on, outcome, note } = command;
  return actOnCase(parts, command, async (trx, seen, by): Promise<CaseResult> => {
    const { id, reference } = seen.request;
    const delivered = deliveredOf(await exportOf(trx, id));
    const fault = faultOfAnswer(seen, await checksOf(trx, id), command, delivered);
    if (fault) return { kind: 'fault', fault };
    await addEvent(trx, id, { kind: 'answered', on, choice: outcome, note }, by);
    await recordEvent(trx, actor, { type: 'requests', id: reference }, { on, outcome });
    return done;
  });
}

export async function closeRequest(parts: RequestParts, command: OnCase, actor: Actor): Promise<CaseResult> {
  return actOnCase(parts, command, async (trx, seen, by): Promise<CaseResult> => {
    const fault = faultOfClosing(seen);
    if (fault) return { kind: 'fault', fault };
    const { id, reference } = seen.request;
    await addEvent(trx, id, { kind: 'closed', on: seen.today }, by);
    await setRequestClosed(trx, id, by.at);
    await endUndelivered(trx, id, by);
    await recordEvent(trx, actor, { type: 'requests', id: reference });
    return done;
  });
}

/** Opens a closed case again: its answer does not stand any more. */
export async function reopenRequest(parts: RequestParts, command: OnCase, actor: Actor): Promise<CaseResult> {
  return actOnCase(
    parts,
    command,
    async (trx, seen, by): Promise<CaseResult> => {
      const { id, reference } = seen.request;
      await addEvent(trx, id, { kind: 'reopened', on: seen.today }, by);
      await setRequestClosed(trx, id, null);
      await recordEvent(trx, actor, { type: 'requests', id: reference });
      return done;
    },
    'closed',
  );
}
