import { expect } from 'chai';
import fc from 'fast-check';
import type { Dimension, Filters } from '../../src/reports/dimensions.ts';
import { judgeGroups, judgeReport, type Cell } from '../../src/reports/disclosure.ts';

/** One service of a small world. */
interface Service {
  authority: number;
  serviceType: string;
  clientGroup: string;
  durationType: string;
}

const axes = {
  serviceType: ['a', 'b', 'c'],
  clientGroup: ['p', 'q', 'r'],
  durationType: ['x', 'y'],
} as const;
type Axis = keyof typeof axes;
const axisNames = Object.keys(axes) as Axis[];

const worlds = fc.array(
  fc.record({
    authority: fc.integer({ min: 1, max: 6 }),
    serviceType: fc.constantFrom(...axes.serviceType),
    clientGroup: fc.constantFrom(...axes.clientGroup),
    durationType: fc.constantFrom(...axes.durationType),
  }),
  { minLength: 0, maxLength: 45 },
);

/** A set of services that some report shows, and the choices that name it. */
interface Shown {
  filters: Partial<Record<Axis, readonly string[]>>;
  services: Set<Service>;
}

/** Everything that can be read with at most `most` filters in force and any grouping or none. */
function everythingShown(world: readonly Service[], most: number): Shown[] {
  return filterChoices(most).flatMap((filters) => {
    const ungrouped = judgeReport(cellsOf(world), filters) === 'shown' ? [shown(world, filters)] : [];
    const grouped = axisNames.flatMap((axis) =>
      [...judgeGroups(cellsOf(world), filters, axis)]
        .filter(([label, verdict]) => verdict === 'shown' && (filters[axis]?.includes(label) ?? true))
        .map(([label]) => shown(world, { ...filters, [axis]: [label] })),
    );
    return [...ungrouped, ...grouped];
  });
}

function shown(world: readonly Service[], filters: Shown['filters']): Shown {
  const passes = (service: Service) =>
    axisNames.every((axis) => filters[axis]?.includes(service[axis]) ?? true);
  return { filters, services: new Set(world.filter(passes)) };
}

/** The cells that the query would give, with three of each cell's authorities at most, as there. */
function cellsOf(world: readonly Service[]): Cell[] {
  const cells = new Map<string, Service[]>();
  for (const service of world) {
    const key = axisNames.map((axis) => service[axis]).join();
    cells.set(key, [...(cells.get(key) ?? []), service]);
  }
  return [...cells.values()].map((services) => ({
    at: Object.fromEntries(axisNames.map((axis) => [axis, services[0]![axis]])),
    services: services.length,
    authorities: [...new Set(services.map(({ authority }) => authority))].slice(0, 3),
  }));
}

/** No filter, and every set of labels of every one axis; with `most` 2, single labels of two axes as well. */
function filterChoices(most: number): Shown['filters'][] {
  const single = axisNames.flatMap((axis) => subsets(axes[axis]).map((labels) => ({ [axis]: labels })));
  const pairs = axisNames.flatMap((one, index) =>
    axisNames
      .slice(index + 1)
      .flatMap((two) => axes[one].flatMap((a) => axes[two].map((b) => ({ [one]: [a], [two]: [b] })))),
  );
  return [{}, ...single, ...(most > 1 ? pairs : [])];
}

function subsets(labels: readonly string[]): string[][] {
  return labels
    .reduce<string[][]>((sets, label) => [...sets, ...sets.map((set) => [...set, label])], [[]])
    .filter((set) => set.length > 0);
}

/** Does every choice of the narrower one lie within the wider one's? A reader knows that without seeing the data. */
function lieWithin(narrow: Filters, wide: Filters): boolean {
  return (Object.keys(wide) as Dimension[]).every(
    (axis) => narrow[axis]?.every((label) => wide[axis]?.includes(label)) ?? false,
  );
}

function isSafe(services: Iterable<Service>): boolean {
  const left = [...services];
  return left.length === 0 || (left.length >= 5 && new Set(left.map(({ authority }) => authority)).size >= 3);
}

describe('disclosure control against a reader who subtracts', () => {
  it('shows no group below the minimums', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        for (const { services } of everythingShown(world, 2)) {
          expect(services.size > 0 && isSafe(services)).to.be.true;
        }
      }),
      { numRuns: 60 },
    );
  });

  for (const most of [1, 2]) {
    it(`leaves nothing small when one report is taken from another, with up to ${most} filters`, () => {
      fc.assert(
        fc.property(worlds, (world) => {
          const all = everythingShown(world, most);
          for (const wide of all)
            for (const narrow of all)
              if (lieWithin(narrow.filters, wide.filters))
                expect(
                  isSafe([...wide.services].filter((service) => !narrow.services.has(service))),
                  JSON.stringify([wide.filters, narrow.filters]),
                ).to.be.true;
        }),
        { numRuns: 60 },
      );
    });
  }

  it('leaves nothing small when all groups shown are taken from their total', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        for (const filters of filterChoices(2)) {
          if (judgeReport(cellsOf(world), filters) !== 'shown') continue;
          const total = shown(world, filters).services;
          for (const axis of axisNames) {
            const verdicts = judgeGroups(cellsOf(world), filters, axis);
            const left = [...total].filter((service) => verdicts.get(service[axis]) !== 'shown');
            expect(isSafe(left), JSON.stringify([filters, axis])).to.be.true;
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('shows a group exactly where it shows the filter that takes in that group alone', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const cells = cellsOf(world);
        for (const filters of filterChoices(1)) {
          for (const [label, verdict] of judgeGroups(cells, filters, 'clientGroup')) {
            expect(verdict).to.equal(judgeReport(cells, { ...filters, clientGroup: [label] }));
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
