import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lives, thisProcess } from '../processes.ts';

/** One user's claim on the running server. */
export interface Ownership {
  end(): void;
  /** True when no living process uses the server any more. */
  isLast(): boolean;
}

/**
 * Notes in `folder` that this process uses the server: one file for each use, so that nobody ever rewrites
 * what another wrote. Files of processes that died are swept away. Hold the lock around this and `isLast`.
 */
export function becomeOwner(folder: string): Ownership {
  const own = path.join(folder, randomUUID());
  mkdirSync(folder, { recursive: true });
  livingOwners(folder);
  writeFileSync(own, thisProcess);
  return {
    end: () => rmSync(own, { force: true }),
    isLast: () => livingOwners(folder) === 0,
  };
}

function livingOwners(folder: string): number {
  const files = readdirSync(folder).map((name) => path.join(folder, name));
  const dead = files.filter((file) => !lives(readClaim(file)));
  dead.forEach((file) => rmSync(file, { force: true }));
  return files.length - dead.length;
}

function readClaim(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // given up a moment ago, by a process that exits
  }
}
