import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { query, testServer } from '../../support/database.ts';
import { plantPerson, type RemovalWorld, startRemovals } from './removal-world.ts';

describe('what a removal leaves in PostgreSQL’s own files', () => {
  let world: RemovalWorld;
  before(async function () {
    // The files of another server are out of reach.
    if ((await testServer()).dataDirectory === '') this.skip();
    world = await startRemovals();
  });
  after(() => world.app.close());

  const filesWith = async (marker: string): Promise<number> => {
    const { url } = world.app.testDatabase;
    await query(url, 'checkpoint');
    const [row] = await query(
      url,
      'select oid::text as oid from pg_database where datname = current_database()',
    );
    const folder = path.join((await testServer()).dataDirectory, 'base', String(row!.oid));
    let found = 0;
    for (const name of await readdir(folder)) {
      const bytes = await readFile(path.join(folder, name)).catch(() => Buffer.alloc(0));
      if (bytes.includes(marker)) found += 1;
    }
    return found;
  };

  it('is nothing: neither in tables nor in indexes nor in statistics [P69]', async () => {
    const marker = 'QX77markerR1';
    const person = await plantPerson(world, marker);
    await query(world.app.testDatabase.url, 'analyze');
    expect(await filesWith(marker)).to.be.above(8);
    const id = await world.ask({ subject: { userId: person.id, authorityId: null } });
    await world.approve(id);
    expect(await filesWith(marker)).to.be.above(0);
    await world.finish(id);
    expect(await filesWith(marker)).to.equal(0);
  });
});
