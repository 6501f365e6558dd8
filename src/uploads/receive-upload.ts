import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Knex } from 'knex';
import { recordEvent, type Actor } from '../audit/index.ts';
import { today, type Clock } from '../platform/clock.ts';
import { addJob } from '../platform/jobs.ts';
import type { Secrets } from '../platform/secrets.ts';
import { addUpload } from './store.ts';
import { addOriginal } from './store-originals.ts';
import { PROCESS_UPLOAD } from './process-upload.ts';
import { kindOfFile, type ReceivedFile, type UploadingAuthority, type UploadKind } from './upload-kind.ts';

export interface ReceiveParts {
  db: Knex;
  clock: Clock;
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>;
  kinds: readonly UploadKind[];
}

export interface ReceiveCommand {
  file: ReceivedFile & { size: number };
  authority: UploadingAuthority;
  userId: number;
  /** Keep nothing but the report. */
  isCheckOnly?: boolean;
  /** Keep tables that look like people's data as well: the officer says that they are needed. */
  keepsAllTables?: boolean;
}

export type ReceiveResult = { kind: 'received'; uploadId: number } | { kind: 'unreadable'; sentence: string };

/**
 * Takes a file in: judges its name and container, then keeps the encrypted original, the job that will check it and the
 * audit row in one transaction. From its commit on, nothing that happens to this process loses the upload.
 */
export async function receiveUpload(
  parts: ReceiveParts,
  command: ReceiveCommand,
  actor: Actor,
): Promise<ReceiveResult> {
  const { file, authority, userId } = command;
  const kind = kindOfFile(parts.kinds, file.name);
  const read = await kind.read(file, authority, today(parts.clock));
  if (read.kind === 'unreadable') return read;
  const sha256 = await hashOf(file.path);
  const uploadId = await parts.db.transaction(async (trx) => {
    const id = await addUpload(trx, {
      authorityId: authority.id,
      userId,
      kind: kind.name,
      series: kind.seriesOf(read.dataDate),
      isCheckOnly: command.isCheckOnly ?? false,
      keepsAllTables: command.keepsAllTables ?? false,
      fileName: file.name,
      fileSize: file.size,
      sha256,
      dataDate: read.dataDate,
    });
    await addOriginal(trx, id, createReadStream(file.path), parts.secrets);
    await addJob(trx, {
      task: PROCESS_UPLOAD,
      payload: { uploadId: id },
      queue: `authority ${authority.code}`,
    });
    await recordEvent(
      trx,
      actor,
      { type: 'upload', id },
      {
        ...{ bytes: file.size, checkOnly: command.isCheckOnly ?? false },
        keepsAllTables: command.keepsAllTables ?? false,
      },
    );
    return id;
  });
  return { kind: 'received', uploadId };
}

async function hashOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest();
}
