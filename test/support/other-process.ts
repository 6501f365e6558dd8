import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Runs a module given as text, which may import TypeScript by absolute path, in a process of its own. */
export function runScript(script: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const node = ['--import', 'tsx', '--input-type=module', '--eval', script, ...args];
  return spawn(process.execPath, node, {
    cwd: path.resolve(import.meta.dirname, '../..'),
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

/** The first line the process writes. */
export async function firstLine(child: ChildProcess): Promise<string> {
  const reader = createInterface({ input: child.stdout! });
  const [line] = (await Promise.race([once(reader, 'line'), once(reader, 'close').then(() => [''])])) as [
    string,
  ];
  if (line === '') throw new Error('The other process said nothing.');
  return line;
}

/** Writes an order to the process and waits until it has ended. */
export async function tell(child: ChildProcess, order: string): Promise<void> {
  const exit = once(child, 'exit');
  child.stdin!.write(order);
  await exit;
}

/** Kills the process, unless it has ended, so that it can do nothing more. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
