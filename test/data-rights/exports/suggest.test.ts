import { expect } from 'chai';
import fc from 'fast-check';
import { suggestPassages } from '../../../src/data-rights/exports/rules/suggest.ts';
import { item } from './package-world.ts';

const own = ['Ann Okafor', 'Ann Smith', 'ann.okafor@leeds.example'];
const others = [
  'Jo Lee',
  'Ben Okafor',
  'Ann Marsh',
  'jo.lee@ealing.example',
  'José Núñez',
  '王小明',
  'Will May',
];
const found = (text: string | readonly string[]): string[] =>
  suggestPassages([item('notes:id:1', { text })], others, own).map(
    ({ passage, certainty }) => `${passage}${certainty === 'name' ? '' : '?'}`,
  );

describe('suggesting passages that name somebody else', () => {
  it('finds names in either order, addresses, and parts with a capital, as they stand [P85]', () => {
    expect(found('JO LEE wrote, and Lee, Jo; mail jo.lee@ealing.example.')).to.deep.equal([
      'JO LEE',
      'Lee, Jo',
      'jo.lee@ealing.example',
    ]);
    expect(found('Mr Lee and jose\u0301 nunez')).to.deep.equal(['Lee?', 'jose\u0301 nunez']);
    expect(found('We will in may ask Marsh')).to.deep.equal(['Marsh?']);
    expect(found('我问王小明了')).to.deep.equal(['王小明']);
    expect(found(['one', 'Jo\n Lee'])).to.deep.equal(['Jo\n Lee']);
  });

  it('never proposes the person, under any name, nor what stands within it', () => {
    expect(found('Ann Okafor, okafor ann, Ann, Okafor, Ann Smith, ann.okafor@leeds.example')).to.deep.equal(
      [],
    );
    expect(found('Ben Okafor told Ann Marsh')).to.deep.equal(['Ben Okafor', 'Ann Marsh']);
    expect(suggestPassages([item('n', { text: 'Jo Lee' })], ['Jo Lee'], ['jo  lee'])).to.deep.equal([]);
  });

  it('names record and field, and each passage once', () => {
    expect(
      suggestPassages(
        [item('a', { x: 'Jo Lee, Jo Lee', y: null, z: 3 }), item('b', { x: 'Leeds leek' })],
        others,
        own,
      ),
    ).to.deep.equal([{ key: 'a', column: 'x', passage: 'Jo Lee', certainty: 'name' }]);
  });

  it('finds a known name in any text, and proposes nothing but what stands there', () => {
    const words = fc.array(fc.constantFrom('the', 'Jo', 'Okafor', 'Ann', 'x.', '(', '\\', 'é'), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(words, words, (before, after) => {
        const text = [...before, '-- Zoë Quill --', ...after].join(' ');
        const passages = suggestPassages([item('a', { text })], ['Zoe Quill'], own).map(
          ({ passage }) => passage,
        );
        expect(passages).to.deep.equal(['Zoë Quill']);
      }),
    );
  });
});
