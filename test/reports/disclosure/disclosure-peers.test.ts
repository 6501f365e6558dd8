import { expect } from 'chai';
import type { Filters } from '../../../src/reports/dimensions.ts';
import {
  judgeGroups,
  judgeReport,
  type Cell,
  type Verdict,
} from '../../../src/reports/disclosure/disclosure.ts';
import { repeat, servicesOf } from './disclosure-cells.ts';

const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const groupOf = (members: readonly number[], ...rivals: number[][]) => ({
  members: new Set(members),
  rivals: rivals.map((rival) => new Set(rival)),
});
const spreadIs = (verdict: Verdict) => verdict.kind === 'shown' && verdict.spread;

describe('disclosure control of a comparison group', () => {
  const generic = (authorities: readonly number[]) => servicesOf({ clientGroup: 'Generic' }, authorities);

  it('wants that all others together are nobody or enough', () => {
    const besides = (others: number) =>
      judgeReport(
        generic([...repeat(5, 3), ...ids(6, 5 + others), ...ids(6, 5 + others)]),
        {},
        groupOf(repeat(5)),
      ).kind;
    expect([0, 1, 2, 3, 4].map(besides)).to.deep.equal([
      'shown',
      'would-unmask',
      'would-unmask',
      'shown',
      'shown',
    ]);
    const services = (others: number[]) =>
      judgeReport(generic([...repeat(5), ...others]), {}, groupOf(repeat(5))).kind;
    expect(services([6, 7, 8, 8])).to.equal('would-unmask');
    expect(services([6, 7, 8, 8, 8])).to.equal('shown');
    expect(services([6, 7, 8, 8, 8, 8])).to.equal('shown');
  });

  it('wants as many for single services as minimum and maximum do', () => {
    const besides = (others: number[]) =>
      spreadIs(judgeReport(generic([...repeat(5, 2), ...others]), {}, groupOf(repeat(5))));
    expect(besides([])).to.be.true;
    expect(besides([...ids(6, 10), ...ids(6, 9)])).to.be.false;
    expect(besides([...ids(6, 10), ...ids(6, 10)])).to.be.true;
    expect(besides([...ids(6, 9), ...ids(6, 9), ...ids(6, 9)])).to.be.false;
  });

  it('says too few where the group itself has too few', () => {
    expect(judgeReport(generic(repeat(9)), {}, groupOf([1, 2])).kind).to.equal('too-few');
    expect(judgeReport(generic(repeat(9)), {}, groupOf([])).kind).to.equal('too-few');
  });

  it('judges the others in what each filter keeps', () => {
    const cells = [
      ...generic([...repeat(5, 2), 6, 7, 7, 7, 7]),
      ...servicesOf({ clientGroup: 'Refugees' }, repeat(12, 2)),
    ];
    const group = groupOf(repeat(5));
    expect(judgeReport(cells, {}, group).kind).to.equal('shown');
    expect(judgeReport(cells, { clientGroup: ['Generic'] }, group).kind).to.equal('would-unmask');
    expect(judgeReport(cells, { clientGroup: ['Generic'] }, null).kind).to.equal('shown');
    expect(judgeReport([...cells, ...generic([8])], { clientGroup: ['Generic'] }, group).kind).to.equal(
      'shown',
    );
    const grouped = judgeGroups(cells, {}, 'clientGroup', group);
    expect([...grouped].map(([label, { kind }]) => [label, kind])).to.deep.equal([
      ['Generic', 'would-unmask'],
      ['Refugees', 'would-unmask'],
    ]);
  });

  it('is not to be had beside a filter or grouping on region or type', () => {
    const places = [
      ...servicesOf({ region: 'North West', authorityType: 'County' }, ids(1, 20)),
      ...servicesOf({ region: 'North East', authorityType: 'County' }, ids(21, 40)),
    ];
    const group = groupOf(ids(11, 30));
    const beside: Filters[] = [{ region: ['North West'] }, { authorityType: ['County'] }];
    for (const filters of beside) expect(judgeReport(places, filters, group).kind).to.equal('would-unmask');
    expect(judgeReport(places, { region: ['London'] }, group).kind).to.equal('too-few');
    expect(judgeGroups(places, {}, 'region', group).get('North West')).to.deep.equal({
      kind: 'would-unmask',
    });
    expect(judgeReport(places, {}, group).kind).to.equal('shown');
  });
});

