import { expect } from 'chai';
import { judgeNewGroup, nearestUnions, type Placed } from '../../../src/reports/disclosure/groups.ts';

const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const setOf = (...members: (number | number[])[]) => new Set(members.flat());

/** A country of 60: North 1 to 20 (cities to 9, towns to 18, then 2 counties), South 21 to 40, London 41 to 60. */
const place = (region: string, type: string, from: number, to: number): Placed[] =>
  ids(from, to).map((id) => ({ id, region, type }));
const country = [
  ...place('North', 'City', 1, 9),
  ...place('North', 'Town', 10, 18),
  ...place('North', 'County', 19, 20),
  ...place('South', 'City', 21, 30),
  ...place('South', 'County', 31, 40),
  ...place('London', 'Borough', 41, 60),
];

describe('the sets of ordinary reports near to a group', () => {
  const unions = (...members: number[]) =>
    nearestUnions(new Set(members), country).map((union) => [...union].sort((a, b) => a - b));

  it('has the blocks it touches, by region, by type and by both', () => {
    expect(unions(1, 21, 22)).to.deep.equal([
      [...ids(1, 20), ...ids(21, 40)],
      [...ids(1, 9), ...ids(21, 30)],
    ]);
    expect(unions(1, 31)).to.deep.include.members([
      ids(1, 40),
      [...ids(1, 9), ...ids(19, 20), ...ids(21, 40)],
      [...ids(1, 9), ...ids(31, 40)],
    ]);
  });

  it('has the blocks it holds whole', () => {
    expect(unions(...ids(1, 9), 10, ...ids(21, 30))).to.deep.include.members([
      [...ids(1, 9), ...ids(21, 30)],
      ids(1, 9),
      ids(21, 30),
    ]);
    expect(unions(...ids(41, 60), 1)).to.deep.include(ids(41, 60));
  });

  it('has the smallest set around it that filters on both choose', () => {
    // Cities of the North and counties of the South: filters on both have the South's cities and the North's counties too.
    const group = new Set([...ids(1, 9), ...ids(31, 40)]);
    const around = nearestUnions(group, [...country, ...place('East', 'City', 61, 70)]);
    expect(around).to.deep.include(new Set([...ids(1, 9), ...ids(19, 40)]));
  });

  it('has the largest within it that filters on both choose, and those without one region', () => {
    const group = [...ids(1, 9), ...ids(21, 30), 31];
    expect(unions(...group)).to.deep.include.members([
      [...ids(1, 9), ...ids(21, 30)],
      ids(1, 9),
      ids(21, 30),
    ]);
  });

  it('leaves out what no report shows, for it lacks 1 or 2 of a region that the group holds', () => {
    const within = unions(...ids(1, 20)).filter((union) => union.every((id) => id <= 20));
    expect(within).to.deep.include.members([ids(1, 9), ids(10, 18)]);
    expect(within).to.not.deep.include(ids(1, 18));
    // The group does not hold the region: where those two have no services, the report is shown.
    expect(unions(...ids(1, 18), ...ids(21, 30))).to.deep.include(ids(1, 18));
  });

  it('has neither the group itself, nor nothing, nor anything twice', () => {
    const all = unions(...ids(1, 9));
    expect(all).to.not.deep.include(ids(1, 9));
    expect(all.every((union) => union.length > 0)).to.be.true;
    expect(new Set(all.map(String)).size).to.equal(all.length);
    expect(nearestUnions(new Set(ids(1, 60)), country).map(({ size }) => size)).to.not.include(60);
    expect(nearestUnions(new Set(), country)).to.deep.equal([]);
  });
});

describe('a new group beside others', () => {
  const judged = (members: Set<number>, ...others: Set<number>[]) =>
    judgeNewGroup(members, others, country).kind;

  it('is of at least 5 authorities', () => {
    expect(judged(setOf(1, 21, 31, 41))).to.equal('too-few');
    expect(judged(setOf(1, 21, 31, 41, 10))).to.equal('fine');
    expect(judged(setOf(1, 21, 31, 41, 10, 11))).to.equal('fine');
    expect(judged(setOf())).to.equal('too-few');
  });

  it('has at least 3 authorities more than one that lies within it, or is the same', () => {
    const group = ids(1, 7).concat(31, 41);
    const beside = (more: number) => judged(setOf(group), setOf(group.slice(0, group.length - more)));
    expect([0, 1, 2, 3, 4].map(beside)).to.deep.equal(['fine', 'too-near', 'too-near', 'fine', 'fine']);
  });

  it('has at least 3 authorities fewer than one that it lies within', () => {
    const group = [1, 2, 3, 31, 41];
    const beside = (more: number) => judged(setOf(group), setOf(group, ids(4, 3 + more)));
    expect([0, 1, 2, 3, 4].map(beside)).to.deep.equal(['fine', 'too-near', 'too-near', 'fine', 'fine']);
  });

  it('may overlap with another as it likes', () => {
    expect(judged(setOf(1, 2, 3, 31, 41), setOf(1, 2, 3, 31, 42))).to.equal('fine');
    expect(judged(setOf(1, 2, 3, 31, 41), setOf(1, 2, 3, 31, 42), setOf(1, 2, 3, 31, 41, 43))).to.equal(
      'too-near',
    );
  });

  it('has at least 3 authorities fewer than all', () => {
    // No block is whole, so that all is the only one near.
    const blocks = place('North', 'City', 1, 30);
    const kind = (size: number) => judgeNewGroup(new Set(ids(1, size)), [], blocks).kind;
    expect([26, 27, 28, 29, 30].map(kind)).to.deep.equal(['fine', 'fine', 'too-near', 'too-near', 'fine']);
  });

  it('is not nearly a region, a type, or one type of a region', () => {
    expect(judged(setOf(ids(21, 38)))).to.equal('too-near');
    expect(judged(setOf(ids(21, 37), 1, 2, 3))).to.equal('fine');
    expect(judged(setOf(ids(41, 60), 1))).to.equal('too-near');
    expect(judged(setOf(ids(41, 60), 1, 2, 3))).to.equal('fine');
    expect(judged(setOf(ids(1, 8)))).to.equal('too-near');
    expect(judged(setOf(ids(1, 6)))).to.equal('fine');
    expect(judged(setOf(ids(1, 9), 10))).to.equal('too-near');
  });

  it('may be a region, or a type, but no set that an ordinary report would not show', () => {
    expect(judged(setOf(ids(1, 20)))).to.equal('fine');
    expect(judged(setOf(ids(1, 9), ids(21, 30)))).to.equal('fine');
    expect(judged(setOf(ids(19, 20), ids(31, 40)))).to.equal('fine');
    expect(judged(setOf(ids(1, 18)))).to.equal('too-near');
    expect(judged(setOf(ids(19, 40)))).to.equal('too-near');
  });
});
