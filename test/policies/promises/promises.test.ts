import { expect } from 'chai';
import { faultsOf, promiseRows, strayTags, type PromiseRow } from '../../../src/policies/promises/promise.ts';
import { promisesReport } from '../../../src/policies/promises/promises-command.ts';
import { tagsIn } from '../../../src/policies/promises/read-tags.ts';
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts';
import { textOf } from '../requirements-world.ts';

describe('the tags of tests', () => {
  it('are read from the names of tests, in any quotation marks, one or several', () => {
    // Written apart, so that these are no tests of this file.
    const source = [
      "IT('keeps one [P49]', async () => {",
      'IT("keeps two [P45, P46]", () => {',
      'IT(`${form} keeps ${what} [P1] and [P2]`, () => {',
      "  IT(\n    'is long [P3]',",
      "IT('keeps none', () => {",
      "describe('[P9]', () => {",
      "// [P8] in a comment, split('[P7]')",
    ]
      .join('\n')
      .replaceAll('IT(', ['it', '('].join(''));
    expect(tagsIn(source)).to.deep.equal([
      { tags: ['P49'], name: 'keeps one' },
      { tags: ['P45', 'P46'], name: 'keeps two' },
      { tags: ['P1', 'P2'], name: '… keeps … and' },
      { tags: ['P3'], name: 'is long' },
    ]);
  });
});

describe('a promise', () => {
  const row = (state: PromiseRow['state'], where: string[], tests: string[]): PromiseRow => ({
    ...{ id: 'P1', says: 'We keep it.', state, where, tests },
  });

  it('is in order when it is kept and shown, or says why it does not apply', () => {
    expect(faultsOf(row('kept', ['/here'], ['test/a.test.ts: keeps']))).to.deep.equal([]);
    expect(faultsOf(row('does-not-apply', ['Why not'], []))).to.deep.equal([]);
  });

  it('is not when nothing shows that it is kept, when it is not said where, nor when tests show what is said not to apply', () => {
    expect(faultsOf(row('kept', ['/here'], []))).to.have.length(1);
    expect(faultsOf(row('kept', [], ['test/a.test.ts: keeps']))).to.have.length(1);
    expect(faultsOf(row('does-not-apply', ['Why not'], ['test/a.test.ts: keeps']))).to.have.length(1);
  });

  it('has to be one of the list', () => {
    expect(strayTags({ P1: ['a'], P134: ['b'], P0: ['c'] })).to.have.length(2);
  });
});

describe('npm run promises', () => {
  it('lists every promise with where it is kept and what shows it, and counts them', async () => {
    const { lines } = await promisesReport({ write: false });
    const text = lines.join('\n');
    for (const { id, says } of promiseRows({})) expect(text).to.include(`${id.padEnd(5)} ${says}`);
    expect(text).to.match(/133 promises: \d+ kept, \d+ do not apply\./);
    expect(text).to.match(/\n {6}test\/policies\/texts\/pages\.test\.ts: /);
  });
});

describe('the page of promises', () => {
  let app: WholeApp;
  before(async () => {
    app = await startWholeApp({ jobs: false });
  });
  after(() => app.close());

  it('shows each, where it is kept with links to our pages, and the tests that show it', async () => {
    const { text } = await app.browser().get('/documentation/promises');
    const words = textOf(text);
    for (const { id, says } of promiseRows({})) {
      expect(text).to.include(`<tr id="${id}">`);
      expect(words).to.include(says);
    }
    const row = text.split('<tr id="P9">')[1]?.split('</tr>')[0] ?? '';
    expect(row)
      .to.include('href="/documentation/data-requirements"')
      .and.include('data-requirements.test.ts');
    expect(words).to.include('133 promises:');
  });
});
