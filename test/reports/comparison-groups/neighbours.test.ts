import { expect } from 'chai';
import fc from 'fast-check';
import { knownAuthorities } from '../../../src/authorities/index.ts';
import {
  distanceAmong,
  nearestNeighbours,
  neighbourMethod,
  NEIGHBOURS,
  type AuthorityFacts,
} from '../../../src/reports/comparison-groups/neighbours.ts';

/** Codes are letters from A; ids count from 1. */
function authorities(...facts: [type: string, region: string, population: number][]): AuthorityFacts[] {
  return facts.map(([type, region, population], index) => {
    const code = String.fromCharCode(65 + index);
    return { id: index + 1, code, name: `Authority ${code}`, region, type, population };
  });
}
const codes = (found: readonly AuthorityFacts[]): string => found.map(({ code }) => code).join('');

const someAuthorities = fc
  .array(
    fc.record({
      code: fc.string({ minLength: 2, maxLength: 4 }),
      type: fc.constantFrom('County', 'Unitary authority', 'London borough'),
      region: fc.constantFrom('North East', 'London', 'South West'),
      population: fc.integer({ min: 1, max: 2_000_000 }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((list) => list.map((facts, index) => ({ ...facts, id: index + 1, name: facts.code })));

describe('nearest neighbours', () => {
  it('are as far away as one works out by hand', () => {
    // Logarithms 0, 1 and 2: their standard deviation is the root of 2/3, and 1 is 1.2247 of it.
    const [a, b, c] = authorities(
      ['County', 'London', 1],
      ['County', 'North East', Math.E],
      ['Unitary', 'London', Math.E ** 2],
    ) as [AuthorityFacts, AuthorityFacts, AuthorityFacts];
    const distance = distanceAmong([a, b, c]);
    expect(distance(a, b)).to.be.closeTo(1.2247 + 0.5, 0.0001);
    expect(distance(a, c)).to.be.closeTo(2 * 1.2247 + 1, 0.0001);
    expect(distance(b, c)).to.be.closeTo(1.2247 + 1 + 0.5, 0.0001);
  });

  it('go by population in proportion, then by type, then by region', () => {
    const [own, ...others] = authorities(
      ['County', 'London', 100_000],
      ['County', 'London', 200_000],
      ['County', 'North East', 100_000],
      ['Unitary', 'London', 100_000],
      ['County', 'London', 100_000],
      ['County', 'London', 25_000],
    ) as [AuthorityFacts, ...AuthorityFacts[]];
    // By hand, in logarithms to base 2 less that of the own: 0 0 0 0 1 -2, deviation 0.898.
    // E 0, C 0.5, D 1, B 1/0.898 = 1.11, F 2/0.898 = 2.23.
    expect(codes(nearestNeighbours(own, [own, ...others]))).to.equal('ECDBF');
    expect(codes(nearestNeighbours(own, [own, ...others], 2))).to.equal('EC');
  });

  it('that are equally near go by code, in whatever order they came', () => {
    const list = authorities(
      ['County', 'London', 1000],
      ['County', 'London', 1000],
      ['County', 'London', 1000],
      ['County', 'London', 1000],
    );
    expect(codes(nearestNeighbours(list[1]!, list))).to.equal('ACD');
    expect(codes(nearestNeighbours(list[1]!, list.toReversed(), 2))).to.equal('AC');
  });

  it('are none where there is nobody else, and do without a population', () => {
    const [own, other] = authorities(['County', 'London', 0], ['County', 'London', 5]) as [
      AuthorityFacts,
      AuthorityFacts,
    ];
    expect(nearestNeighbours(own, [own])).to.deep.equal([]);
    expect(codes(nearestNeighbours(own, [own, other]))).to.equal('B');
  });

  it('take an authority without a known population to be of the usual size of its type', () => {
    const all = authorities(
      ['County', 'London', 100],
      ['County', 'London', 10_000],
      ['County', 'London', 0],
      ['Unitary', 'London', 1000],
      ['Metropolitan', 'London', 0],
    ) as [AuthorityFacts, AuthorityFacts, AuthorityFacts, AuthorityFacts, AuthorityFacts];
    const [small, large, unknown, unitary, lone] = all;
    const distance = distanceAmong(all);
    // Of 100 and 10,000 the usual size is 1,000, in proportion; nobody else of the last one's type has any.
    expect(distance(unknown, unitary)).to.be.closeTo(1, 1e-9);
    expect(distance(unknown, small)).to.be.closeTo(distance(unknown, large), 1e-9);
    expect(distance(lone, unitary)).to.be.closeTo(1, 1e-9);
  });

  it('are never the authority itself, each once, as many as asked for, the nearest', () => {
    fc.assert(
      fc.property(someAuthorities, fc.nat(20), (all, count) => {
        const own = all[0]!;
        const found = nearestNeighbours(own, all, count);
        const distance = distanceAmong(all);
        const away = found.map((other) => distance(own, other));
        expect(found).to.have.length(Math.min(count, all.length - 1));
        expect(new Set(found.map(({ id }) => id)).size).to.equal(found.length);
        expect(found).not.to.include(own);
        expect(away).to.deep.equal(away.toSorted((a, b) => a - b));
        const left = all.filter((other) => other !== own && !found.includes(other));
        for (const other of left) expect(distance(own, other)).to.be.at.least(away.at(-1) ?? 0);
      }),
    );
  });

  it('are as far away in one direction as in the other, and nowhere from themselves', () => {
    fc.assert(
      fc.property(someAuthorities, (all) => {
        const distance = distanceAmong(all);
        for (const a of all) {
          expect(distance(a, a)).to.equal(0);
          for (const b of all) expect(distance(a, b)).to.equal(distance(b, a)).and.to.be.at.least(0);
        }
      }),
    );
  });

  it('of the real authorities are 15 of much the same kind', async () => {
    const known = await knownAuthorities();
    const all = known.map((authority, index) => ({ ...authority, id: index + 1 }));
    const neighboursOf = (code: string) =>
      nearestNeighbours(
        all.find((one) => one.code === code)!,
        all,
      );
    for (const { code } of all) expect(neighboursOf(code), code).to.have.length(NEIGHBOURS);
    expect(new Set(neighboursOf('00AJ').map(({ type }) => type))).to.deep.equal(new Set(['London borough']));
    expect(new Set(neighboursOf('38').map(({ type }) => type))).to.include('County');
  });

  it('are explained in sentences that name their number', () => {
    expect(neighbourMethod.join(' ')).to.include(String(NEIGHBOURS)).and.to.include('2020');
    for (const sentence of neighbourMethod) expect(sentence).to.match(/\.$/);
  });
});
