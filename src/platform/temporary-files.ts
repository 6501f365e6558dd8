import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { lives, thisProcess } from './processes.ts';

export interface TemporaryFiles {
  folder: string;
  /** Hands the work a path of its own and removes whatever stands there afterwards, come what may. */
  withPath<T>(work: (file: string) => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

/**
 * A folder for uploads in hand, named by this process, below DATA_DIR/tmp. Folders of processes that are gone (killed
 * in the middle of an upload) are removed now.
 */
export async function openTemporaryFiles(dataDir: string): Promise<TemporaryFiles> {
  const parent = path.join(dataDir, 'tmp');
  await mkdir(parent, { recursive: true, mode: 0o700 });
  await removeLeftFiles(dataDir);
  const folder = await mkdtemp(path.join(parent, `${thisProcess.replaceAll(' ', '_')}~`));
  let made = 0;
  return {
    folder,
    async withPath(work) {
      const file = path.join(folder, `file-${(made += 1)}`);
      try {
        return await work(file);
      } finally {
        await rm(file, { force: true });
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Removes what processes have left that are gone. Files in hand are their process's own, which removes them itself. */
export async function removeLeftFiles(dataDir: string): Promise<void> {
  const parent = path.join(dataDir, 'tmp');
  for (const name of await readdir(parent).catch(() => []))
    if (!lives(ownerOf(name))) await rm(path.join(parent, name), { recursive: true, force: true });
}

/** The process that a folder's name says it is of. */
function ownerOf(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf('~'), 0)).replaceAll('_', ' ');
}
