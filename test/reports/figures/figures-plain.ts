import { expect } from 'chai';
import type { Grade, TestService } from '../world.ts';

/**
 * The figures of the data requirements once more, in plain arithmetic over the rows of the files. Nothing here comes
 * from src: where the product and these functions agree, two ways have led to the same number.
 */
export interface PlainService {
  service: TestService;
  /** By slug; null is not available. */
  values: Readonly<Record<string, number | null>>;
}

export function plainly(services: readonly TestService[]): PlainService[] {
  const latest = new Map<string, string>();
  for (const { authority, outcomes } of services)
    for (const { term, day } of outcomes) {
      const key = `${authority.id} ${term}`;
      if (day > (latest.get(key) ?? '')) latest.set(key, day);
    }
  return services.map((service) => ({
    service,
    values: {
      ...costs(service),
      ...grades(service, 'provider'),
      ...grades(service, 'validated'),
      ...indicators(service),
      ...outcomes(service, latest),
    },
  }));
}

function divided(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole;
}

function costs({ given }: TestService): Record<string, number | null> {
  const { units, hours, managers, frontline_staff: frontline, weekly_unit_cost: weekly } = given;
  const supportHours =
    hours === null || managers === null || frontline === null ? null : hours * (managers + frontline);
  return {
    'weekly-unit-cost': weekly,
    'cost-per-support-hour': divided(weekly === null || units === null ? null : weekly * units, supportHours),
    'support-hours-per-unit': divided(supportHours, units),
    'contract-value-next-year': given.contract_value_next_year,
    'contract-value-previous-year': given.contract_value_previous_year,
    'subsidy-value-next-year': given.subsidy_value_next_year,
    'subsidy-value-previous-year': given.subsidy_value_previous_year,
  };
}

const points: Readonly<Record<string, number>> = { A: 4, B: 3, C: 2, D: 1 };

function grades(service: TestService, grader: 'provider' | 'validated'): Record<string, number | null> {
  const given = service.grades.filter((grade) => grade[grader] !== '');
  const pointsOf = (grade: Grade): number => points[grade[grader]]!;
  const days = given.map(({ on }) => on).sort();
  const lastDay = given.filter(({ on }) => on === days.at(-1)).map(pointsOf);
  const values: Record<string, number | null> = { [`${grader}-overall`]: plainMean(lastDay) };
  for (const number of [1, 2, 3, 4, 5, 6]) {
    const own = given.filter(({ objective }) => objective === `C1.${number}`);
    own.sort((a, b) => (a.on < b.on ? -1 : 1));
    const last = own.at(-1);
    values[`${grader}-c1-${number}`] = last ? pointsOf(last) : null;
  }
  return values;
}

function indicators({ items }: TestService): Record<string, number | null> {
  const total = (indicator: string, letters: string): number | null => {
    const counted = items.filter((one) => one.indicator === indicator && letters.includes(one.item));
    return counted.length === 0 ? null : counted.reduce((sum, { value }) => sum + value, 0);
  };
  const percent = (indicator: string, part: string, whole: string): number | null => {
    const counted = total(indicator, part);
    return divided(counted === null ? null : 100 * counted, total(indicator, whole));
  };
  return {
    kpi1: percent('KPI1', 'AB', 'C'),
    kpi2: percent('KPI2', 'A', 'B'),
    spi1: percent('SPI1', 'A', 'B'),
    spi2: percent('SPI2', 'A', 'B'),
    spi3: percent('SPI3', 'A', 'B'),
    spi4: percent('SPI4', 'A', 'B'),
    hiakpi1: percent('HIAKPI1', 'A', 'B'),
  };
}

const codes = '1a 1b 1c 2a 2b 2c 2d 3a 3b 3c 3d 4a 4b 4c 4d 5a'.split(' ');

/** @param latest day of an authority's workbooks of a term, whichever of its services they are of */
function outcomes(
  { authority, outcomes: results }: TestService,
  latest: ReadonlyMap<string, string>,
): Record<string, number | null> {
  const values: Record<string, number | null> = {};
  for (const asked of codes) {
    let [needed, achieved] = [0, 0];
    for (const { term, day, code, ...result } of results) {
      if (code !== asked || day !== latest.get(`${authority.id} ${term}`)) continue;
      needed += result.needed;
      achieved += result.achieved;
    }
    values[asked] = needed === 0 ? null : (100 * achieved) / needed;
  }
  return values;
}

export function plainMean(values: readonly number[]): number | null {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? null : sum / values.length;
}

/** R's type 7, written from its definition: h = (n - 1)p + 1, between the two values that h lies between. */
export function plainQuantile(values: readonly number[], p: number): number | null {
  if (values.length === 0) return null;
  const x = [...values].sort((a, b) => a - b);
  const h = (x.length - 1) * p + 1;
  const lower = x[Math.floor(h) - 1]!;
  return lower + (h - Math.floor(h)) * ((x[Math.floor(h)] ?? lower) - lower);
}

export function plainMedian(values: readonly number[]): number | null {
  return plainQuantile(values, 0.5);
}

export function valuesOf(services: readonly PlainService[], slug: string): number[] {
  return services.map(({ values }) => values[slug] ?? null).filter((value) => value !== null);
}

/** The same number but for the order in which it was added up. */
export function expectNear(actual: number | null | undefined, expected: number | null, where: string): void {
  if (expected === null || actual === null || actual === undefined)
    return void expect(actual, where).to.equal(expected);
  expect(Math.abs(actual - expected), `${where}: ${actual}, not ${expected}`).to.be.at.most(
    1e-9 * Math.max(1, Math.abs(expected)),
  );
}

export function expectAllNear(actual: readonly number[], expected: readonly number[], where: string): void {
  expect(actual.length, where).to.equal(expected.length);
  const [one, other] = [actual, expected].map((values) => [...values].sort((a, b) => a - b));
  one!.forEach((value, at) => expectNear(value, other![at]!, where));
}

/** The number of at most three significant figures that is nearest to the exact one. */
export function expectRounded(actual: number | null, exact: number | null, where: string): void {
  if (actual === null || exact === null) return void expect(actual, where).to.equal(exact);
  expect(isRounded(actual, exact), `${where}: ${actual}, not ${exact} rounded`).to.be.true;
}

export function isRounded(actual: number, exact: number): boolean {
  const figures = String(actual).replace('.', '').replace(/^0+/, '').replace(/0+$/, '');
  const step = exact === 0 ? 0 : 10 ** (Math.floor(Math.log10(Math.abs(exact))) - 2);
  return figures.length <= 3 && Math.abs(actual - exact) <= (step / 2) * (1 + 1e-9);
}
