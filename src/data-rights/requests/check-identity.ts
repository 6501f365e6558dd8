import { type Actor, recordEvent } from '../../audit/index.ts';
import { actOnCase, done, type CaseResult, type OnCase, type RequestParts } from './act-on-case.ts';
import type { IdentityCheck } from './request-case.ts';
import { addCheck } from './store.ts';

export interface CheckCommand extends OnCase {
  check: Omit<IdentityCheck, 'checkedBy' | 'checkedAt'>;
}

/** Keeps what was looked at to know who somebody is, and how it came out; never the evidence (P65). */
export async function checkIdentity(
  parts: RequestParts,
  command: CheckCommand,
  actor: Actor,
): Promise<CaseResult> {
  const { check } = command;
  return actOnCase(parts, command, async (trx, { request }, by): Promise<CaseResult> => {
    await addCheck(trx, request.id, check, by);
    const details = { confirmed: check.isConfirmed, email: check.confirmsEmail };
    await recordEvent(trx, actor, { type: 'requests', id: request.reference }, details);
    return done;
  });
}
