import type { Knex } from 'knex';
import type { HomeCard } from '../accounts/index.ts';
import { homeCardsOf } from './presenters.ts';
import { liveUploadOf, uploadsOf } from './store.ts';
import type { UploadKind } from './upload-kind.ts';

/** What the start page says about an authority's uploads. */
export async function homeCards(db: Knex, authorityId: number, kind: UploadKind): Promise<HomeCard[]> {
  const [live, [latest]] = await Promise.all([
    liveUploadOf(db, authorityId, kind.name),
    uploadsOf(db, authorityId, { limit: 1, offset: 0 }),
  ]);
  return homeCardsOf(live, latest);
}
