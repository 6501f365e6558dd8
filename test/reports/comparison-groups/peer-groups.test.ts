import { expect } from 'chai';
import fc from 'fast-check';
import type { AuthorityFacts } from '../../../src/reports/comparison-groups/neighbours.ts';
import {
  commonSets,
  differenceOf,
  membersOf,
  ownSets,
  parsePeers,
  peersLabel,
  peersOffered,
  peersText,
  usablePeers,
  type PeersChoice,
  type SavedGroup,
} from '../../../src/reports/comparison-groups/peer-groups.ts';

const authority = (id: number, region: string, type: string): AuthorityFacts => ({
  id,
  code: `C${id}`,
  name: `Authority ${id}`,
  region,
  type,
  population: 1000 * id,
});
const own = authority(1, 'London', 'County');
const all = [
  own,
  authority(2, 'London', 'Unitary'),
  authority(3, 'North East', 'County'),
  authority(4, 'London', 'County'),
  authority(5, 'South West', 'Unitary'),
];
const others = all.slice(1);
const saved: SavedGroup[] = [
  { id: 7, name: 'Zebra', members: [2, 3], endedAt: null },
  { id: 8, name: 'ant', members: [4, 5], endedAt: null },
  { id: 9, name: 'Gone', members: [3], endedAt: new Date(0) },
];
const group = (id: number): PeersChoice => ({ kind: 'saved', id });

describe('the choice of peers', () => {
  it('is read from an address', () => {
    expect(parsePeers(undefined)).to.deep.equal({ kind: 'all' });
    expect(parsePeers('')).to.deep.equal({ kind: 'all' });
    for (const kind of ['region', 'type', 'nearest']) expect(parsePeers(kind)).to.deep.equal({ kind });
    expect(parsePeers('group-12')).to.deep.equal(group(12));
  });

  it('is nothing where the address says something else', () => {
    const wrong = [
      'all',
      'Region',
      'saved',
      'group-',
      'group-0',
      'group-01',
      'group--1',
      'group-1 ',
      'group-1e3',
    ];
    const odd = [
      'group-9999999999999999',
      ['region'],
      ['region', 'type'],
      { kind: 'region' },
      7,
      null,
      '__proto__',
    ];
    for (const text of [...wrong, ...odd]) expect(parsePeers(text), JSON.stringify(text)).to.equal(null);
  });

  it('goes into an address and comes back the same', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.constantFrom<PeersChoice>(
            { kind: 'all' },
            { kind: 'region' },
            { kind: 'type' },
            { kind: 'nearest' },
          ),
          fc.integer({ min: 1, max: 999_999_999_999_999 }).map(group),
        ),
        (choice) => {
          expect(parsePeers(peersText(choice))).to.deep.equal(choice);
        },
      ),
    );
  });

  it('is usable unless it is a group that has ended or is not there', () => {
    expect(usablePeers('group-7', saved)).to.deep.equal(group(7));
    expect(usablePeers('nearest', saved)).to.deep.equal({ kind: 'nearest' });
    for (const text of ['group-9', 'group-10', 'nobody'])
      expect(usablePeers(text, saved), text).to.equal(null);
  });

  it('has a label', () => {
    const labels = peersOffered(saved).map((choice) => peersLabel(choice, own, saved));
    expect(labels).to.deep.equal([
      'All other authorities',
      'Same region (London)',
      'Same type (County)',
      '15 nearest neighbours',
      'ant',
      'Zebra',
    ]);
  });

  it('is a set of authorities without one’s own; null for all', () => {
    const members = (choice: PeersChoice) => membersOf(choice, own, all, saved);
    expect(members({ kind: 'all' })).to.equal(null);
    expect(members({ kind: 'region' })).to.deep.equal(new Set([2, 4]));
    expect(members({ kind: 'type' })).to.deep.equal(new Set([3, 4]));
    expect(members({ kind: 'nearest' })).to.deep.equal(new Set([2, 3, 4, 5]));
    expect(members(group(7))).to.deep.equal(new Set([2, 3]));
    const tampered = [{ id: 7, name: 'Zebra', members: [1, 2], endedAt: null }];
    expect(membersOf(group(7), own, all, tampered)).to.deep.equal(new Set([2]));
  });

  it('of a group that has ended or is not there is nobody, never all', () => {
    for (const id of [9, 10])
      expect(membersOf(group(id), own, all, saved), String(id)).to.deep.equal(new Set());
  });
});

describe('the sets that a new group is held against', () => {
  it('are all that were ever saved, the neighbours, each region, each type and all', () => {
    const sets = [...ownSets(own, all, saved), ...commonSets(others)];
    expect(sets.map(({ name, members }) => `${name}: ${[...members].sort().join(' ')}`)).to.deep.equal([
      '“Zebra”: 2 3',
      '“ant”: 4 5',
      '“Gone”, which was ended: 3',
      'your 15 nearest neighbours: 2 3 4 5',
      'the region London: 2 4',
      'the region North East: 3',
      'the region South West: 5',
      'the type Unitary: 2 5',
      'the type County: 3 4',
      'all other authorities: 2 3 4 5',
    ]);
  });

  it('differ by what is in one of them alone', () => {
    expect(differenceOf(new Set([4, 1, 2]), new Set([2, 3]))).to.deep.equal([1, 3, 4]);
    expect(differenceOf(new Set([1]), new Set([1]))).to.deep.equal([]);
  });
});
