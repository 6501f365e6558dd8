import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Day } from '../rules/days.ts';
import { actOnCase, type CaseResult, type OnCase, type RequestParts } from './act-on-case.ts';
import type { ReviewOutcome } from './request-case.ts';
import { faultOfDay } from './rules/may.ts';
import { addEvent } from './store.ts';
import { addLetter } from './store-letters.ts';
import { draftOf } from './write-letter.ts';

export interface ReviewCommand extends OnCase {
  on: Day;
  found: ReviewOutcome;
  /** The explanation, for the person to read. */
  words: string;
}

/** Records that a person looked at what a computer had decided, and keeps the letter that explains it (L16; P78). */
export async function reviewDecision(
  parts: RequestParts,
  command: ReviewCommand,
  actor: Actor,
): Promise<CaseResult<{ kind: 'reviewed'; letter: number }>> {
  const { on, found, words } = command;
  return actOnCase<{ kind: 'reviewed'; letter: number }>(parts, command, async (trx, seen, by) => {
    const fault = faultOfDay(seen, on);
    if (fault) return { kind: 'fault', fault };
    const { id, reference } = seen.request;
    await addEvent(trx, id, { kind: 'reviewed', on, choice: found, note: words }, by);
    const text = draftOf('answer', seen, { words });
    const letter = await addLetter(trx, id, { kind: 'answer', ...text }, by);
    await recordEvent(trx, actor, { type: 'requests', id: reference }, { on, found });
    return { kind: 'reviewed', letter };
  });
}
