import { expect } from 'chai';
import fc from 'fast-check';
import { judgeGroups, judgeReport, toThreeFigures } from '../../../src/reports/disclosure/disclosure.ts';
import {
  axisNames,
  cellsOf,
  chosenBy,
  choicesOf,
  everythingShown,
  groupsShown,
  largestShare,
  liesWithin,
  meets,
  peerGroup,
  serviceAxes,
  servicesIn,
  worlds,
  type Service,
  type Shown,
  type World,
} from './disclosure-world.ts';

/** The rule's own numbers, not those of the code. */
const figures = { authorities: 3, services: 5 };
const spread = { authorities: 5, services: 10 };
const most = 0.6 + 1e-9;

function checkWorlds(numRuns: number, check: (world: World) => void): void {
  fc.assert(fc.property(worlds(), check), { numRuns });
}

/** For each pair of things shown of which one is known to lie within the other: what is left, and how it reads. */
function eachDifference(
  world: World,
  all: readonly Shown[],
  check: (left: Service[], wide: Shown, narrow: Shown) => void,
): void {
  const known = new Map<bigint, Service[]>();
  for (const wide of all)
    for (const narrow of all) {
      if (!liesWithin(narrow, wide) || wide.services === narrow.services) continue;
      const bits = wide.services & ~narrow.services;
      const left = known.get(bits) ?? servicesIn(world, bits);
      known.set(bits, left);
      check(left, wide, narrow);
    }
}

const inWords = (...shown: Shown[]) =>
  JSON.stringify(shown.map(({ filters, group }) => ({ filters, group })));

/** Filters as one choice apart: some are dropped, at most one is widened, and the group stays or is dropped. */
function isOneStep(narrow: Shown, wide: Shown): boolean {
  const widened = axisNames.filter(
    (axis) => wide.filters[axis] && String(wide.filters[axis]) !== String(narrow.filters[axis]),
  );
  const sameGroup = narrow.group === wide.group || wide.group === null;
  const asksWhere = [narrow, wide].some(({ filters }) => filters.region ?? filters.authorityType);
  const byGroup = narrow.group !== null && asksWhere;
  return widened.length <= 1 && widened.every((axis) => narrow.filters[axis]) && sameGroup && !byGroup;
}

