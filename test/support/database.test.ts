import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { createTestDatabase, query, testServer } from './database.ts';
import { errorOf } from './errors.ts';
import { firstLine, runScript } from './other-process.ts';

const support = path.resolve(import.meta.dirname, 'database.ts');

describe('databases for tests', function () {
  this.timeout(60_000);

  it('are copies of one template, each of the caller alone', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await query(one.url, 'CREATE TABLE mine ()');
    expect(await query(other.url, `SELECT to_regclass('mine') AS found`)).to.deep.equal([{ found: null }]);

    await one.drop();
    expect(await errorOf(() => query(one.url, 'SELECT 1'))).to.match(/does not exist/);
    await other.drop();
  });

  it('live on one server, which is gone with its folder when the run ends', async () => {
    // In a run of its own, since this run's server is still needed.
    const child = runScript(
      `import { stopTestServer, testServer } from ${JSON.stringify(support)};
       const [one, other] = await Promise.all([testServer(), testServer()]);
       console.log(one === other ? one.dataDirectory : 'two servers');
       await stopTestServer();`,
      [],
      { TEST_DATABASE_URL: '' },
    );
    const dataDirectory = await firstLine(child);
    await once(child, 'exit');
    expect(dataDirectory).to.match(/postgres$/);
    expect(existsSync(path.dirname(dataDirectory))).to.be.false;
  });

  it('can live on the server of TEST_DATABASE_URL', async () => {
    const { url } = await testServer();
    const child = runScript(
      `import { createTestDatabase, stopTestServer } from ${JSON.stringify(support)};
       const database = await createTestDatabase();
       console.log(database.url);
       await database.drop();
       await stopTestServer();`,
      [],
      { TEST_DATABASE_URL: url },
    );
    expect(new URL(await firstLine(child)).host).to.equal(new URL(url).host);
    await once(child, 'exit');
    expect(child.exitCode).to.equal(0);
  });
});
