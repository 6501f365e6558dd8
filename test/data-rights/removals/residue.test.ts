import { expect } from 'chai';
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
});
