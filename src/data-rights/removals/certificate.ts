import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Secrets } from '../../platform/secrets.ts';
import type { RecipientCounts } from '../recipients/recipient.ts';
import { totalsOf } from './plan.ts';
import type { Removal, Trace } from './removal.ts';

/** What a certificate says. Nothing in it is about a person: numbers, counts, dates, roles and reasons (C24). */
export interface Certificate {
  document: 'SP-Bench certificate of removal';
  /** Of the first, nothing is said of recipients and of what ages out. */
  version: 1 | 2;
  number: number;
  caseReference: string | null;
  scope: Removal['scope'];
  ground: Removal['ground'];
  /** ISO 8601. */
  askedAt: string;
  removedAt: string;
  searchedAt: string;
  /** Roles of who asked and who approved. */
  roles: string[];
  accounts: number;
  uploads: number;
  rows: { deleted: number; emptied: number };
  byTable: { table: string; what: 'deleted' | 'emptied'; rows: number }[];
  kept: { table: string; columns: string[]; rows: number; why: string; until: string }[];
  /** What the search still found, and how a person judged it. */
  stillFound: { place: string; count: number; because: 'planned' | 'somebody-else' | 'must-stay' }[];
  /** From version 2 on: who was given the data, and how many of them were told, were not told for a reason, or are still to be told. */
  recipients?: RecipientCounts;
  /** Addresses are kept from mailings by a keyed hash, which tells nobody the address. */
  mailingsStopped: true;
  /** ISO day by which the last backup that holds the data is gone. */
  backupsUntil: string;
  /** From version 2 on: what may hold copies until then, and is used for nothing else (L21, C7). */
  agesOut?: string;
  /** SHA-256, hexadecimal. */
  planHash: string;
  auditHead: { position: number; hash: string } | null;
}

const AGES_OUT =
  'Until that day, backups and what the database server archives of its log of changes may hold copies. They are used for nothing but restoring, and whatever a restore brings back is removed again before anybody is served.';

export function certificateOf(
  removal: Removal,
  { traces, recipients }: { traces: readonly Trace[]; recipients: RecipientCounts },
  auditHead: { position: number; hash: Buffer } | null,
): Certificate {
  const { plan, planHash, decidedAt, searchedAt, backupsUntil } = removal;
  if (!decidedAt || !searchedAt || backupsUntil === null)
    throw new Error(`Removal ${removal.id} is not at its end`);
  const totals = totalsOf(plan);
  return {
    ...{ document: 'SP-Bench certificate of removal', version: 2, number: removal.id },
    ...{ caseReference: removal.caseReference, scope: removal.scope, ground: removal.ground },
    ...{ askedAt: removal.requestedAt.toISOString(), removedAt: decidedAt.toISOString() },
    ...{ searchedAt: searchedAt.toISOString(), roles: removal.roles },
    ...{ accounts: plan.people.length, uploads: plan.uploads.length },
    rows: { deleted: totals.delete, emptied: totals.empty },
    byTable: plan.lines.flatMap(({ table, what, rows }) =>
      what === 'keep' ? [] : [{ table, what: what === 'delete' ? 'deleted' : 'emptied', rows }],
    ),
    kept: plan.lines.flatMap(({ table, what, columns, rows, why, until }) =>
      what === 'keep' ? [{ table, columns, rows, why: why ?? '', until: until ?? '' }] : [],
    ),
    stillFound: traces.map(({ place, count, isPlanned, settlement }) => ({
      ...{ place, count, because: isPlanned ? 'planned' : (settlement ?? 'must-stay') },
    })),
    recipients,
    ...{ mailingsStopped: true, backupsUntil, agesOut: AGES_OUT, planHash: planHash.toString('hex') },
    auditHead: auditHead && { position: auditHead.position, hash: auditHead.hash.toString('hex') },
  };
}

/** PKCS #8 of an Ed25519 key, up to its seed. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

function privateKey({ signing }: Pick<Secrets, 'signing'>): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8, signing]), format: 'der', type: 'pkcs8' });
}

/** Signs a certificate's text: Ed25519 over its bytes in UTF-8. */
export function signText(secrets: Pick<Secrets, 'signing'>, text: string): Buffer {
  return sign(null, Buffer.from(text, 'utf8'), privateKey(secrets));
}

/** In PEM, for whoever is to check a signature. */
export function publicKeyOf(secrets: Pick<Secrets, 'signing'>): string {
  return createPublicKey(privateKey(secrets)).export({ type: 'spki', format: 'pem' }).toString();
}

export function isSigned(publicKey: string, text: string, signature: Buffer): boolean {
  return verify(null, Buffer.from(text, 'utf8'), createPublicKey(publicKey), signature);
}

/** A short name of a key: the first 16 hexadecimal digits of its SHA-256. */
export function keyName(publicKey: string): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
}
