import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { writeTerms, type Terms } from './store.ts';

/** Keeps when an authority's agreement was made, when it is looked at again, and when the authority left. */
export async function changeTerms(
  db: Knex,
  { authority, terms }: { authority: { id: number; code: string }; terms: Terms },
  actor: Actor,
): Promise<void> {
  await db.transaction(async (trx) => {
    await writeTerms(trx, authority.id, terms);
    const said = { hasAgreement: terms.agreedOn !== null, hasLeft: terms.leftOn !== null };
    await recordEvent(trx, actor, { type: 'authority', id: authority.code }, said);
  });
}
