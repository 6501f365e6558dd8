import { expect } from 'chai';
import fc from 'fast-check';
import { GivenNumbers } from '../../../src/extracts/rules/given-numbers.ts';
import { TextIndex } from '../../../src/tables/index.ts';

/** Ids that are easily taken for each other: few letters, prefixes, accents, characters of two UTF-16 units. */
const ids = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'ê', '🏠', '🏡', '0'), maxLength: 6 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.nat({ max: 5000 }).map(String),
);

describe('the index of ids', () => {
  it('gives what a Map would give', () => {
    fc.assert(
      fc.property(fc.array(ids, { maxLength: 400 }), fc.array(ids, { maxLength: 50 }), (added, asked) => {
        const index = new TextIndex();
        const map = new Map<string, number>();
        for (const id of added) {
          if (!map.has(id)) map.set(id, map.size);
          expect(index.add(id)).to.equal(map.get(id));
          expect(index.size).to.equal(map.size);
        }
        for (const id of [...added, ...asked]) expect(index.ordinalOf(id)).to.equal(map.get(id) ?? -1);
        for (const [id, ordinal] of map) expect(index.textOf(ordinal)).to.equal(id);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps all while it grows', () => {
    const index = new TextIndex();
    const name = (at: number) => `${at % 2 ? 'Sörvice' : 'S'} ${at}`;
    for (let at = 0; at < 50_000; at += 1) expect(index.add(name(at)) === at).to.be.true;
    for (let at = 0; at < 50_000; at += 7) {
      expect(index.ordinalOf(name(at)) === at && index.textOf(at) === name(at) && index.add(name(at)) === at)
        .to.be.true;
    }
    expect(index.size).to.equal(50_000);
    expect(index.ordinalOf('S 50000')).to.equal(-1);
  });

  it('takes ids longer than it has room for', () => {
    const index = new TextIndex();
    const long = ['x', 'y', '🏠'].map((character) => character.repeat(100_000));
    expect(long.map((id) => index.add(id))).to.deep.equal([0, 1, 2]);
    expect(long.map((id) => index.ordinalOf(id))).to.deep.equal([0, 1, 2]);
    expect(index.textOf(2) === long[2]).to.be.true;
  });
});

type Step = { id: string } & (
  { kind: 'funding'; values: (number | null)[] } | { kind: 'service' | 'mention' }
);

const values = fc.array(
  fc.option(
    fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true }).map((number) => number + 0),
      fc.nat({ max: 9_999_999_999 }).map((pence) => pence / 100),
    ),
  ),
  { minLength: 2, maxLength: 2 },
);
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ id: ids, kind: fc.constant('funding' as const), values }),
  fc.record({ id: ids, kind: fc.constantFrom('service' as const, 'mention' as const) }),
);

describe('what is remembered of an extract', () => {
  it('is what Maps would remember', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 300 }), (all) => {
        const given = new GivenNumbers(2);
        const fundings = new Map<string, { row: number; values: (number | null)[] }>();
        const services = new Map<string, number>();
        const mentioned = new Set<string>();
        all.forEach((step, index) => {
          const { id } = step;
          const row = index + 2;
          if (step.kind === 'funding') {
            expect(given.addFunding(given.ordinalFor(id), row, ['x', ...step.values], [1, 2])).to.equal(
              fundings.get(id)?.row ?? 0,
            );
            if (!fundings.has(id)) fundings.set(id, { row, values: step.values });
          } else if (step.kind === 'service') {
            expect(given.addService(given.ordinalFor(id), row)).to.equal(services.get(id) ?? 0);
            if (!services.has(id)) services.set(id, row);
          } else {
            given.mentionService(id);
            if (fundings.has(id)) mentioned.add(id);
          }
        });
        for (const id of new Set([...fundings.keys(), ...services.keys()])) {
          const funding = fundings.get(id);
          const ordinal = given.ordinalFor(id);
          expect(given.fundingRowOf(ordinal)).to.equal(funding?.row ?? 0);
          for (const column of [0, 1])
            expect(given.fundingNumber(ordinal, column)).to.deep.equal(funding?.values[column] ?? NaN);
        }
        const without = [...fundings].filter(([id]) => !services.has(id) && !mentioned.has(id));
        expect([...given.fundingWithoutService()]).to.have.deep.members(
          without.map(([id, { row }]) => ({ id, row })),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('is kept while it grows', () => {
    const given = new GivenNumbers(1);
    for (let at = 1; at <= 20_000; at += 1) given.addFunding(given.ordinalFor(`S${at}`), at, [at / 4], [0]);
    for (let at = 1; at <= 20_000; at += 2) given.addService(given.ordinalFor(`S${at}`), at);
    expect(given.fundingNumber(given.ordinalFor('S19999'), 0)).to.equal(19999 / 4);
    expect([...given.fundingWithoutService()]).to.have.length(10_000);
  });
});
