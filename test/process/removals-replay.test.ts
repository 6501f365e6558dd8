import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { approveRemoval } from '../../src/data-rights/removals/approve-removal.ts';
import { writeBackup } from '../../src/platform/backup/write-backup.ts';
import { removalsLedger } from '../../src/platform/removals-ledger.ts';
import { readSecrets } from '../../src/platform/secrets.ts';
import {
  actor,
  plantPerson,
  type RemovalWorld,
  startRemovals,
} from '../data-rights/removals/removal-world.ts';
import { createTestDatabase, query, type TestDatabase } from '../support/database.ts';
import { runCli } from '../support/run-cli.ts';
import { end, newDataDir, removeDataDir, startMain, startWorker } from './running.ts';

describe('a backup from before a removal', function () {
  this.timeout(120_000);
  const marker = 'QX77markerB1';
  let world: RemovalWorld;
  let restored: TestDatabase;
  let dataDir: string;
  beforeEach(async () => {
    world = await startRemovals();
    restored = await createTestDatabase();
    dataDir = await newDataDir();
  });
  afterEach(async () => {
    await world.app.close();
    await restored.drop();
    await removeDataDir(dataDir);
  });

  const names = async (): Promise<unknown[]> =>
    (await query(restored.url, `select name from users where name like '%${marker}'`)).map(
      ({ name }) => name,
    );

  /** Makes a backup, removes the person, and restores the backup; the settings under which a process finds it. */
  async function restoreFromBefore(): Promise<NodeJS.ProcessEnv> {
    const secrets = await readSecrets(path.join(dataDir, 'secrets.json'));
    const person = await plantPerson(world, marker);
    const file = path.join(dataDir, 'before.backup');
    await writeBackup(world.app.testDatabase.url, file, { secrets, at: new Date() });
    const id = await world.ask({ subject: { userId: person.id, authorityId: null } });
    const parts = { ...world.parts, ledger: removalsLedger(dataDir, secrets) };
    const command = { id, approvedBy: world.approver.id, roles: [] };
    expect(await approveRemoval(parts, command, actor)).to.deep.equal({ kind: 'removed' });
    const env = { DATABASE_URL: restored.url, DATA_DIR: dataDir };
    expect((await runCli(['restore', file], env)).exitCode).to.equal(0);
    expect(await names()).to.deep.equal([`Zelda ${marker}`]);
    return env;
  }

  const replays = async (): Promise<unknown[]> =>
    (await query(restored.url, `select details from audit_events where action = 'removal.replayed'`)).map(
      ({ details }) => details,
    );

  it('brings nobody back: whoever was removed is removed again before the first page is served [P69]', async () => {
    const env = await restoreFromBefore();
    const { child } = await startMain(env);
    expect(await names()).to.deep.equal([]);
    await end(child);
    expect(await replays()).to.deep.equal([{ people: 1, uploads: 0, authorities: 0 }]);
    const again = await runCli(['removals:replay'], env);
    expect([again.exitCode, again.stdout]).to.deep.equal([
      ...[0, 'Removed again: 0 accounts, 0 uploads, groups of 0 authorities.\n'],
    ]);
  });

  it('is worked on by no process before that either: the worker removes again before its first job [P69]', async () => {
    const env = await restoreFromBefore();
    const mail = await query(restored.url, `select state from outbox where user_id is not null`);
    expect(mail.length, 'letters that wait for the person').to.be.above(0);
    const worker = await startWorker(env);
    expect(await names()).to.deep.equal([]);
    await end(worker);
    expect(await replays()).to.deep.equal([{ people: 1, uploads: 0, authorities: 0 }]);
    expect(await lettersIn(dataDir), 'letters that went').to.not.include(marker);
  });

  it('is removed again once, whichever of two processes is up first', async () => {
    const env = await restoreFromBefore();
    const [{ child }, worker] = await Promise.all([
      startMain({ ...env, WORKER: 'separate' }),
      startWorker(env),
    ]);
    expect(await names()).to.deep.equal([]);
    await Promise.all([end(child), end(worker)]);
    expect(await replays()).to.deep.equal([{ people: 1, uploads: 0, authorities: 0 }]);
  });
});

async function lettersIn(dataDir: string): Promise<string> {
  const folder = path.join(dataDir, 'mail');
  const names = await readdir(folder).catch(() => []);
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return texts.join('\n');
}
