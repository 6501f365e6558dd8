import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { openTemporaryFiles } from '../../src/platform/temporary-files.ts';
import { errorOf } from '../support/errors.ts';
import { firstLine, kill, runScript } from '../support/other-process.ts';

const door = path.resolve(import.meta.dirname, '../../src/platform/temporary-files.ts');

describe('temporary files', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'sp-bench-files-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('are each of one piece of work and gone after it, also when it fails', async () => {
    const files = await openTemporaryFiles(dataDir);
    const paths = await Promise.all(
      ['one', 'other'].map((text) =>
        files.withPath(async (file) => {
          await writeFile(file, text);
          return file;
        }),
      ),
    );
    const fails = files.withPath(async (file) => {
      await writeFile(file, 'x');
      throw new Error('as ordered');
    });
    expect(await errorOf(() => fails)).to.equal('as ordered');
    expect(new Set(paths).size).to.equal(2);
    expect(await readdir(files.folder)).to.be.empty;
    await files.remove();
    expect(existsSync(files.folder)).to.be.false;
  });

  it('stand where nobody else may look', async () => {
    const { folder } = await openTemporaryFiles(dataDir);
    expect((await stat(folder)).mode & 0o077).to.equal(0);
    expect((await stat(path.dirname(folder))).mode & 0o077).to.equal(0);
  });

  it('of a process that lives are left alone, those of one that was killed are removed', async () => {
    const other = runScript(
      `import { openTemporaryFiles } from ${JSON.stringify(door)};
       console.log((await openTemporaryFiles(process.argv[1])).folder);
       setInterval(() => {}, 1000);`,
      [dataDir],
    );
    const folder = await firstLine(other);
    await writeFile(path.join(folder, 'half an upload'), 'x');
    const own = await openTemporaryFiles(dataDir);
    await openTemporaryFiles(dataDir);
    expect([existsSync(folder), existsSync(own.folder)]).to.deep.equal([true, true]);
    await kill(other);
    await openTemporaryFiles(dataDir);
    expect([existsSync(folder), existsSync(own.folder)]).to.deep.equal([false, true]);
  });

  it('of an earlier process that had our number are removed, as in a container that is started again', async () => {
    const stray = path.join(dataDir, 'tmp', `${process.pid}_another-boot_1~abc`);
    await mkdir(stray, { recursive: true });
    await openTemporaryFiles(dataDir);
    expect(existsSync(stray)).to.be.false;
  });
});
