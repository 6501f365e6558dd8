import { chmod, lstat, mkdir } from 'node:fs/promises';
import path from 'node:path';

/** Where every account can reach, and what is put there stays over a restart of the computer. */
const SHARED = '/var/tmp';

export function sharedPath(name: string): string {
  return path.join(SHARED, name);
}

/** Makes a folder of root's that others may pass through, or accepts the one that is there if it can be trusted. */
export async function openSharedFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
    await chmod(folder, 0o711);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await mustBeTrusted(folder);
  }
}

/** Anyone may create names below /var/tmp, so a folder found there may be a trap. Throws when it could be. */
export async function mustBeTrusted(folder: string): Promise<void> {
  const found = await lstat(folder);
  const isRoots = found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0;
  if (!isRoots) {
    throw new Error(
      `${folder} must be a folder that belongs to root and that nobody else may write to, and it is not. ` +
        'Find out who made it, remove it, and start again.',
    );
  }
}
