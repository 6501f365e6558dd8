import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** This process, told apart from an earlier one that had the same number. */
export const thisProcess = identityOf(process.pid) ?? String(process.pid);

/**
 * "pid started-at" of a living process, undefined when there is none. Numbers are given out again, in a
 * restarted container soon and to the same programs, so a number alone does not say who lives.
 */
export function identityOf(pid: number): string | undefined {
  if (!isAlive(pid)) return undefined;
  try {
    return `${pid} ${process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid)}`;
  } catch {
    return String(pid);
  }
}

/** True when the process of this identity still lives. */
export function lives(identity: string): boolean {
  return identityOf(Number.parseInt(identity, 10)) === identity;
}

/** A process that has ended but whose parent has not noticed is not alive. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  try {
    return process.platform !== 'linux' || statOf(pid)[0] !== 'Z';
  } catch {
    return false;
  }
}

function startOnLinux(pid: number): string {
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot} ${statOf(pid)[19]}`;
}

/** The fields of /proc/pid/stat after the program's name, which may itself hold spaces and brackets. */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function startByPs(pid: number): string {
  return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}
