import type { OpenWork } from '../open-work.ts';
import type { RequestParts } from './act-on-case.ts';
import { openCases } from './work-list.ts';

/** Requests that are overdue or due within five days, for the start page of the back office. */
export async function urgentRequests(parts: Pick<RequestParts, 'db' | 'clock'>): Promise<OpenWork> {
  const urgent = (await openCases(parts)).filter(
    ({ standing }) => standing === 'overdue' || standing === 'due soon',
  );
  const [oldest = null] = urgent
    .map(({ request }) => request.receivedAt)
    .sort((a, b) => a.getTime() - b.getTime());
  return { open: urgent.length, oldest };
}
