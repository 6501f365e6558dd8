import { z } from 'zod';
import { severities } from '../tables/index.ts';
import type { Decision } from './finding.ts';
import type { FindingFilter, FindingGroup } from './store-findings.ts';

const decision = z.enum(['include', 'exclude']);
const FIELD = /^decision\[(\d{1,9})\]$/;

export type ParsedDecisions =
  | { kind: 'decisions'; decisions: ReadonlyMap<number, Decision> | { all: Decision } }
  | { kind: 'nothing-chosen' };

/** Radios `decision[<finding>]`, or the button `all`. What is neither is not a decision and is left alone. */
export function parseDecisions(body: unknown): ParsedDecisions {
  const fields = fieldsOf(body);
  const all = decision.safeParse(fields.all);
  if (all.success) return { kind: 'decisions', decisions: { all: all.data } };
  const decisions = new Map<number, Decision>();
  for (const [name, value] of Object.entries(fields)) {
    const finding = FIELD.exec(name)?.[1];
    const chosen = decision.safeParse(value);
    if (finding && chosen.success) decisions.set(Number(finding), chosen.data);
  }
  return decisions.size > 0 ? { kind: 'decisions', decisions } : { kind: 'nothing-chosen' };
}

/** A form's fields by their names; none of what is no form. */
function fieldsOf(body: unknown): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).catch({}).parse(body);
}

/** An upload's number in an address; null for what cannot be one. */
export function parseUploadId(value: unknown): number | null {
  return typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : null;
}

const listPlace = z.object({
  rule: z.coerce.number().int().positive().optional().catch(undefined),
  service: z.string().trim().max(100).catch(''),
  page: z.coerce.number().int().positive().max(999_999).catch(1),
});

/** Where in the list of findings somebody is, by address or form; what is nonsense is left out. */
export function parseListPlace(value: unknown): { group?: number; service: string; page: number } {
  const { rule, service, page } = listPlace.parse(value ?? {});
  return { ...(rule !== undefined && { group: rule }), service, page };
}

/**
 * Which findings are asked for: those of a rule, or else the errors, or else the irregular values; of all services or
 * of some. Null where there are none at all.
 */
export function parseFindingFilter(value: unknown, groups: readonly FindingGroup[]): FindingFilter | null {
  const { group, service } = parseListPlace(value);
  const chosen = groups.find(({ number }) => number === group);
  if (chosen) return { severity: chosen.severity, group: chosen.number, service };
  const severity = severities.find((one) => groups.some((found) => found.severity === one));
  return severity ? { severity, service } : null;
}

/** An authority's code, or nothing for all. */
export function parseScope(body: unknown): string | null {
  const { authority } = fieldsOf(body);
  return typeof authority === 'string' && authority !== '' ? authority : null;
}

/** Whether values that are newly irregular are to be included. */
export function parseApplication(body: unknown): { includesNew: boolean } {
  return { includesNew: [fieldsOf(body).values].flat().includes('include-new') };
}

/** What the officer has ticked beside the file. */
export function parseUploadOptions(body: unknown): { isCheckOnly: boolean; keepsAllTables: boolean } {
  const chosen = [fieldsOf(body).options].flat();
  return { isCheckOnly: chosen.includes('check-only'), keepsAllTables: chosen.includes('keep-all-tables') };
}
