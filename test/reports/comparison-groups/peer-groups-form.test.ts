import { expect } from 'chai';
import fc from 'fast-check';
import { parseGroup, parseGroupId } from '../../../src/reports/comparison-groups/forms-peer-groups.ts';
import type { AuthorityFacts } from '../../../src/reports/comparison-groups/neighbours.ts';

describe('the form of a group', () => {
  const listed = Array.from({ length: 7 }, (_, index): AuthorityFacts => {
    const id = index + 2;
    const name = `Authority ${id}`;
    return { id, code: `C${id}`, name, region: 'London', type: 'County', population: 1000 };
  });
  const five = ['C2', 'C3', 'C4', 'C5', 'C6'];
  const parse = (body: unknown) => parseGroup(body, listed);
  const faultsOf = (body: unknown) => parse(body).faults.map(({ field, message }) => `${field}: ${message}`);

  it('gives a tidy name and the authorities ticked, each once', () => {
    expect(parse({ name: '  North\t and \r\n South ', members: [...five, 'C3'] })).to.deep.equal({
      typed: { name: 'North and South', members: [2, 3, 4, 5, 6] },
      faults: [],
    });
    expect(parse({ name: 'One', members: 'C5' }).typed.members).to.deep.equal([5]);
  });

  it('refuses a name that is blank, too long or not to be written', () => {
    const faultOf = (name: unknown) => faultsOf({ name, members: five }).join();
    for (const name of ['', '   ', '\u00a0', undefined, ['a', 'b']])
      expect(faultOf(name), String(name)).to.equal('name: Enter a name for the group');
    for (const name of ['x'.repeat(80), '🏠'.repeat(80)]) expect(faultOf(name)).to.equal('');
    for (const name of ['x'.repeat(81), 'x'.repeat(200)])
      expect(faultOf(name)).to.equal('name: Name must be 80 characters or fewer');
    for (const name of ['a\u0000b', 'a\u202eb', '\u200b', 'a\ud800'])
      expect(faultOf(name)).to.equal('name: Name must be letters, digits, spaces and punctuation');
  });

  it('refuses fewer than 5 authorities, and says so beside what is wrong with the name', () => {
    expect(faultsOf({ name: 'x', members: five })).to.deep.equal([]);
    expect(faultsOf({ name: 'x', members: five.slice(1) })).to.deep.equal([
      'members: Choose at least 5 authorities',
    ]);
    expect(faultsOf({})).to.deep.equal([
      'name: Enter a name for the group',
      'members: Choose at least 5 authorities',
    ]);
  });

  it('refuses authorities that are unknown or one’s own, and keeps the others ticked', () => {
    for (const wrong of ['C1', 'C99', '', '2', '__proto__']) {
      const { typed, faults } = parse({ name: 'x', members: ['C2', wrong] });
      expect(typed.members, wrong).to.deep.equal([2]);
      expect(
        faults.map(({ field }) => field),
        wrong,
      ).to.deep.equal(['members']);
    }
  });

  it('is empty where there is no form, and never fails', () => {
    fc.assert(
      fc.property(fc.anything(), (body) => {
        const { typed, faults } = parse(body);
        expect(typed.members.every((id) => listed.some((other) => other.id === id))).to.equal(true);
        expect(faults.length > 0 || typed.name.length > 0).to.equal(true);
      }),
    );
  });

  it('is found by a whole number in the address alone', () => {
    expect(parseGroupId('12')).to.equal(12);
    for (const text of ['', '0', '-1', '1.5', 'new', '12x', '99999999999999999', undefined, ['1']])
      expect(parseGroupId(text), String(text)).to.equal(null);
  });
});
