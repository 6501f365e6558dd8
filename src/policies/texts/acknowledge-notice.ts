import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { paths } from '../../paths.ts';
import type { Texts } from './kept-texts.ts';
import { insertSeen, latestSeen } from './store.ts';

export const NOTICE = 'privacy';

export interface NoticeParts {
  db: Knex;
  clock: Clock;
  texts: Texts;
}

export interface SeenNotice {
  userId: number;
  version: number;
}

/** Notes, once, that a person has been shown a version of the privacy notice. It is not consent to anything (P57). */
export async function acknowledgeNotice(
  { db, clock }: Pick<NoticeParts, 'db' | 'clock'>,
  { userId, version }: SeenNotice,
  actor: Actor,
): Promise<void> {
  await db.transaction(async (trx) => {
    const isNew = await insertSeen(trx, { userId, page: NOTICE, version, at: clock() });
    if (isNew) await recordEvent(trx, actor, { type: 'policy', id: `${NOTICE}/${version}` });
  });
}

/**
 * Where a person who has just signed in is to be led first: the page about a notice that has changed since they last saw
 * it; null when there is nothing new. At their first sign-in the version in force is noted as the one they began with.
 */
export async function noticeToShow(parts: NoticeParts, { id }: { id: number }): Promise<string | null> {
  const present = (await parts.texts.versions(NOTICE)).at(-1);
  if (!present) return null;
  const { version } = present;
  const seen = await latestSeen(parts.db, id, NOTICE);
  if (seen === null) {
    const actor = { userId: id, action: 'policy.notice-noted' };
    await acknowledgeNotice(parts, { userId: id, version }, actor);
    return null;
  }
  return seen < version ? paths.noticeChanges : null;
}
