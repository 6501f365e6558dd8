import { z } from 'zod';
import type { Decision } from './finding.ts';

const decision = z.enum(['include', 'exclude']);
const FIELD = /^decision\[(\d{1,9})\]$/;

export type ParsedDecisions =
  | { kind: 'decisions'; decisions: ReadonlyMap<number, Decision> | { all: Decision } }
  | { kind: 'nothing-chosen' };

/** Radios `decision[<finding>]`, or the button `all`. What is neither is not a decision and is left alone. */
export function parseDecisions(body: unknown): ParsedDecisions {
  const fields = z.record(z.string(), z.unknown()).catch({}).parse(body);
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

/** An upload's number in an address; null for what cannot be one. */
export function parseUploadId(value: unknown): number | null {
  return typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : null;
}
