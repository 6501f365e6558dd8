import type { Knex } from 'knex';
import type { HomeCard } from '../accounts/index.ts';
import { homeCardsOf } from './presenters.ts';
import { uploadsOf } from './store.ts';

/** What the start page says about an authority's uploads. */
export async function homeCards(db: Knex, authorityId: number): Promise<HomeCard[]> {
  const uploads = await uploadsOf(db, authorityId, { limit: 25, offset: 0 });
  return homeCardsOf(
    uploads.find(({ state }) => state === 'live'),
    uploads[0],
  );
}
