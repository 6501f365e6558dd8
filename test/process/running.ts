import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export interface Running {
  child: ChildProcess;
  /** The address that it said it is ready at. */
  url: string;
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A clean data folder; PostgreSQL, which as root runs under another account, has to pass through it. */
export async function newDataDir(): Promise<string> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'sp-bench-process-'));
  await chmod(dataDir, 0o711);
  return dataDir;
}

export async function removeDataDir(dataDir: string): Promise<void> {
  for (const folder of [path.dirname(serverFolder(dataDir)), dataDir]) {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `npm start` on a free port, with just these settings. */
export function spawnMain(env: NodeJS.ProcessEnv, script = 'src/main.ts'): ChildProcess {
  const { PATH, HOME, TMPDIR } = process.env;
  return spawn(process.execPath, ['--import', 'tsx', script], {
    cwd: root,
    env: { PATH, HOME, TMPDIR, PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Starts it and waits for the line that says where it is. */
export async function startMain(env: NodeJS.ProcessEnv): Promise<Running> {
  const child = spawnMain(env);
  const said = collect(child);
  for (;;) {
    const url = /^SP-Bench is ready at (\S+)$/m.exec(said.stdout)?.[1];
    if (url) return { child, url };
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${said.stderr}`);
    await Promise.race([once(child.stdout!, 'data'), once(child, 'close')]);
  }
}

/** `npm run worker`: waits until it is at work. */
export async function startWorker(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawnMain({ WORKER: 'separate', ...env }, 'src/worker.ts');
  const said = collect(child);
  while (!said.stdout.includes('SP-Bench works in the background')) {
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${said.stderr}`);
    await Promise.race([once(child.stdout!, 'data'), once(child, 'close')]);
  }
  return child;
}

/** Starts it and waits until it has ended by itself. */
export async function runToEnd(env: NodeJS.ProcessEnv, script?: string): Promise<Ended> {
  const child = spawnMain(env, script);
  const said = collect(child);
  await once(child, 'close');
  return { code: child.exitCode, ...said };
}

export async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
  return child.exitCode;
}

/** The number of the PostgreSQL server of this data folder; undefined when none runs. */
export function serverOf(dataDir: string): number | undefined {
  try {
    const pid = Number(
      readFileSync(path.join(serverFolder(dataDir), 'postmaster.pid'), 'utf8').split('\n')[0],
    );
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}

/** PostgreSQL's own folder, which a note in the data folder may place elsewhere. */
function serverFolder(dataDir: string): string {
  const note = path.join(dataDir, 'postgres-location.txt');
  return path.join(existsSync(note) ? readFileSync(note, 'utf8').split('\n')[0]! : dataDir, 'postgres');
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const said = { stdout: '', stderr: '' };
  child.stdout!.on('data', (text: Buffer) => (said.stdout += text.toString()));
  child.stderr!.on('data', (text: Buffer) => (said.stderr += text.toString()));
  return said;
}
