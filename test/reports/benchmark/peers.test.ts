import { expect } from 'chai';
import { ALL_SERVICES } from '../../../src/reports/dimensions.ts';
import { peersFor, type PeerAnswer, type ShownPeers } from '../../../src/reports/benchmark/peers.ts';
import { memorySet, OWN, type Peer } from '../figures/figures-memory.ts';

const column = 'weekly_unit_cost';

function answerTo(peers: readonly Peer[]): PeerAnswer {
  const question = { authorityId: OWN, choices: { filters: {}, groupBy: null }, group: null };
  return peersFor(memorySet(peers), question)(column).get(ALL_SERVICES)!;
}

function shown(peers: readonly Peer[]): ShownPeers {
  const answer = answerTo(peers);
  expect(answer.kind).to.equal('shown');
  return answer as ShownPeers;
}

/** So many services, each of the next of some authorities, worth 1, 2, 3 … pounds. */
function spread(services: number, authorities: number): Peer[] {
  return Array.from({ length: services }, (_, at) => ({ authority: 2 + (at % authorities), value: 1 + at }));
}

/** Each value of an authority of its own. */
const each = (...values: number[]): Peer[] => values.map((value, at) => ({ authority: 2 + at, value }));

describe('figures about peers', () => {
  it('are quartiles of type 7 over all services but one’s own', () => {
    const own = [0, 0, 0, 1e6].map((value) => ({ authority: OWN, value }));
    const { authorities, services, lower_quartile, median, upper_quartile } = shown([
      ...own,
      ...each(1, 2, 4, 8, 16, 32),
    ]);
    expect([authorities, services, lower_quartile, median, upper_quartile]).to.deep.equal([6, 6, 2.5, 6, 14]);
  });

  it('leave out services without a value, of their counts as well', () => {
    const nothing = [7, 8, 9].map((authority) => ({ authority, value: null }));
    const { authorities, services } = shown([...nothing, ...each(1, 2, 3, 4, 5)]);
    expect([authorities, services]).to.deep.equal([5, 5]);
    expect(answerTo([...nothing, ...each(1, 2, 3, 4)])).to.deep.equal({ kind: 'too-few' });
  });

  it('are rounded to three significant figures, whatever their size', () => {
    const { lower_quartile, median, upper_quartile } = shown(each(0.0123456, 0.5, 12.345, 123456, 9999999));
    expect([lower_quartile, median, upper_quartile]).to.deep.equal([0.5, 12.3, 123_000]);
    const { mean, values, minimum, maximum } = shown(
      spread(10, 5).map((peer) => ({ ...peer, value: 1004.9 })),
    );
    expect([mean, minimum, maximum]).to.deep.equal([1000, 1000, 1000]);
    expect(values).to.deep.equal(new Array(10).fill(1000));
  });

  it('come from 3 authorities and 5 services at least', () => {
    for (const [services, authorities, kind] of [
      [5, 3, 'shown'],
      [4, 3, 'too-few'],
      [50, 2, 'too-few'],
      [0, 1, 'too-few'],
    ] as const)
      expect(answerTo(spread(services, authorities)).kind, `${services} of ${authorities}`).to.equal(kind);
  });

  it('tell of single services from 10 services of 5 authorities on', () => {
    for (const [services, authorities] of [
      [9, 5],
      [10, 4],
      [9, 9],
      [100, 4],
    ] as const) {
      const answer = shown(spread(services, authorities));
      const told = [answer.minimum, answer.maximum, answer.values, answer.percentile(3)];
      expect(told, `${services} of ${authorities}`).to.deep.equal([null, null, null, null]);
    }
    const answer = shown(spread(10, 5));
    expect([answer.minimum, answer.maximum]).to.deep.equal([1, 10]);
    expect(answer.values).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect([0, 1, 4.5, 11].map((value) => answer.percentile(value))).to.deep.equal([0, 0, 40, 100]);
  });

  it('rank by exact values, not by rounded ones', () => {
    const peers = spread(10, 5).map((peer, at) => ({ ...peer, value: 1000 + at / 10 }));
    const answer = shown(peers);
    expect(answer.values).to.deep.equal(new Array(10).fill(1000));
    const ranks = [1000, 1000.45, 1000.5, 1001].map((value) => answer.percentile(value));
    expect(ranks).to.deep.equal([0, 50, 50, 100]);
  });

  it('have no mean where one authority makes up more than 60 % of the sum', () => {
    expect(shown(each(60, 10, 10, 10, 10)).mean).to.equal(20);
    expect(shown(each(61, 10, 10, 10, 10)).mean).to.be.null;
    const together = [20, 20, 21].map((value) => ({ authority: 2, value }));
    expect(shown([...together, ...each(0, 10, 10, 10, 10).slice(1)]).mean).to.be.null;
    expect(shown(each(0, 0, 0, 0, 0)).mean).to.equal(0);
    // A median says little of the largest.
    expect(shown(each(61, 10, 10, 10, 10)).median).to.equal(10);
  });

  it('weigh by units, without services that have none given', () => {
    const peers = each(10, 20, 30, 40, 1000).map((peer, at) => ({ ...peer, units: [4, 3, 2, 1, null][at]! }));
    expect(shown(peers).unit_weighted_mean).to.equal(20);
    const without = peers.map((peer) => ({ ...peer, units: null }));
    expect(shown(without).unit_weighted_mean).to.be.null;
    expect(shown(without.map((peer) => ({ ...peer, units: 0 }))).unit_weighted_mean).to.be.null;
  });

  it('are not weighed by units of two authorities, nor where one has more than 60 % of units or of the sum', () => {
    const weighed = (units: (number | null)[], values = [10, 10, 10, 10, 10]) =>
      shown(each(...values).map((peer, at) => ({ ...peer, units: units[at]! }))).unit_weighted_mean;
    expect(weighed([2, 2, null, null, null])).to.be.null;
    expect(weighed([2, 2, 0, 0, 0])).to.be.null;
    expect(weighed([2, 2, 2, null, null])).to.equal(10);
    expect(weighed([6, 1, 1, 1, 1])).to.equal(10);
    expect(weighed([7, 1, 1, 1, 1])).to.be.null;
    expect(weighed([1, 1, 1, 1, 1], [100, 10, 10, 10, 10])).to.be.null;
    expect(weighed([1, 3, 3, 3, 3], [100, 10, 10, 10, 10])).to.not.be.null;
  });

  it('are of groups by label, without those that no peer has', () => {
    const peers = spread(20, 6).map((peer, at) => ({
      ...peer,
      at: { clientGroup: at < 12 ? 'Generic' : 'Refugees' },
    }));
    const choices = { filters: {}, groupBy: 'clientGroup' } as const;
    const answers = peersFor(memorySet(peers), { authorityId: OWN, choices, group: null })(column);
    const medians = [...answers].map(([label, answer]) => [label, answer.kind === 'shown' && answer.median]);
    expect(medians).to.deep.equal([
      ['Generic', 6.5],
      ['Refugees', 16.5],
    ]);
  });

  it('are of measures that there are, and of no other', () => {
    const question = { authorityId: OWN, choices: { filters: {}, groupBy: null }, group: null };
    const answer = peersFor(memorySet(spread(5, 5)), question);
    expect(() => answer('service_id')).to.throw('no measure');
  });
});
