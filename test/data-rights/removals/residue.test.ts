import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import pg from 'pg';
import { query } from '../../support/database.ts';
import { plantPerson, type RemovalWorld, startRemovals } from './removal-world.ts';

describe('what a removal leaves in PostgreSQL’s own files', () => {
  let world: RemovalWorld;
  before(async () => {
    world = await startRemovals();
  });
  after(() => world.app.close());

  /** How many of the database's files hold the marker, as the server itself reads them. */
  const filesWith = async (marker: string): Promise<number> => {
    const { url } = world.app.testDatabase;
    await query(url, 'checkpoint');
    const [row] = await query(
      url,
      `select count(*)::int as found
       from (select 'base/' || oid as folder from pg_database where datname = current_database()) as own,
         pg_ls_dir(folder) as name
       where position('${marker}'::bytea in pg_read_binary_file(folder || '/' || name, true)) > 0`,
    );
    return Number(row!.found);
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

  it('is nothing either where somebody else’s transaction saw the rows for a while longer [P69]', async () => {
    const marker = 'QX77markerR2';
    const person = await plantPerson(world, marker);
    const id = await world.ask({ subject: { userId: person.id, authorityId: null } });
    const other = new pg.Client({ connectionString: world.app.testDatabase.url });
    await other.connect();
    try {
      await other.query('begin isolation level repeatable read');
      await other.query('select now()');
      await world.approve(id);
      const finished = world.finish(id);
      await setTimeout(1500);
      expect((await world.removal(id)).state).to.equal('removed');
      await other.query('commit');
      await finished;
    } finally {
      await other.end();
    }
    expect((await world.removal(id)).state).to.equal('certified');
    expect(await filesWith(marker)).to.equal(0);
  });
});
