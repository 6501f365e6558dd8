import { existsSync } from 'node:fs';
import { open, readFile, stat, truncate, type FileHandle } from 'node:fs/promises';

const LARGEST = 10 * 1024 * 1024;

/** Where the server writes what it has to say. `lastLines` are those since this opening. */
export interface ServerLog {
  file: FileHandle;
  lastLines(): Promise<string>;
}

/** Opens the log to append to it, and empties it first when it has grown large. */
export async function openServerLog(file: string): Promise<ServerLog> {
  if (existsSync(file) && (await stat(file)).size > LARGEST) await truncate(file);
  const handle = await open(file, 'a', 0o600);
  const before = (await handle.stat()).size;
  return {
    file: handle,
    lastLines: async () => {
      const since = (await readFile(file)).subarray(before).toString('utf8');
      return since.trim().split('\n').slice(-15).join('\n');
    },
  };
}
