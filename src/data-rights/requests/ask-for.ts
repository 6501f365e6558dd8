import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Day } from '../rules/days.ts';
import { actOnCase, done, type CaseResult, type OnCase, type RequestParts } from './act-on-case.ts';
import type { Askable, FeeGround } from './request-case.ts';
import { isAwaited } from './rules/case-facts.ts';
import { faultOfAsking, faultOfFee, faultOfReceipt } from './rules/may.ts';
import { addEvent } from './store.ts';
import { addLetter } from './store-letters.ts';
import { draftOf } from './write-letter.ts';

export interface AskCommand extends OnCase {
  what: Askable;
  on: Day;
  /** What is asked for, or why, in words for the letter. */
  words: string;
  /** Of a fee alone. */
  fee?: { ground: FeeGround; pence: number };
}

export type AskResult = CaseResult<{ kind: 'asked'; letter: number }>;

/** Records that something was asked for, and keeps the letter that asks for it, to be looked through and sent. */
export async function askFor(parts: RequestParts, command: AskCommand, actor: Actor): Promise<AskResult> {
  const { what, on, words, fee } = command;
  return actOnCase(parts, command, async (trx, seen, by): Promise<AskResult> => {
    const fault = faultOfAsking(seen, what, on) ?? (fee ? faultOfFee(seen, fee) : null);
    if (fault) return { kind: 'fault', fault };
    const { id, reference } = seen.request;
    const event = { kind: `${what}-asked`, on, note: words, choice: fee?.ground, pence: fee?.pence } as const;
    await addEvent(trx, id, event, by);
    const letter = await addLetter(trx, id, { kind: what, ...draftOf(what, seen, { words }) }, by);
    await recordEvent(trx, actor, { type: 'requests', id: reference }, { on });
    return { kind: 'asked', letter };
  });
}

export interface ReceiptCommand extends OnCase {
  what: Askable;
  on: Day;
  note: string | null;
}

/** What was asked for has come: the clock starts, or goes on, from this day. */
export async function receiveAnswer(
  parts: RequestParts,
  command: ReceiptCommand,
  actor: Actor,
): Promise<CaseResult> {
  const { what, on, note } = command;
  return actOnCase(parts, command, async (trx, seen, by): Promise<CaseResult> => {
    const fault = faultOfReceipt(seen, what, on);
    if (fault) return { kind: 'fault', fault };
    await addEvent(trx, seen.request.id, { kind: `${what}-received`, on, note }, by);
    await recordEvent(trx, actor, { type: 'requests', id: seen.request.reference }, { on });
    return done;
  });
}

/** A fee that was asked for is not asked for any more: the clock goes on as if it never had been. */
export async function waiveFee(parts: RequestParts, command: OnCase, actor: Actor): Promise<CaseResult> {
  return actOnCase(parts, command, async (trx, seen, by): Promise<CaseResult> => {
    if (!isAwaited(seen.events, 'fee')) return { kind: 'fault', fault: 'not-asked' };
    await addEvent(trx, seen.request.id, { kind: 'fee-waived', on: seen.today }, by);
    await recordEvent(trx, actor, { type: 'requests', id: seen.request.reference });
    return done;
  });
}
