import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { lives, thisProcess } from '../processes.ts';

/** Longer than any start: recovery after a crash is the longest. */
const PATIENCE_MS = 180_000;

/** Does the work while no other process, nor another call in this one, holds the same lock. */
export async function withLock<T>(file: string, work: () => T | Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!claim(file)) {
    if (hasDeadOwner(file)) {
      // Two may notice the same dead owner; the slower must not remove the lock of the quicker.
      await withLock(`${file}.breaking`, () => {
        if (hasDeadOwner(file)) release(file);
      });
    } else if (Date.now() > deadline) {
      throw new Error(
        `Another start of SP-Bench holds ${file}. When it has ended, or if there is none, remove that file and start again.`,
      );
    } else {
      await sleep(20);
    }
  }
  try {
    return await work();
  } finally {
    release(file);
  }
}

let drafts = 0;

/** Takes the lock if it is free, without waiting. Linking a finished file: no one ever sees a lock without its owner. */
export function claim(file: string): boolean {
  const draft = `${file}.${process.pid}.${(drafts += 1)}`;
  writeFileSync(draft, thisProcess);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

export function release(file: string): void {
  rmSync(file, { force: true });
}

function hasDeadOwner(file: string): boolean {
  try {
    return !lives(readFileSync(file, 'utf8'));
  } catch {
    return false; // released a moment ago
  }
}
