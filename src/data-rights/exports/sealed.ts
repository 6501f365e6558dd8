import { openText, sealText } from '../../platform/sealing.ts';
import type { Secrets } from '../../platform/secrets.ts';

export type SealingSecrets = Pick<Secrets, 'originals' | 'originalsKeyId'>;

/** Where something of an export stands: each table and export has a key of its own. */
export type Place =
  'access_exports.letter' | `export_${'items' | 'withholdings' | 'proposals' | 'searches'}.sealed`;

export function seal(secrets: SealingSecrets, place: Place, exportId: number, value: unknown): Buffer {
  return sealText(secrets, `${place} ${exportId}`, JSON.stringify(value));
}

/** What was sealed there; whoever sealed it knows its shape. */
export function unseal(
  secrets: Pick<Secrets, 'originals'>,
  place: Place,
  exportId: number,
  sealed: Buffer,
): unknown {
  return JSON.parse(openText(secrets, `${place} ${exportId}`, sealed));
}