describe('disclosure control of a comparison group beside its rivals', () => {
  const cells = servicesOf({ clientGroup: 'Generic' }, repeat(20));
  const kind = (members: number[], ...rivals: number[][]) =>
    judgeReport(cells, {}, groupOf(members, ...rivals)).kind;

  it('withholds it where it lies within a rival that has 1 or 2 authorities more', () => {
    const beside = (more: number) => judgeReport(generous, {}, groupOf(ids(1, 8), ids(1, 8 + more))).kind;
    const generous = servicesOf({ clientGroup: 'Generic' }, repeat(20, 5));
    expect([0, 1, 2, 3, 4].map(beside)).to.deep.equal([
      'shown',
      'would-unmask',
      'would-unmask',
      'shown',
      'shown',
    ]);
  });

  it('withholds it where a rival lies within it that has 1 or 2 authorities fewer', () => {
    const beside = (fewer: number) => judgeReport(generous, {}, groupOf(ids(1, 10), ids(1, 10 - fewer))).kind;
    const generous = servicesOf({ clientGroup: 'Generic' }, repeat(20, 5));
    expect([0, 1, 2, 3, 4].map(beside)).to.deep.equal([
      'shown',
      'would-unmask',
      'would-unmask',
      'shown',
      'shown',
    ]);
  });

  it('counts services too', () => {
    expect(kind(ids(1, 8), ids(1, 12))).to.equal('would-unmask');
    expect(kind(ids(1, 8), ids(1, 13))).to.equal('shown');
    expect(kind(ids(1, 8), ids(1, 14))).to.equal('shown');
  });

  it('minds no rival that only overlaps, and each of several', () => {
    expect(kind(ids(1, 8), ids(2, 9))).to.equal('shown');
    expect(kind(ids(1, 8), ids(1, 13), ids(2, 9), ids(1, 9))).to.equal('would-unmask');
  });

  it('compares those that have services there, in the report and in each wider one', () => {
    const refugees = servicesOf({ clientGroup: 'Refugees' }, [
      ...repeat(8, 2),
      ...ids(10, 16),
      ...ids(10, 16),
    ]);
    const only = { clientGroup: ['Refugees'] };
    const both = [...servicesOf({ clientGroup: 'Generic' }, repeat(20, 4)), ...refugees];
    const beside = (filters: Filters, ...rival: number[]) =>
      judgeReport(both, filters, groupOf(ids(1, 8), rival)).kind;
    expect(beside({}, ...ids(1, 9))).to.equal('would-unmask');
    // Authority 9 has no services for refugees: the report is alike, but the wider one is not.
    expect(beside(only, ...ids(1, 9))).to.equal('would-unmask');
    // 9 to 11 may be told of in all, but those for refugees are of 10 and 11 alone.
    expect(beside({}, ...ids(1, 11))).to.equal('shown');
    expect(beside(only, ...ids(1, 11))).to.equal('would-unmask');
    expect(beside(only, ...ids(1, 12))).to.equal('shown');
    const grouped = judgeGroups(both, {}, 'clientGroup', groupOf(ids(1, 8), ids(1, 11)));
    expect(grouped.get('Refugees')).to.deep.equal({ kind: 'would-unmask' });
  });

  it('shows single services where 5 authorities and 10 services lie between', () => {
    const beside = (more: number, times: number) =>
      spreadIs(
        judgeReport(
          servicesOf({ clientGroup: 'Generic' }, repeat(20, times)),
          {},
          groupOf(ids(1, 10), ids(1, 10 + more)),
        ),
      );
    expect([0, 4, 5, 6].map((more) => beside(more, 3))).to.deep.equal([true, false, true, true]);
    expect([8, 9].map((more) => beside(more, 1))).to.deep.equal([false, false]);
    expect(beside(5, 2)).to.be.true;
  });
});

describe('disclosure control of regions and types', () => {
  const place = (region: string, authorityType: string, from: number, to: number): Cell[] =>
    servicesOf({ region, authorityType, clientGroup: 'Generic' }, [...ids(from, to), ...ids(from, to)]);
  const cells = [
    ...place('North', 'City', 1, 9),
    ...place('North', 'City', 1, 9),
    ...place('North', 'County', 10, 11),
    ...place('London', 'Borough', 20, 29),
    ...place('South', 'County', 30, 39),
    ...place('South', 'City', 40, 49),
  ];
  const kind = (filters: Filters, of = cells) => judgeReport(of, filters, null).kind;

  it('counts as not chosen what the other filter leaves nobody of', () => {
    expect(kind({ region: ['North'] })).to.equal('shown');
    expect(kind({ region: ['North'], authorityType: ['City'] })).to.equal('would-unmask');
    // London has no cities: with its boroughs for cover, the two counties of the North would be told as well.
    expect(kind({ region: ['North', 'London'], authorityType: ['City'] })).to.equal('would-unmask');
    const grouped = judgeGroups(cells, { region: ['North', 'London'] }, 'authorityType', null);
    expect(grouped.get('City')).to.deep.equal({ kind: 'would-unmask' });
    const withFilter = judgeGroups(
      cells,
      { region: ['North', 'London'], authorityType: ['City'] },
      'clientGroup',
      null,
    );
    expect(withFilter.get('Generic')).to.deep.equal({ kind: 'would-unmask' });
  });

  it('judges what was asked for as well: each of the two filters alone shows it', () => {
    const of = (westCities: number) => [
      ...place('East', 'County', 1, 6),
      ...place('East', 'City', 7, 12),
      ...place('North', 'City', 20, 29),
      ...place('West', 'County', 30, 36),
      ...place('West', 'City', 40, 39 + westCities),
    ];
    // All, less East and North, less counties, and counties of both added again: the cities of the West.
    const both = { region: ['East', 'North'], authorityType: ['County'] };
    for (const [name, labels] of Object.entries(both))
      expect(kind({ [name]: labels }, of(2))).to.equal('shown');
    expect([2, 3, 4].map((cities) => kind(both, of(cities)))).to.deep.equal([
      'would-unmask',
      'shown',
      'shown',
    ]);
  });

  it('holds a filter on one of them against all of what the other has of the same authorities', () => {
    // Everybody knows that counties and cities are all that is not London.
    const few = [
      ...place('North', 'County', 1, 9),
      ...place('South', 'County', 10, 19),
      ...place('South', 'City', 30, 31),
      ...place('London', 'Borough', 20, 22),
    ];
    expect(kind({ region: ['North', 'South'] }, few)).to.equal('shown');
    expect(kind({ authorityType: ['County'] }, few)).to.equal('would-unmask');
    const more = [...few, ...place('South', 'City', 32, 32)];
    expect(kind({ authorityType: ['County'] }, more)).to.equal('shown');
    expect(judgeGroups(few, {}, 'authorityType', null).get('County')).to.deep.equal({ kind: 'would-unmask' });
    expect(judgeGroups(few, { authorityType: ['County'] }, 'clientGroup', null).get('Generic')).to.deep.equal(
      {
        kind: 'would-unmask',
      },
    );
  });
});
