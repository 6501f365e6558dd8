import type { Knex } from 'knex';
import type { HomeCard } from '../accounts/index.ts';
import { homeCardsOf } from './presenters.ts';
import { liveUploadOf, uploadsOf } from './store.ts';

/** What the start page says about an authority's uploads; the live one of a series stands for them. */
export async function homeCards(db: Knex, authorityId: number, series: string): Promise<HomeCard[]> {
  const [live, [latest]] = await Promise.all([
    liveUploadOf(db, authorityId, series),
    uploadsOf(db, authorityId, { limit: 1, offset: 0 }),
  ]);
  return homeCardsOf(live, latest);
}
