import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import fc from 'fast-check';
import type { ExportContents } from '../../../src/data-rights/exports/export.ts';
import { writePackage } from '../../../src/data-rights/exports/package/write-package.ts';
import { leaksOf } from './leaks.ts';
import { contents, entriesOf, file, item, withheldFrom } from './package-world.ts';

describe('what is withheld from a package', () => {
  const others = { name: 'Xaviér Quöndle', code: 'ZQ77YX31', poem: 'Wyrm zephyr jinx' };
  const said: ExportContents = contents({
    items: [
      item('users:id:1', { name: 'Ann Okafor', note: `Told by XAVIÉR\n  quöndle; ${others.name}.` }),
      item('users:id:2', { list: ['x', [others.name, 'y']], raw: '{"by":"Xavi\\u00e9r Qu\\u00f6ndle"}' }),
      item('users:id:3', { value: others.code, number: 8812399, also: 'kept' }),
      item('users:id:4', { whole: others.poem }, 'A record'),
      item('users:id:5', { whole: others.poem, trace: 'kept too' }, 'Another'),
      item('paper:1', { what: `Letter from ${others.name}` }, `Letter: ${others.name}`),
    ],
    files: [
      file('f1', `${others.code}.txt`, Buffer.from(others.poem)),
      file('f2', 'kept.txt', Buffer.from('k')),
    ],
    withholdings: [
      withheldFrom('users:id:1', 'note', others.name),
      withheldFrom('users:id:2', 'list', others.name, { ground: 'crime', reason: null }),
      withheldFrom('users:id:2', 'raw', others.name, { ground: 'references' }),
      withheldFrom('users:id:3', 'value', null, { ground: 'legal-privilege', reason: 'Advice.' }),
      withheldFrom('users:id:3', 'number', '8123'),
      withheldFrom('users:id:4', null, null),
      withheldFrom('users:id:5', 'whole', null, { ground: 'crime', reason: null }),
      withheldFrom('paper:1', null, others.name),
      withheldFrom('f1', null, null, { ground: 'serious-harm', reason: null }),
    ],
  });

  it('is in no entry, in no encoding, in no form of its letters, and in no name [P82, P83, P84, P85]', async () => {
    const entries = await entriesOf(said);
    expect(leaksOf(entries, [...Object.values(others), '8123', 'Xaviér', 'Quöndle'])).to.deep.equal([]);
    expect(leaksOf(entries, ['kept too']), 'what is given is found by the same search').to.include.members([
      ...['read-me-first.html', 'report.pdf', 'data.json', 'data.csv'],
    ]);
    const json = entries.get('data.json')!.toString();
    expect(json).to.include('"unexplained": 1').and.not.to.include('harm');
  });

  it('is in the ZIP’s own bytes neither', async () => {
    const bytes = await buffer(writePackage(said));
    for (const secret of Object.values(others)) expect(bytes.includes(secret)).to.be.false;
  });

  it('is in no entry, whatever it is and wherever it stands', async () => {
    const secret = fc
      .string({ unit: fc.constantFrom('Q', 'z', 'X', 'é', 'J', '7', '’', 'ß'), minLength: 4, maxLength: 9 })
      .map((rest) => `Qj${rest}`);
    const around = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\\', '"', '<', 'é', '/', '(') });
    await fc.assert(
      fc.asyncProperty(secret, around, around, async (passage, before, after) => {
        const entries = await entriesOf(
          contents({
            items: [
              item('a:1', { text: before + passage + after, list: [after, [passage.toUpperCase()]] }),
              item('a:2', { whole: passage, kept: before }),
            ],
            withholdings: [
              withheldFrom('a:1', 'text', passage),
              withheldFrom('a:1', 'list', passage),
              withheldFrom('a:2', 'whole', null),
            ],
          }),
        );
        expect(leaksOf(entries, [passage])).to.deep.equal([]);
      }),
      { numRuns: 40 },
    );
  });
});
