import { lists } from '../../../src/extracts/index.ts';
import {
  randomNumbers,
  service,
  type Grade,
  type Item,
  type Result,
  type TestAuthority,
  type TestService,
} from '../world.ts';

const objectives = ['C1.1', 'C1.2', 'C1.3', 'C1.4', 'C1.5', 'C1.6'];
const indicators = ['KPI1', 'KPI2', 'SPI1', 'SPI2', 'SPI3', 'SPI4', 'HIAKPI1'];
const codes = '1a 1b 1c 2a 2b 2c 2d 3a 3b 3c 3d 4a 4b 4c 4d 5a'.split(' ');
const assessments = ['2002-05-01', '2003-03-31', '2004-02-29', '2004-08-31'];
const periods = [
  ['2004-01-01', '2004-03-31'],
  ['2004-04-01', '2004-06-30'],
  ['2004-07-01', '2004-09-30'],
] as const;
const days = {
  short: ['2003-12-31', '2004-06-30'],
  long: ['2004-03-31', '2004-06-30', '2004-08-31'],
} as const;

/**
 * Services with ties, gaps, noughts and values left out here and there, the same at every run. Labels are few, so that
 * groups by two of them still hold services enough to be shown.
 */
export function randomWorld(
  authorities: readonly TestAuthority[],
  { seed, each }: { seed: number; each: number },
): TestService[] {
  const random = randomNumbers(seed);
  const whole = (most: number): number => Math.floor(random() * (most + 1));
  const pick = <T>(items: readonly T[]): T => items[whole(items.length - 1)]!;
  const orNone = (share: number, value: number): number | null => (random() < share ? null : value);
  const money = (): number | null =>
    orNone(0.15, pick([0, whole(900) / 100, whole(90_000), whole(9_999_999) / 100]));

  const grades = (): Grade[] =>
    assessments
      .filter(() => random() < 0.5)
      .flatMap((on) =>
        objectives
          .filter(() => random() < 0.7)
          .map((objective) => ({
            ...{ objective, on },
            provider: pick(['A', 'B', 'C', 'D', 'B', '']),
            validated: pick(['A', 'B', 'C', 'D', '', '']),
          })),
      );
  const itemsOf = (indicator: string, [from, to]: (typeof periods)[number]): Item[] =>
    (indicator === 'KPI1' ? 'ABC' : 'AB').split('').map((item) => {
      const isNought = random() < 0.15;
      // Quarters, of which sums are exact: ranks tell apart what differs in the last bit.
      return { indicator, from, to, item, value: isNought ? 0 : whole(400) / 4 };
    });
  const items = (): Item[] =>
    indicators
      .filter(() => random() < 0.7)
      .flatMap((indicator) =>
        periods.filter(() => random() < 0.5).flatMap((period) => itemsOf(indicator, period)),
      );
  const results = (term: Result['term']): Result[] =>
    days[term]
      .filter(() => random() < 0.7)
      .flatMap((day) =>
        codes
          .filter(() => random() < 0.5)
          .map((code) => {
            const needed = 1 + whole(19);
            return { ...{ term, day, code, needed }, achieved: whole(needed) };
          }),
      );

  return authorities.flatMap((authority) =>
    Array.from({ length: each }, (_, at) =>
      service(authority, `${authority.code}-${at}`, {
        serviceType: pick(lists.serviceType.slice(3)),
        clientGroup: pick([lists.clientGroup[0], lists.clientGroup[6], lists.clientGroup[20]]),
        accommodationType: pick(['None given', 'None given', 'Hostel', 'Foyer for young people']),
        durationType: pick(lists.durationType),
        units: orNone(0.08, 1 + whole(40)),
        hours: orNone(0.05, random() < 0.08 ? 0 : 35),
        managers: orNone(0.03, whole(200) / 100),
        frontline_staff: whole(1000) / 100,
        weekly_unit_cost: orNone(0.1, whole(60)),
        contract_value_next_year: money(),
        contract_value_previous_year: money(),
        subsidy_value_next_year: money(),
        subsidy_value_previous_year: money(),
        grades: grades(),
        items: items(),
        outcomes: [...results('short'), ...results('long')],
      }),
    ),
  );
}
