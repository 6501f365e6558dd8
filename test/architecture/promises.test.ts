import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { faultsOf, promiseRows, strayTags } from '../../src/policies/promises/promise.ts';
import { presentTests, writtenTests } from '../../src/policies/promises/promises-command.ts';
import { tagsIn } from '../../src/policies/promises/read-tags.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('every promise', () => {
  let app: WholeApp;
  before(async () => {
    app = await startWholeApp({ jobs: false });
  });
  after(() => app.close());

  it('is on the list, from P1 to P133', () => {
    const ids = promiseRows({}).map(({ id }) => id);
    expect(ids).to.deep.equal(Array.from({ length: 133 }, (_, at) => `P${at + 1}`));
  });

  it('is kept and shown to be by a test, or says why it does not apply', async () => {
    expect(promiseRows(await presentTests()).flatMap(faultsOf)).to.deep.equal([]);
  });

  it('that a test names is on the list', async () => {
    expect(strayTags(await presentTests())).to.deep.equal([]);
  });

  it('is named in the name of a test, where it is read, and nowhere else in a file', async () => {
    const folder = path.join(root, 'test');
    // Its examples are no tests.
    const files = (await readdir(folder, { recursive: true })).filter(
      (name) => name.endsWith('.test.ts') && !name.endsWith('promises.test.ts'),
    );
    expect(files.length).to.be.above(250);
    for (const file of files) {
      const source = await readFile(path.join(folder, file), 'utf8');
      const read = new Set(tagsIn(source).flatMap(({ tags }) => tags));
      for (const [, list = ''] of source.matchAll(/\[(P\d+(?:,\s*P\d+)*)\]/g))
        for (const tag of list.split(/,\s*/)) expect(read.has(tag), `${file}: [${tag}]`).to.be.true;
    }
  });

  it('is kept in files and on pages that are there', () => {
    const pages = app.routes.filter(({ method }) => method === 'get').map(({ path: address }) => address);
    const places = promiseRows({})
      .filter(({ state }) => state === 'kept')
      .flatMap(({ where }) => where);
    expect(places).to.have.length.above(90);
    for (const place of new Set(places))
      expect(place.startsWith('/') ? pages.includes(place) : existsSync(path.join(root, place)), place).to.be
        .true;
  });

  it('stands on its page with the tests that there are: renew the list with npm run promises -- --write', async () => {
    expect(await writtenTests()).to.deep.equal(await presentTests());
  });
});
