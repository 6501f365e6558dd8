import type { Knex } from 'knex';
import { performanceRows, qualityRows } from '../../../src/extracts/generate/made-scores.ts';
import {
  makeService,
  type ExtractPlan,
  type MadeService,
} from '../../../src/extracts/generate/made-service.ts';
import { madeForms } from '../../../src/outcomes/generate/made-forms.ts';
import { indicators } from '../../../src/outcomes/index.ts';
import { service, type Result, type TestAuthority, type TestService } from '../world.ts';

const SEED = 9;
const DATE = '2009-06-30';
const FORMS_A_SERVICE = 4;

/** So many services of every authority there is, as the product's generator makes them: the same at every run. */
export async function nationalSet(db: Knex, servicesEach: number): Promise<TestService[]> {
  const authorities = await db('authorities')
    .orderBy('id')
    .select<TestAuthority[]>('id', 'code', 'region', 'authority_type as type');
  return authorities.flatMap((authority) => {
    const { code, region } = authority;
    const plan: ExtractPlan = { authority: { code, region }, services: servicesEach, date: DATE, seed: SEED };
    const made = Array.from({ length: servicesEach }, (_, place) => makeService(plan, place));
    const results = [...resultsOf(authority, made, 'short'), ...resultsOf(authority, made, 'long')];
    return made.map((one) =>
      service(authority, one.id, {
        ...factsOf(one),
        grades: qualityRows(plan, one).map(
          ([, , objective = '', provider = '', validated = '', day = '']) => ({
            ...{ objective, provider, validated },
            on: isoDay(day),
          }),
        ),
        items: performanceRows(plan, one).map(
          ([, , indicator = '', from = '', to = '', item = '', value = '']) => ({
            ...{ indicator, item },
            from: isoDay(from),
            to: isoDay(to),
            value: Number(value),
          }),
        ),
        outcomes: results.filter(({ serviceId }) => serviceId === one.id).map(({ result }) => result),
      }),
    );
  });
}

function factsOf(made: MadeService) {
  const { name, profile, accommodation, units, hours, managers } = made;
  return {
    ...{ name, units, hours, managers },
    serviceType: profile.serviceType,
    clientGroup: profile.clientGroup,
    accommodationType: accommodation ?? 'None given',
    durationType: profile.duration,
    frontline_staff: made.frontlineStaff,
    weekly_unit_cost: made.weeklyUnitCost,
    contract_value_next_year: made.contractNextYear,
    contract_value_previous_year: made.contractPreviousYear,
    subsidy_value_next_year: made.subsidyNextYear,
    subsidy_value_previous_year: made.subsidyPreviousYear,
  };
}

/** What the forms of a workbook come to: of each service and indicator, how many Yes to the need, and to the outcome. */
function resultsOf(authority: TestAuthority, made: readonly MadeService[], term: 'short' | 'long') {
  const services = made.map(({ id, name, profile }) => ({
    ...{ id, name, clientGroup: profile.clientGroup },
    isShortTerm: profile.duration !== 'Long term',
  }));
  const named = { code: authority.code, name: authority.code };
  const plan = { authority: named, term, date: DATE, seed: SEED, services, formsPerService: FORMS_A_SERVICE };
  const counted = new Map<string, { serviceId: string; result: Result }>();
  for (const [, , , serviceId = '', ...answers] of madeForms(plan)) {
    indicators.forEach(({ code }, at) => {
      const [need, outcome] = answers.slice(3 * at);
      if (need !== 'Yes') return;
      const key = `${serviceId} ${code}`;
      const { result } = counted.get(key) ?? { result: { term, day: DATE, code, needed: 0, achieved: 0 } };
      const achieved = result.achieved + (outcome === 'Yes' ? 1 : 0);
      counted.set(key, { serviceId, result: { ...result, needed: result.needed + 1, achieved } });
    });
  }
  return [...counted.values()];
}

/** DD/MM/YYYY as YYYY-MM-DD. */
function isoDay(day: string): string {
  return day.split('/').reverse().join('-');
}