describe('disclosure control of any country', () => {
  it('shows nothing that rests on less than the minimums [P22]', () => {
    checkWorlds(15, (world) => {
      const shown = everythingShown(world, choicesOf(world, 2));
      const grouped = choicesOf(world, 1).flatMap((one) =>
        serviceAxes.flatMap((axis) => groupsShown(world, one, axis)),
      );
      for (const one of [...shown, ...grouped]) {
        const services = servicesIn(world, one.services);
        if (!meets(services, one.verdict.spread ? spread : figures)) expect.fail(inWords(one));
      }
    });
  });

  it('leaves nothing small when one report is taken from another', () => {
    checkWorlds(30, (world) => {
      eachDifference(world, everythingShown(world, choicesOf(world, 2)), (left, wide, narrow) => {
        if (!meets(left, figures)) expect.fail(inWords(wide, narrow));
        if (wide.verdict.spread && narrow.verdict.spread && !meets(left, spread))
          expect.fail(inWords(wide, narrow));
      });
    });
  });

  it('leaves nothing small of what two filters leave out together', () => {
    checkWorlds(30, (world) => {
      for (const one of everythingShown(world, choicesOf(world, 2))) {
        const [first, second] = axisNames.filter((axis) => one.filters[axis]);
        if (!first || !second) continue;
        const without = (axis: string) =>
          chosenBy(world, { ...one, filters: { ...one.filters, [axis]: undefined } }).services;
        const all = chosenBy(world, { ...one, filters: {} }).services;
        const left = servicesIn(world, all & ~without(first) & ~without(second));
        if (left.length > 0 && !meets(left, one.verdict.spread ? spread : figures)) expect.fail(inWords(one));
      }
    });
  });

  it('leaves nothing small when all groups shown are taken from their total', () => {
    checkWorlds(30, (world) => {
      for (const total of everythingShown(world, choicesOf(world, 1))) {
        for (const axis of axisNames) {
          const groups = groupsShown(world, total, axis);
          const without = (which: readonly Shown[]) =>
            servicesIn(
              world,
              which.reduce((bits, { services }) => bits & ~services, total.services),
            );
          const fail = () => expect.fail(`${inWords(total)} by ${axis}`);
          const left = without(groups);
          if (left.length > 0 && !meets(left, figures)) fail();
          const dots = without(groups.filter(({ verdict }) => verdict.spread));
          if (total.verdict.spread && dots.length > 0 && !meets(dots, spread)) fail();
          const means = without(groups.filter(({ verdict }) => verdict.mean));
          if (total.verdict.mean && largestShare(means, ({ value }) => value) > most) fail();
        }
      }
    });
  });

  it('shows no mean of what one authority has most of, nor two that tell of such a sum', () => {
    const byUnits = ({ value, units }: Service) => value * (units ?? 0);
    const check = (services: Service[], where: string, ...amounts: ((service: Service) => number)[]) => {
      for (const amount of amounts) if (largestShare(services, amount) > most) expect.fail(where);
    };
    checkWorlds(30, (world) => {
      const all = everythingShown(world, choicesOf(world, 2));
      for (const one of all) {
        const services = servicesIn(world, one.services);
        if (one.verdict.mean) check(services, inWords(one), ({ value }) => value);
        if (one.verdict.unitWeightedMean) check(services, inWords(one), byUnits, ({ units }) => units ?? 0);
      }
      eachDifference(world, all, (left, wide, narrow) => {
        if (!isOneStep(narrow, wide)) return;
        const both = [wide.verdict, narrow.verdict];
        if (both.every(({ mean }) => mean)) check(left, inWords(wide, narrow), ({ value }) => value);
        if (both.every(({ unitWeightedMean }) => unitWeightedMean))
          check(left, inWords(wide, narrow), byUnits, ({ units }) => units ?? 0);
      });
    });
  });

  it('shows a group exactly as it shows the filter that takes in that group alone', () => {
    checkWorlds(8, (world) => {
      const cells = cellsOf(world);
      for (const { filters, group } of choicesOf(world, 1)) {
        const peers = peerGroup(world, group);
        for (const axis of axisNames)
          for (const [label, verdict] of judgeGroups(cells, filters, axis, peers))
            expect(verdict).to.deep.equal(judgeReport(cells, { ...filters, [axis]: [label] }, peers));
      }
    });
  });

  it('does not hang on the order of cells', () => {
    const shuffled = worlds().chain((world) => {
      const cells = cellsOf(world);
      return fc.tuple(fc.constant(world), fc.shuffledSubarray(cells, { minLength: cells.length }));
    });
    fc.assert(
      fc.property(shuffled, ([world, cells]) => {
        const inOrder = cellsOf(world);
        for (const { filters, group } of choicesOf(world, 1)) {
          const peers = peerGroup(world, group);
          expect(judgeReport(cells, filters, peers)).to.deep.equal(judgeReport(inOrder, filters, peers));
          const groups = judgeGroups(inOrder, filters, 'clientGroup', peers);
          for (const [label, verdict] of judgeGroups(cells, filters, 'clientGroup', peers))
            expect(verdict).to.deep.equal(groups.get(label));
        }
      }),
      { numRuns: 8 },
    );
  });
});

describe('three significant figures of any value', () => {
  const values = fc.oneof(
    fc.double({ min: 0, max: 1e12, noNaN: true }).filter((value) => value === 0 || value > 1e-12),
    fc.integer({ min: 0, max: 100_000 }).map((value) => value / 100),
  );

  it('keep the order of values', () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        const [low, high] = one <= other ? [one, other] : [other, one];
        expect(toThreeFigures(low)).to.be.at.most(toThreeFigures(high));
      }),
    );
  });

  it('are within half a percent, and stay when rounded again', () => {
    fc.assert(
      fc.property(values, (value) => {
        const rounded = toThreeFigures(value);
        expect(Math.abs(rounded - value)).to.be.at.most(value * 0.005 * (1 + 1e-12));
        expect(toThreeFigures(rounded)).to.equal(rounded);
        expect(rounded.toExponential().replace(/e.*|[.]/g, '').length).to.be.at.most(3);
      }),
    );
  });
});
