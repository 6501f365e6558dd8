import { timingSafeEqual } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Secrets } from '../../platform/secrets.ts';
import type { AccessExport } from './access-export.ts';
import { isToBeHad } from './access-export.ts';
import { type CodeSecrets, hashOfCode, hashOfToken } from './deliver-export.ts';
import { isPacked } from './rules/may-export.ts';
import { exportById, ownExport } from './store.ts';
import { addDownload, codeBy, type DownloadCode, type DownloadWay, useCode } from './store-delivery.ts';
import { openFile } from './store-files.ts';

export interface DownloadParts {
  db: Knex;
  clock: Clock;
  secrets: Pick<Secrets, 'originals'>;
}

export type Download =
  | { kind: 'package'; reference: string; bytes: number; open: () => Promise<Readable> }
  | { kind: 'not-found' }
  /** It was there, and is not any more. */
  | { kind: 'over' };

/** The package for the person themselves, signed in; each download is on record first. */
export async function downloadOwn(
  parts: DownloadParts,
  { id, userId }: { id: number; userId: number },
  actor: Actor,
): Promise<Download> {
  return parts.db.transaction(async (trx): Promise<Download> => {
    const present = await ownExport(trx, userId, id);
    if (!present) return { kind: 'not-found' };
    if (!isToBeHad(present, parts.clock())) return { kind: 'over' };
    return give(trx, parts, present, { way: 'account', userId, actor });
  });
}

/** The package for those who hand it over; also before its release. */
export async function downloadAsStaff(
  parts: DownloadParts,
  { exportId, userId }: { exportId: number; userId: number },
  actor: Actor,
): Promise<Download> {
  return parts.db.transaction(async (trx): Promise<Download> => {
    const present = await exportById(trx, exportId);
    if (!present || !isPacked(present)) return { kind: 'over' };
    return give(trx, parts, present, { way: 'staff', userId, actor });
  });
}

/** Whether a link stands for something that can still be fetched; opening the page uses nothing up. */
export async function usableCode(
  { db, clock }: Pick<DownloadParts, 'db' | 'clock'>,
  token: string,
): Promise<DownloadCode | null> {
  const found = await codeBy(db, hashOfToken(token));
  if (!found || found.expiresAt <= clock() || found.downloadsLeft === 0) return null;
  const present = await exportById(db, found.exportId);
  return present && isToBeHad(present, clock()) ? found : null;
}

export type CodeDownload = Download | { kind: 'wrong-code' };

/** The package for whoever has both the link and the code. */
export async function downloadByCode(
  parts: DownloadParts & { secrets: CodeSecrets },
  { token, code }: { token: string; code: string },
  action: string,
): Promise<CodeDownload> {
  return parts.db.transaction(async (trx): Promise<CodeDownload> => {
    const found = await usableCode({ ...parts, db: trx }, token);
    const present = found && (await exportById(trx, found.exportId));
    if (!found || !present) return { kind: 'over' };
    if (!timingSafeEqual(found.codeHash, hashOfCode(parts.secrets, token, code)))
      return { kind: 'wrong-code' };
    await useCode(trx, found.id);
    return give(trx, parts, present, { way: 'code', userId: null, actor: { userId: null, action } });
  });
}

async function give(
  trx: Knex.Transaction,
  { db, clock, secrets }: DownloadParts,
  present: AccessExport,
  { way, userId, actor }: { way: DownloadWay; userId: number | null; actor: Actor },
): Promise<Download> {
  const { id: exportId, reference, package: packed } = present;
  const fileId = packed?.fileId ?? null;
  if (!packed || fileId === null) return { kind: 'over' };
  await addDownload(trx, { exportId, way, userId, at: clock() });
  await recordEvent(trx, actor, { type: 'requests', id: reference }, { export: exportId, way });
  return {
    ...{ kind: 'package', reference, bytes: packed.bytes },
    open: () => openFile(db, secrets, { exportId, fileId }),
  };
}
