import type { Secrets } from '../../platform/secrets.ts';
import type { ApproveParts } from './approve-removal.ts';

/** What the wiring hands to removals. */
export interface RemovalParts extends ApproveParts {
  secrets: Pick<Secrets, 'pepper' | 'originals' | 'originalsKeyId' | 'signing'>;
}
