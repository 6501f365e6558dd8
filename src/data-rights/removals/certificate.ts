import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Secrets } from '../../platform/secrets.ts';
import { totalsOf } from './plan.ts';
import type { Removal, Trace } from './removal.ts';

/** What a certificate says. Nothing in it is about a person: numbers, counts, dates, roles and reasons (C24). */
export interface Certificate {
  document: 'SP-Bench certificate of removal';
  version: 1;
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
  /** Addresses are kept from mailings by a keyed hash, which tells nobody the address. */
  mailingsStopped: true;
  /** ISO day by which the last backup that holds the data is gone. */
  backupsUntil: string;
  /** SHA-256, hexadecimal. */
  planHash: string;
  auditHead: { position: number; hash: string } | null;
}

export function certificateOf(
  removal: Removal,
  traces: readonly Trace[],
  auditHead: { position: number; hash: Buffer } | null,
): Certificate {
  const { plan, planHash, decidedAt, searchedAt, backupsUntil } = removal;
  if (!decidedAt || !searchedAt || backupsUntil === null)
    throw new Error(`Removal ${removal.id} is not at its end`);
  const totals = totalsOf(plan);
  return {
    ...{ document: 'SP-Bench certificate of removal', version: 1, number: removal.id },
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
    ...{ mailingsStopped: true, backupsUntil, planHash: planHash.toString('hex') },
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
