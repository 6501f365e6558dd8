import { createHash } from 'node:crypto';

/** An audit event as it goes into the chain: all of it, as text. */
export interface LinkedEvent {
  /** Place in the chain, from 1 on without a gap. */
  position: number;
  /** Of the event and of everything before it. */
  hash: Buffer;
  id: number;
  /** UTC with microseconds, ISO 8601. */
  at: string;
  actorId: number | null;
  action: string;
  subjectType: string;
  subjectId: string;
  /** JSON as the database writes it. */
  details: string;
}

export interface Head {
  position: number;
  hash: Buffer;
}

export const BEFORE_THE_FIRST: Head = { position: 0, hash: Buffer.alloc(0) };

export type Link =
  | { kind: 'holds'; head: Head }
  | { kind: 'missing'; position: number }
  | { kind: 'changed'; position: number };

/**
 * Whether an event follows the head: it is the next one, and its hash is SHA-256 over the hash before and its own lines.
 * The database makes the same hash when it takes an event in; here it is made again, without asking the database how.
 */
export function follows(head: Head, event: LinkedEvent): Link {
  const position = head.position + 1;
  if (event.position !== position) return { kind: 'missing', position };
  const hash = createHash('sha256').update(head.hash).update(textOf(event)).digest();
  return hash.equals(event.hash)
    ? { kind: 'holds', head: { position, hash } }
    : { kind: 'changed', position };
}

function textOf({ id, at, actorId, action, subjectType, subjectId, details }: LinkedEvent): string {
  return [id, at, actorId ?? '', action, subjectType, subjectId, details].join('\n');
}
