import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { serverProcess, type Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Home } from './home.ts';

export const SUPERUSER = 'spbench';

export interface ClusterParts {
  home: Home;
  binaries: Binaries;
  account: Account | undefined;
  durable: boolean;
}

/** Makes PostgreSQL's data folder unless it is there, and returns the superuser's password. Hold the lock. */
export async function ensureCluster(parts: ClusterParts): Promise<string> {
  const { home } = parts;
  if (existsSync(home.dataDirectory)) return readPassword(home);
  await removeDrafts(home);
  const password = randomBytes(24).toString('hex');
  await writeFile(home.password, password, { mode: 0o600 });
  await createCluster(parts, password);
  return password;
}

async function readPassword({ password, dataDirectory }: Home): Promise<string> {
  const text = await readFile(password, 'utf8').catch(() => '');
  if (text === '') {
    throw new Error(
      `There is a database in ${dataDirectory} but not its password in ${password}. Restore that file from a backup; ` +
        'or, if the data are not wanted any more, remove the folder to start afresh.',
    );
  }
  return text;
}

/** A start that was killed leaves its half-made cluster behind, and perhaps an initdb that still writes to it. */
async function removeDrafts({ folder, drafts }: Home): Promise<void> {
  const names = (await readdir(folder)).filter((name) => path.join(folder, name).startsWith(drafts));
  await Promise.all(names.map((name) => rm(path.join(folder, name), { recursive: true, force: true })));
}

/** Grows the cluster beside its place and moves it there when it is whole: a crash leaves all of it or none. */
async function createCluster(parts: ClusterParts, password: string): Promise<void> {
  const { home, binaries, account, durable } = parts;
  const draft = await mkdtemp(home.drafts);
  const passwordFile = path.join(draft, 'password');
  const cluster = path.join(draft, 'cluster');
  try {
    // The server's account cannot read our own password file: it gets a copy, as short-lived as this folder.
    await writeFile(passwordFile, password, { mode: 0o600 });
    await mkdir(cluster, { mode: 0o700 });
    // The folder last: while it is ours, nobody can put a link to another file in the place of its entries.
    if (account) {
      for (const entry of [passwordFile, cluster, draft]) await chown(entry, account.uid, account.gid);
    }
    await runInitdb(
      binaries,
      [
        `--pgdata=${cluster}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
        ...(durable ? [] : ['--no-sync']),
      ],
      { cwd: draft, ...serverProcess(account) },
    );
    await rename(cluster, home.dataDirectory);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function runInitdb(binaries: Binaries, args: string[], options: { cwd: string }): Promise<void> {
  try {
    await promisify(execFile)(binaries.initdb, args, options);
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Error(
      `The embedded PostgreSQL could not make its data folder. Put right what it says, or set DATABASE_URL ` +
        `to a PostgreSQL server of your own. It says:\n${stderr?.trim() || message}`,
      { cause: error },
    );
  }
}
