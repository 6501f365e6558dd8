import { expect } from 'chai';
import fc from 'fast-check';
import {
  benchmarkSet,
  type AuthorityPart,
  type BenchmarkSet,
} from '../../../src/reports/benchmark/benchmark-set.ts';
import { ALL_SERVICES, type Choices } from '../../../src/reports/dimensions.ts';
import { peersFor } from '../../../src/reports/benchmark/peers.ts';
import { query } from '../../support/database.ts';
import { memorySet } from '../figures/figures-memory.ts';
import { isRounded } from '../figures/figures-plain.ts';
import { startReports, type TestReports } from '../figures/figures-reader.ts';
import { authoritiesWith, makeLive, service, type TestAuthority } from '../world.ts';

const columns = ['weekly_unit_cost', 'kpi1'];
const NOBODY = 99;
const number = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ min: 0, max: 1e6, noNaN: true }));
const value = fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 4, arbitrary: number });

/** The services of one authority, at random. */
const part = (authority: number): fc.Arbitrary<AuthorityPart> =>
  fc
    .array(fc.tuple(value, value, value, fc.integer({ min: 1, max: 2 })), { maxLength: 6 })
    .map((services) => ({
      ...{ authority, region: `Region ${authority % 2}`, type: `Type ${authority % 3}` },
      at: {
        serviceType: services.map(([, , , label]) => label),
        clientGroup: services.map(() => 1),
        accommodationType: services.map(() => 0),
        durationType: services.map(() => 1),
      },
      units: services.map(([units]) => units),
      values: {
        weekly_unit_cost: services.map(([, cost]) => cost),
        kpi1: services.map(([, , kpi]) => kpi),
      },
    }));

const authority = fc.integer({ min: 1, max: 9 });
/** Parts that come or change, and authorities that go. */
const change = fc.record({
  parts: fc.uniqueArray(authority, { maxLength: 6 }).chain((ids) => fc.tuple(...ids.map(part))),
  gone: fc.uniqueArray(authority, { maxLength: 2 }),
});

const questions: Pick<Choices, 'filters' | 'groupBy'>[] = [
  { filters: {}, groupBy: null },
  { filters: {}, groupBy: 'serviceType' },
  { filters: { region: ['Region 1'] }, groupBy: null },
  { filters: {}, groupBy: 'authorityType' },
];

/** All that a set answers, to one whose own authority is among the others and to one who has none. */
function told(set: BenchmarkSet) {
  const { services, authorities } = set;
  const answers = [1, NOBODY].flatMap((authorityId) =>
    questions.flatMap((choices) => {
      const answer = peersFor(set, { authorityId, choices, group: null });
      return columns.map((column) => JSON.stringify([...answer(column)]));
    }),
  );
  return { services, authorities, answers };
}

describe('the set of peers in memory', () => {
  it('answers after any changes what one made anew answers', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 5 }), (changes) => {
        const known = new Map<number, AuthorityPart>();
        let set = benchmarkSet([], columns);
        for (const { parts, gone } of changes) {
          // What has been sorted for an answer is what the change has to keep in order.
          told(set);
          set = set.changed(parts, new Set(gone));
          for (const id of gone) known.delete(id);
          for (const one of parts) known.set(one.authority, one);
        }
        const all = [...known.values()].sort((a, b) => a.authority - b.authority);
        expect(told(set)).to.deep.equal(told(benchmarkSet(all, columns)));
      }),
    );
  });

  it('leaves the set before a change as it was, for whoever still reads it', () => {
    fc.assert(
      fc.property(fc.tuple(...[2, 3, 4, 5, 6, 7].map(part)), part(3), (parts, other) => {
        const set = benchmarkSet(parts, columns);
        const before = told(set);
        told(set.changed([other], new Set([4])));
        expect(told(set)).to.deep.equal(before);
      }),
    );
  });

  it('has the values of peers from the lowest to the highest, each as often as it is there', () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 10, maxLength: 60 }), (numbers) => {
        const set = memorySet(numbers.map((one, at) => ({ authority: 1 + (at % 5), value: one })));
        const choices = { filters: {}, groupBy: null };
        const answer = peersFor(set, { authorityId: NOBODY, choices, group: null })('weekly_unit_cost');
        const peers = answer.get(ALL_SERVICES);
        const sorted = [...numbers].sort((a, b) => a - b);
        const values = (peers?.kind === 'shown' && peers.values) || [];
        expect(values).to.have.length(sorted.length);
        // Smaller than what a figure of money or of percent can be is as good as nothing.
        const wrong = sorted.filter((one, at) => one > 1e-6 && !isRounded(values[at]!, one));
        expect(wrong).to.be.empty;
      }),
    );
  });
});

