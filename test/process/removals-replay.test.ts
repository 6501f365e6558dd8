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
import { end, newDataDir, removeDataDir, startMain } from './running.ts';

describe('a backup from before a removal', function () {
  this.timeout(120_000);
  const marker = 'QX77markerB1';
  let world: RemovalWorld;
  let restored: TestDatabase;
  let dataDir: string;
  before(async () => {
    world = await startRemovals();
    restored = await createTestDatabase();
    dataDir = await newDataDir();
  });
  after(async () => {
    await world.app.close();
    await restored.drop();
    await removeDataDir(dataDir);
  });

  const names = async (): Promise<unknown[]> =>
    (await query(restored.url, `select name from users where name like '%${marker}'`)).map(
      ({ name }) => name,
    );

  it('brings nobody back: whoever was removed is removed again before the first page is served [P69]', async () => {
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
    const { child } = await startMain(env);
    expect(await names()).to.deep.equal([]);
    await end(child);
    const events = await query(
      restored.url,
      `select details from audit_events where action = 'removal.replayed'`,
    );
    expect(events).to.deep.equal([{ details: { people: 1, uploads: 0, authorities: 0 } }]);
    const again = await runCli(['removals:replay'], env);
    expect([again.exitCode, again.stdout]).to.deep.equal([
      ...[0, 'Removed again: 0 accounts, 0 uploads, groups of 0 authorities.\n'],
    ]);
  });
});
