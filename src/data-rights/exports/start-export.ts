import { type Actor, recordEvent } from '../../audit/index.ts';
import { addJob } from '../../platform/jobs.ts';
import { actOnCase, done, type OnCase } from '../requests/act-on-case.ts';
import { askedFor, type SeenCase } from '../requests/rules/case-facts.ts';
import { isIdentified } from '../requests/rules/may.ts';
import type { IdentityCheck } from '../requests/request-case.ts';
import { checksOf } from '../requests/store.ts';
import { type ExportParts, type ExportResult, faulty, type Faulty } from './act-on-export.ts';
import { COLLECT_EXPORT } from './export-jobs.ts';
import { type CaseFacts, faultOfCollecting } from './rules/may-export.ts';
import { addExport, exportOf, setCollecting } from './store.ts';

/** Has all that is held on the person gathered, anew where that was done before and the review is still open. */
export async function startExport(parts: ExportParts, command: OnCase, actor: Actor): Promise<ExportResult> {
  return actOnCase<{ kind: 'done' } | Faulty>(parts, command, async (trx, seen, by) => {
    const { id: requestId, subjectId, reference } = seen.request;
    const present = await exportOf(trx, requestId);
    const fault = faultOfCollecting(caseFacts(seen, await checksOf(trx, requestId)), present);
    if (fault || subjectId === null) return faulty(fault ?? 'nobody-linked');
    const isOpen = present !== null && (present.state === 'collecting' || present.state === 'review');
    const staff = { by: by.userId, at: by.at };
    // Somebody else may have been linked since: what was gathered on the first goes.
    if (isOpen) await setCollecting(trx, present.id, { ...staff, userId: subjectId });
    const exportId = isOpen ? present.id : await addExport(trx, { requestId, userId: subjectId, ...staff });
    const job = { task: COLLECT_EXPORT, payload: { exportId }, queue: 'exports' };
    await addJob(trx, { ...job, key: `${COLLECT_EXPORT} ${exportId}` });
    await recordEvent(trx, actor, { type: 'requests', id: reference }, { export: exportId });
    return done;
  });
}

export function caseFacts({ request, events }: SeenCase, checks: readonly IdentityCheck[]): CaseFacts {
  const { right, subjectId, actsFor } = request;
  return {
    ...{ right, subjectId, actsFor, isIdentified: isIdentified(request, checks) },
    hasAuthority: Boolean(askedFor(events, 'authority').at(-1)?.receivedOn),
  };
}
