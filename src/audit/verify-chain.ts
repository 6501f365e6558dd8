import type { Knex } from 'knex';
import { BEFORE_THE_FIRST, follows, type Head } from './chain.ts';
import type { KeptHead, KeptHeads } from './kept-heads.ts';
import { linkedEvents, unlinkedEvent } from './store.ts';

export type ChainVerdict =
  | { kind: 'whole'; events: number; keptHeads: number }
  /** The event at this position is not what it was, or is not there. */
  | { kind: 'changed' | 'missing'; position: number }
  /** An event that is in no link. */
  | { kind: 'unlinked'; eventId: number }
  /** The chain ends before, or says something else than, a head that was kept outside. */
  | { kind: 'shortened' | 'rewritten'; position: number; keptAt: string }
  /** The file of kept heads was changed. */
  | { kind: 'forged-heads'; line: number };

/** Goes through the whole chain, and holds it against the heads that were kept outside the database (D10). */
export async function verifyChain(db: Knex, kept: Pick<KeptHeads, 'read'>): Promise<ChainVerdict> {
  const read = await kept.read();
  if (read.kind === 'forged') return { kind: 'forged-heads', line: read.line };
  const awaited = new Map(read.heads.map((head) => [head.position, head]));
  let head: Head = BEFORE_THE_FIRST;
  for await (const event of linkedEvents(db)) {
    const link = follows(head, event);
    if (link.kind !== 'holds') return link;
    head = link.head;
    const known = awaited.get(head.position);
    if (known && !known.hash.equals(head.hash)) return against('rewritten', known);
  }
  const beyond = read.heads.find(({ position }) => position > head.position);
  if (beyond) return against('shortened', beyond);
  const eventId = await unlinkedEvent(db);
  if (eventId !== null) return { kind: 'unlinked', eventId };
  return { kind: 'whole', events: head.position, keptHeads: read.heads.length };
}

function against(kind: 'shortened' | 'rewritten', { position, at }: KeptHead): ChainVerdict {
  return { kind, position, keptAt: at };
}
