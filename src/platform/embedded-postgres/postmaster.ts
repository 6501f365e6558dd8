import { closeSync, constants, openSync, readFileSync, readlinkSync, realpathSync, writeSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from '../processes.ts';

/** What PostgreSQL itself notes about its running server in postmaster.pid. */
export interface Postmaster {
  pid: number;
  port: number;
  isReady: boolean;
}

/** Larger than any number a process can have. */
const NOBODY = 2 ** 30;

/** The server that runs on this data folder, or undefined when none does. */
export function runningPostmaster(dataDirectory: string): Postmaster | undefined {
  const noted = readNote(dataDirectory);
  return noted && isAlive(noted.pid) && !worksElsewhere(noted.pid, dataDirectory) ? noted : undefined;
}

/**
 * The number of a dead server may be taken: by another program, or by its own remains where nobody collects
 * ended processes. PostgreSQL would take that for a live server and refuse. Only the number goes: from the
 * other lines PostgreSQL sees for itself whether something of the dead server still uses the data. Hold the lock.
 */
export function forgetDeadPostmaster(dataDirectory: string): void {
  if (!readNote(dataDirectory) || runningPostmaster(dataDirectory)) return;
  const [, ...others] = readFileSync(noteOf(dataDirectory), 'utf8').split('\n');
  // The folder belongs to another account than ours when we are root: never write through a link found there.
  const { O_WRONLY, O_TRUNC, O_NOFOLLOW } = constants;
  const note = openSync(noteOf(dataDirectory), O_WRONLY | O_TRUNC | O_NOFOLLOW);
  writeSync(note, [NOBODY, ...others].join('\n'));
  closeSync(note);
}

function readNote(dataDirectory: string): Postmaster | undefined {
  try {
    const lines = readFileSync(noteOf(dataDirectory), 'utf8').split('\n');
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return undefined;
    return { pid, port: Number(lines[3]), isReady: lines[7]?.startsWith('ready') ?? false };
  } catch {
    return undefined;
  }
}

const noteOf = (dataDirectory: string): string => path.join(dataDirectory, 'postmaster.pid');

/** A server works in its data folder. False where the computer does not show or does not tell. */
function worksElsewhere(pid: number, dataDirectory: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) !== realpathSync(dataDirectory);
  } catch {
    return false;
  }
}
