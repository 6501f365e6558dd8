import { z } from 'zod';

/** What somebody looks for in the trail; what is empty is not asked for. */
export interface AuditFilter {
  /** A whole action, such as user.opened, or what stands before its dot. */
  action: string;
  subjectType: string;
  subjectId: string;
  /** Number of an account. */
  actor: number | null;
  /** First and last day in England, YYYY-MM-DD. */
  from: string;
  until: string;
}

const word = z
  .string()
  .trim()
  .regex(/^[\w.:-]{0,60}$/)
  .catch('');
const day = z.string().trim().pipe(z.iso.date()).catch('');
const number = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).nullable().catch(null);

const filterForm = z.object({
  ...{ action: word, subjectType: word, subjectId: word, actor: number, from: day, until: day },
});

/** What is nonsense is left out. */
export function parseAuditFilter(query: Record<string, unknown>): AuditFilter {
  const { action, subjectType, subjectId, actor, from, until } = query;
  return filterForm.parse({ action, subjectType, subjectId, actor: actor ?? null, from, until });
}

/** A position of the chain before which to go on; null for the newest. */
export function parsePosition(value: unknown): number | null {
  return typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : null;
}
