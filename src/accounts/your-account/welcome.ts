import type { Knex } from 'knex';
import type { Topic } from '../consents/purposes.ts';
import { interestsOf } from '../consents/store.ts';
import { isConfirmationDue } from './details.ts';
import { detailsOf } from './store.ts';

/** What the start page says to this person, beside what it says to everybody at their authority. */
export interface Welcome {
  /** It is a year since they last said that their details are right. */
  asksForDetails: boolean;
  interests: readonly Topic[];
}

export async function welcomeOf(db: Knex, userId: number, now: Date): Promise<Welcome> {
  const [details, interests] = await Promise.all([detailsOf(db, userId), interestsOf(db, userId)]);
  return { asksForDetails: isConfirmationDue(details, now), interests };
}
