import type { Dimension } from '../../../src/reports/dimensions.ts';
import type { Cell } from '../../../src/reports/disclosure/disclosure.ts';

type At = Partial<Record<Dimension, string>>;

/** Services with a value of 1 each, by authority: servicesOf(at, [1, 1, 2]) is three services of two authorities. */
export function servicesOf(at: At, authorities: readonly number[]): Cell[] {
  return [...new Set(authorities)].map((authority) => {
    const services = authorities.filter((one) => one === authority).length;
    return { at, authority, services, sum: services, weighted: services, units: services };
  });
}

/** One cell for each authority, of 4 services each, which make these sums together. */
export function sumsOf(at: At, sums: readonly number[], others: Partial<Cell> = {}): Cell[] {
  return sums.map((sum, index) => ({
    at,
    authority: index + 1,
    services: 4,
    sum,
    weighted: 100,
    units: 100,
    ...others,
  }));
}

/** Ids from 1 to so many, each so many times. */
export function repeat(authorities: number, times = 1): number[] {
  return Array.from({ length: authorities * times }, (_, index) => (index % authorities) + 1);
}
