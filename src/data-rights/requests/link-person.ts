import { type Actor, recordEvent } from '../../audit/index.ts';
import { groundFor } from '../restrictions/restriction.ts';
import { beginRestriction } from '../restrictions/start-restriction.ts';
import { mayAct } from '../rules/own-case.ts';
import { actOnCase, done, type CaseResult, type OnCase, type RequestParts } from './act-on-case.ts';
import { setSubject } from './store.ts';
import { personBy } from './store-people.ts';

export interface LinkCommand extends OnCase {
  /** Account of whom the request is about; null where nothing is held on them. */
  subjectId: number | null;
  /** Whether the use of their data is limited from now on, while what they say is checked (L19). */
  limits: boolean;
}

/** Says whose data a request is about, and limits the use of it where that is asked for. Nobody makes it their own case and goes on. */
export async function linkPerson(
  parts: RequestParts,
  command: LinkCommand,
  actor: Actor,
): Promise<CaseResult> {
  const { subjectId, userId, limits } = command;
  return actOnCase(parts, command, async (trx, { request }, { at }): Promise<CaseResult> => {
    if (subjectId !== null && !(await personBy(trx, subjectId))) return { kind: 'not-found' };
    if (!mayAct(userId, [subjectId])) return { kind: 'own-case' };
    await setSubject(trx, request.id, { subjectId, at });
    await recordEvent(trx, actor, { type: 'requests', id: request.reference }, { subject: subjectId });
    const ground = groundFor(request.right);
    if (limits && subjectId !== null && ground) {
      const limit = { userId: subjectId, requestId: request.id, ground, note: null };
      await beginRestriction(trx, parts, limit, { userId, at }, actor);
    }
    return done;
  });
}
