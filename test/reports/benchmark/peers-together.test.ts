import { expect } from 'chai';
import fc from 'fast-check';
import { benchmarkSet, type AuthorityPart } from '../../../src/reports/benchmark/benchmark-set.ts';
import type { Dimension, Filters } from '../../../src/reports/dimensions.ts';
import { peersFor, type PeerAnswer, type PeerQuestion } from '../../../src/reports/benchmark/peers.ts';

/** Of these the first two are given by the same services, the third by fewer, and the second is one authority's mostly. */
const columns = ['weekly_unit_cost', 'contract_value_next_year', 'kpi1'] as const;
const types = ['Outreach', 'Resettlement'];

interface Made {
  type: number;
  cost: number | null;
  units: number | null;
  isGraded: boolean;
}

const service: fc.Arbitrary<Made> = fc.record({
  type: fc.constantFrom(6, 7),
  cost: fc.option(fc.integer({ min: 0, max: 20 }), { freq: 9 }),
  units: fc.option(fc.integer({ min: 0, max: 9 }), { freq: 9 }),
  isGraded: fc.boolean(),
});

function partOf(services: readonly Made[], index: number): AuthorityPart {
  const authority = index + 1;
  return {
    ...{ authority, region: `Region ${index % 2}`, type: `Type ${index % 3}` },
    at: {
      serviceType: services.map(({ type }) => type),
      clientGroup: services.map(() => 1),
      accommodationType: services.map(() => 0),
      durationType: services.map(() => 1),
    },
    units: services.map(({ units }) => units),
    values: {
      weekly_unit_cost: services.map(({ cost }) => cost),
      contract_value_next_year: services.map(({ cost }) =>
        cost === null ? null : authority === 2 ? 1e6 : cost,
      ),
      kpi1: services.map(({ cost, isGraded }) => (isGraded ? cost : null)),
    },
  };
}

const parts = fc.array(fc.array(service, { maxLength: 6 }), { minLength: 3, maxLength: 9 });
const question = fc.record({
  filters: fc.constantFrom<Filters>({}, { serviceType: types.slice(0, 1) }, { region: ['Region 1'] }),
  groupBy: fc.constantFrom<Dimension | null>(null, 'serviceType', 'authorityType'),
  members: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 9 }))),
});

/** All that an answer says, by label. */
function told(answers: ReadonlyMap<string, PeerAnswer>) {
  return [...answers]
    .map(([label, answer]) => [
      label,
      answer.kind === 'shown'
        ? { ...answer, percentile: [0, 5, 1e6].map((value) => answer.percentile(value)) }
        : answer,
    ])
    .sort();
}

describe('answers about peers in several measures', () => {
  it('are what each alone would be, also when they are read late', () => {
    fc.assert(
      fc.property(parts, question, (made, { filters, groupBy, members }) => {
        const asked: PeerQuestion = {
          authorityId: 1,
          choices: { filters, groupBy },
          group: members && { members: new Set(members), rivals: [] },
        };
        const newSet = () => benchmarkSet(made.map(partOf), columns);
        const together = peersFor(newSet(), asked);
        const answers = columns.map((column) => together(column));
        const alone = columns.map((column) => told(peersFor(newSet(), asked)(column)));
        expect(answers.map(told)).to.deep.equal(alone);
      }),
      { numRuns: 300 },
    );
  });
});
