import type { Knex } from 'knex';
import type { Pool } from 'pg';
import type { Clock } from '../platform/clock.ts';
import type { PersonalColumn } from '../platform/personal-data.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { HomeCard } from './presenters.ts';
import type { User } from './user.ts';

/** What the wiring hands to the pages of this feature. */
export interface AccountParts {
  db: Knex;
  pool: Pool;
  clock: Clock;
  secrets: Pick<Secrets, 'pepper' | 'originals' | 'originalsKeyId'>;
  /** A page of ours that this person is to see before any other after signing in, such as a changed privacy notice. */
  afterSignIn?: (user: User) => Promise<string | null>;
  /** Everything that any feature holds on people, as they declare it; what accounts hold alone, unless given. */
  personalData?: readonly PersonalColumn[];
  /** What else an officer sees on the start page, such as the state of the authority's extract. */
  homeSummary?: (user: User) => Promise<HomeCard[]>;
}
