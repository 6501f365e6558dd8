import type { Knex } from 'knex';
import type { MailingAudience } from '../accounts/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Secrets } from '../platform/secrets.ts';

/** A list of work that waits for OCC. */
export interface OpenWork {
  title: string;
  href: string;
  /** Permission without which it is not shown. */
  needs: string;
  count: number;
  /** Since when the oldest waits; null where nothing waits, or it is not known. */
  oldest: Date | null;
  /** Said in place of how many wait. */
  words?: string;
}

/** What the wiring hands to the back office. */
export interface OccParts {
  db: Knex;
  clock: Clock;
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>;
  audience: MailingAudience;
  /** What waits elsewhere than in the back office's own rooms. */
  openWork: (db: Knex, reader: { userId: number; now: Date }) => Promise<OpenWork[]>;
}
