import { quarterOf, type ExtractPlan, type MadeService } from './made-service.ts';
import { randomFor, type Random } from './random.ts';

const objectives = ['C1.1', 'C1.2', 'C1.3', 'C1.4', 'C1.5', 'C1.6'];
/** Most services meet the minimum standard, fewer do better, hardly any fall below it. */
const grades = 'CCCCCCCCBBBBBBAAAD';
const ASSESSED_QUARTERS = 8;

/** The grades of a service's latest quality assessment, one row an objective: at most two years old. */
export function qualityRows({ authority, date }: ExtractPlan, { id }: MadeService): string[][] {
  const begun = randomFor('assessed', id).whole(0, ASSESSED_QUARTERS - 1);
  const age = (quarterOf(date) + begun) % ASSESSED_QUARTERS;
  const round = Math.floor((quarterOf(date) + begun) / ASSESSED_QUARTERS);
  const random = randomFor('quality', id, round);
  const assessed = written(quarterBounds(quarterOf(date) - 1 - age).first.replace(/..$/, twoDigits(random.whole(1, 28))));
  const isValidated = random.next() < 0.8;
  return objectives.map((objective) => {
    const given = random.pick([...grades]);
    const validated = isValidated ? validatedGrade(given, random) : '';
    return [authority.code, id, objective, given, validated, assessed];
  });
}

/** The authority agrees most often, and is one grade stricter otherwise. */
function validatedGrade(given: string, random: Random): string {
  const stricter: Record<string, string> = { A: 'B', B: 'C' };
  return random.next() < 0.15 ? (stricter[given] ?? given) : given;
}

/** The performance indicators of the last full quarter, one row a data item (reference, sections 5 and 8). */
export function performanceRows({ authority, date }: ExtractPlan, service: MadeService): string[][] {
  const { first, last } = lastFullQuarter(date);
  const random = randomFor('performance', service.id, last);
  return indicators(service, random).flatMap(([indicator, values]) =>
    values.map((value, item) => [
      authority.code,
      service.id,
      indicator,
      written(first),
      written(last),
      String.fromCharCode(65 + item),
      String(value),
    ]),
  );
}

type Indicator = [name: string, values: number[]];

function indicators(service: MadeService, random: Random): Indicator[] {
  const { units, profile } = service;
  const share = (of: number, least: number, most: number): number => Math.round(of * random.between(least, most));
  if (profile.serviceType === 'Home Improvement Agency') {
    const enquiries = share(units, 0.6, 1.1);
    return [['HIAKPI1', [share(enquiries, 0.7, 0.95), enquiries]]];
  }
  const weeks = units * 13;
  const days = units * 91;
  const staffHours = Math.round(service.hours * (service.managers + service.frontlineStaff) * 13);
  return [
    profile.duration === 'Long term' ? independence(units, random) : moves(units, random),
    ['SPI1', [share(weeks, 0.985, 1), weeks]],
    ['SPI2', [share(days, 0.92, 0.96), days]],
    ['SPI3', [share(staffHours, 0.94, 1), staffHours]],
    ['SPI4', [share(units, profile.duration === 'Long term' ? 0.95 : 1.05, 1.3), units]],
  ];
}

/** KPI1: of all users, those who live independently in the service and those who left to do so; 96 to 99 in a hundred. */
function independence(units: number, random: Random): Indicator {
  const users = Math.round(units * random.between(1, 1.1));
  const independent = Math.round(users * random.between(0.96, 0.995));
  const departed = Math.min(independent, Math.round(users * random.between(0.01, 0.05)));
  return ['KPI1', [independent - departed, departed, users]];
}

/** KPI2: planned moves of all departures, 61 to 76 in a hundred. */
function moves(units: number, random: Random): Indicator {
  const departures = Math.max(1, Math.round(units * random.between(0.2, 0.6)));
  return ['KPI2', [Math.round(departures * random.between(0.61, 0.76)), departures]];
}

function lastFullQuarter(date: string): { first: string; last: string } {
  const quarter = quarterOf(date);
  const current = quarterBounds(quarter);
  return date === current.last ? current : quarterBounds(quarter - 1);
}

/** The first and the last day of a quarter counted from 2003, ISO 8601. */
function quarterBounds(quarter: number): { first: string; last: string } {
  const day = (month: number, dayOfMonth: number): string =>
    new Date(Date.UTC(2003, month, dayOfMonth)).toISOString().slice(0, 10);
  return { first: day(quarter * 3, 1), last: day(quarter * 3 + 3, 0) };
}

/** DD/MM/YYYY. */
function written(isoDay: string): string {
  return isoDay.split('-').reverse().join('/');
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
