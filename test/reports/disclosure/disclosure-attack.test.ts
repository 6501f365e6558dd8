import { expect } from 'chai';
import fc from 'fast-check';
import { judgeReport } from '../../../src/reports/disclosure/disclosure.ts';
import { repeat, servicesOf } from './disclosure-cells.ts';
import {
  everythingShown,
  filtersOf,
  servicesIn,
  worlds,
  type Shown,
  type World,
} from './disclosure-world.ts';

/** What a page says: who may be asked about is known beforehand, how many services there are is read. */
interface Page {
  authorities: number;
  labels: number;
  services: number;
  shown: Shown;
}

/** Opens every page: each filter with each set of its labels, all in every combination, two of them for each group. */
function openAllPages(world: World): Page[] {
  const inUse = ['serviceType', 'clientGroup', 'region', 'authorityType'] as const;
  const choices = [null, 0, 1].flatMap((group) =>
    filtersOf({ most: group === null ? 4 : 2, in: inUse }).map((filters) => ({ filters, group })),
  );
  return everythingShown(world, choices).map((shown) => ({
    authorities: shown.authorities,
    labels: shown.labels,
    services: servicesIn(world, shown.services).length,
    shown,
  }));
}

/** Takes each page from each that must hold all of it: what choices both are of, and how many services that leaves. */
function subtractPairwise(pages: readonly Page[]): { wide: Page; narrow: Page; services: number }[] {
  return pages.flatMap((wide) =>
    pages.flatMap((narrow) => {
      const outside = (narrow.authorities & ~wide.authorities) | (narrow.labels & ~wide.labels);
      const services = wide.services - narrow.services;
      return outside === 0 && services > 0 ? [{ wide, narrow, services }] : [];
    }),
  );
}

describe('a reader who opens every page and subtracts', () => {
  it('comes upon nothing of 1 or 2 authorities, nor of fewer than 5 services', () => {
    const countries = worlds({ size: 120, in: ['serviceType', 'clientGroup', 'region', 'authorityType'] });
    fc.assert(
      fc.property(countries, (world) => {
        for (const { wide, narrow, services } of subtractPairwise(openAllPages(world))) {
          const left = servicesIn(world, wide.shown.services & ~narrow.shown.services);
          const authorities = new Set(left.map(({ authority }) => authority)).size;
          if (authorities < 3 || services < 5) {
            const of = [wide, narrow].map(({ shown: { filters, group } }) => ({ filters, group }));
            expect.fail(`${services} services of ${authorities} authorities: ${JSON.stringify(of)}`);
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  it('learns nothing from two choices widened at once', () => {
    // Of Outreach, Refugees and Offenders are too few and so held with Generic; of both types, with Traveller.
    const at = (serviceType: string, clientGroup: string, authorities: number[]) =>
      servicesOf({ serviceType, clientGroup }, authorities);
    const cells = [
      ...at('Outreach', 'Traveller', repeat(5)),
      ...at('Outreach', 'Generic', [...repeat(5), 1]),
      ...at('Resettlement', 'Generic', repeat(5, 3)),
      ...at('Resettlement', 'Refugees', [4]),
      ...at('Floating support', 'Traveller', repeat(5, 2)),
      ...at('Floating support', 'Generic', repeat(5, 6)),
      ...at('Floating support', 'Refugees', repeat(5, 2)),
    ];
    const kind = (serviceType: string[], clientGroup: string[]) =>
      judgeReport(cells, { serviceType, clientGroup }, null).kind;
    const narrow = kind(['Outreach'], ['Traveller']);
    const wide = kind(['Outreach', 'Resettlement'], ['Traveller', 'Refugees']);
    expect([narrow, wide].filter((one) => one === 'shown')).to.have.length.below(2);
  });

  it('learns nothing from part of one own group beside another', () => {
    // The first four of the North are in both groups; what else is in the second is authority 20 of the South alone.
    const place = (region: string, from: number, to: number) =>
      servicesOf(
        { region, authorityType: 'County' },
        repeat(to, 4).filter((id) => id >= from),
      );
    const cells = [...place('North', 1, 9), ...place('South', 20, 39)];
    const [one, other] = [new Set([1, 2, 3, 4, 20]), new Set([1, 2, 3, 4, 30, 31, 32, 33, 34])];
    const whole = judgeReport(cells, {}, { members: one, rivals: [other] }).kind;
    const part = judgeReport(cells, { region: ['North'] }, { members: other, rivals: [one] }).kind;
    expect([whole, part]).to.deep.equal(['shown', 'would-unmask']);
  });
});
