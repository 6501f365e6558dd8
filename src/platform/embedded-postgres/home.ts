import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { canReach, type Account } from './account.ts';
import { openSharedFolder, sharedPath } from './shared-folder.ts';

/** The places of one server. The first five are next to each other; the last two are always in DATA_DIR. */
export interface Home {
  folder: string;
  dataDirectory: string;
  lock: string;
  owners: string;
  /** A new cluster grows in `${drafts}XXXXXX` and is moved into place when it is whole. */
  drafts: string;
  password: string;
  log: string;
}

interface HomeOptions {
  dataDir: string;
  account: Account | undefined;
  log: (line: string) => void;
}

/**
 * Finds where this DATA_DIR keeps its PostgreSQL: in DATA_DIR itself, or, where the server's account cannot
 * reach that, in a shared folder whose path is noted in DATA_DIR's postgres-location.txt.
 */
export async function openHome(options: HomeOptions): Promise<Home> {
  const dataDir = path.resolve(options.dataDir);
  const isNew = (await mkdir(dataDir, { recursive: true })) !== undefined;
  if (isNew) await chmod(dataDir, options.account ? 0o711 : 0o700);
  const folder = await folderOf({ ...options, dataDir });
  return {
    folder,
    dataDirectory: path.join(folder, 'postgres'),
    lock: path.join(folder, 'postgres.lock'),
    owners: path.join(folder, 'postgres-owners'),
    drafts: path.join(folder, 'postgres-draft-'),
    password: path.join(dataDir, 'postgres.password'),
    log: path.join(dataDir, 'postgres.log'),
  };
}

async function folderOf({ dataDir, account, log }: HomeOptions): Promise<string> {
  const note = path.join(dataDir, 'postgres-location.txt');
  const noted = existsSync(note) ? (await readFile(note, 'utf8')).split('\n')[0] : undefined;
  if (!account || (!noted && (await canReach(account, dataDir)))) return noted ?? dataDir;

  if (!noted && existsSync(path.join(dataDir, 'postgres'))) {
    throw new Error(
      `The database in ${dataDir} can no longer be reached by the account that runs PostgreSQL (uid ${account.uid}). ` +
        'Give that folder and those above it back the permission to pass through (chmod o+x).',
    );
  }
  if (noted && !existsSync(noted)) {
    throw new Error(
      `The database of ${dataDir} was kept in ${noted}, which is gone. Restore that folder from a backup; ` +
        `or, if the data are not wanted any more, remove ${note} to start afresh.`,
    );
  }
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const folder = noted ?? sharedPath(`sp-bench-data-${name}`);
  await openSharedFolder(folder);
  if (!noted) await writeFile(note, `${folder}\nThe database of this folder is kept there.\n`);
  log(
    `The database is kept in ${folder}: PostgreSQL does not run as root, and the account that runs it ` +
      `cannot reach ${dataDir}. See that nothing removes old files there, or choose another DATA_DIR.`,
  );
  return folder;
}