describe('the reader of peers', () => {
  let reports: TestReports;
  let authorities: TestAuthority[];
  let asked: string[];

  beforeEach(async () => {
    reports = await startReports();
    const { knex, benchmark } = reports.database;
    authorities = await authoritiesWith(knex, ['00AJ', '00AB', '38', '00BN', '00CA', '18', '00DA']);
    await makeLive(
      knex,
      authorities.flatMap((one, at) => servicesOf(one, 10 * at)),
    );
    asked = [];
    benchmark.on('query', ({ bindings }: { bindings: unknown[] }) => asked.push(JSON.stringify(bindings)));
  });
  afterEach(() => reports.close());

  const servicesOf = (one: TestAuthority, cost: number) =>
    [cost, cost + 1].map((weekly_unit_cost, at) => service(one, `S${at}`, { weekly_unit_cost }));

  /** What all services cost, by the answer to somebody who has none: single values may be shown. */
  async function costs(): Promise<readonly number[]> {
    const choices = { filters: {}, groupBy: null };
    const set = await reports.sources.benchmarkSet();
    const answer = peersFor(set, { authorityId: NOBODY, choices, group: null })('weekly_unit_cost');
    const peers = answer.get(ALL_SERVICES);
    return (peers?.kind === 'shown' && peers.values) || [];
  }
  const tens = (...numbers: number[]): number[] => numbers.flatMap((ten) => [10 * ten, 10 * ten + 1]);

  it('reads all of them once, and then only those that have changed', async () => {
    expect(await costs()).to.deep.equal(tens(0, 1, 2, 3, 4, 5, 6));
    asked = [];
    expect(await costs()).to.deep.equal(tens(0, 1, 2, 3, 4, 5, 6));
    expect(asked).to.deep.equal(['[]']);
    asked = [];
    const [, , third] = authorities;
    await makeLive(reports.database.knex, servicesOf(third!, 90));
    expect(await costs()).to.deep.equal(tens(0, 1, 3, 4, 5, 6, 9));
    expect(asked).to.deep.equal(['[]', JSON.stringify([[third!.id]])]);
    asked = [];
    await reports.database.knex('live_extracts').where('authority_id', third!.id).delete();
    expect(await costs()).to.deep.equal(tens(0, 1, 3, 4, 5, 6));
    expect(asked).to.deep.equal(['[]']);
  });

  it('answers many who ask at once with one reading', async () => {
    const sets = await Promise.all(Array.from({ length: 20 }, () => reports.sources.benchmarkSet()));
    expect(new Set(sets).size).to.equal(1);
    expect(asked.filter((bindings) => bindings !== '[]')).to.have.length(1);
  });

  it('fails whoever asks while it cannot read, and answers the next by what is there then', async () => {
    const { knex, url } = reports.database;
    await costs();
    const [first, second] = authorities;
    await makeLive(knex, servicesOf(first!, 90));
    await knex('live_extracts').where('authority_id', second!.id).delete();
    await query(url, 'alter view benchmark.services rename to services_away');
    let failed = false;
    await costs().catch(() => (failed = true));
    expect(failed).to.be.true;
    await query(url, 'alter view benchmark.services_away rename to services');
    // Of the one that had changed there is nothing to be read any more, and what was known of it is not true.
    await knex('live_extracts').where('authority_id', first!.id).delete();
    expect(await costs()).to.deep.equal(tens(2, 3, 4, 5, 6));
  });

  it('knows of an authority that has no service that there is none, and asks no more', async () => {
    await reports.database.knex('services').delete();
    expect((await reports.sources.benchmarkSet()).services).to.equal(0);
    asked = [];
    expect((await reports.sources.benchmarkSet()).services).to.equal(0);
    expect(asked).to.deep.equal(['[]']);
  });
});
