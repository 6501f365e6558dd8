import { type Actor, recordEvent } from '../../audit/index.ts';
import { mayAct } from '../rules/own-case.ts';
import { actOnCase, done, type CaseResult, type OnCase, type RequestParts } from './act-on-case.ts';
import { concernedBy } from './request-case.ts';
import { setAssignee } from './store.ts';
import { officersOf } from './store-people.ts';

export interface AssignCommand extends OnCase {
  /** Whose it is to work on; null for nobody's in particular. */
  assigneeId: number | null;
}

/** Gives a case to somebody who works on requests, and whom it does not concern. */
export async function assignRequest(
  parts: RequestParts,
  command: AssignCommand,
  actor: Actor,
): Promise<CaseResult<{ kind: 'done' } | { kind: 'not-this-person' }>> {
  const { assigneeId } = command;
  return actOnCase(parts, command, async (trx, { request }) => {
    if (assigneeId !== null) {
      const isOfficer = (await officersOf(trx)).some(({ id }) => id === assigneeId);
      if (!isOfficer || !mayAct(assigneeId, concernedBy(request)))
        return { kind: 'not-this-person' } as const;
    }
    await setAssignee(trx, request.id, assigneeId);
    await recordEvent(trx, actor, { type: 'requests', id: request.reference }, { assignee: assigneeId });
    return done;
  });
}
