import { quarterOf, type ExtractPlan, type MadeService } from './made-service.ts';
import { Random } from './random.ts';

const objectives = ['C1.1', 'C1.2', 'C1.3', 'C1.4', 'C1.5', 'C1.6'];
/** Most services meet the minimum standard, fewer do better, hardly any fall below it. */
const grades = 'C C C C C C C C B B B B B B A A A D'.split(' ');
const ASSESSED_QUARTERS = 8;

/** The grades of a service's latest quality assessment, one row an objective: at most two years old. */
export function qualityRows({ authority, date }: ExtractPlan, { id }: MadeService): string[][] {
  const begun = new Random('assessed', id).whole(0, ASSESSED_QUARTERS - 1);
  const age = (quarterOf(date) + begun) % ASSESSED_QUARTERS;
  const round = Math.floor((quarterOf(date) + begun) / ASSESSED_QUARTERS);
  const random = new Random('quality', id, round);
  const assessed = written(isoDay((quarterOf(date) - 1 - age) * 3, random.whole(1, 90)));
  const isValidated = random.next() < 0.8;
  return objectives.map((objective) => {
    const given = random.pick(grades);
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
  const random = new Random('performance', service.id, last);
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
  const isLongTerm = profile.duration === 'Long term';
  if (profile.serviceType === 'Home Improvement Agency') {
    const enquiries = share(units, 0.6, 1.1, random);
    return [['HIAKPI1', [share(enquiries, 0.7, 0.95, random), enquiries]]];
  }
  const weeks = units * 13;
  const days = units * 91;
  const staffHours = Math.round(service.hours * (service.managers + service.frontlineStaff) * 13);
  return [
    isLongTerm ? independence(units, random) : moves(units, random),
    ['SPI1', [share(weeks, 0.985, 1, random), weeks]],
    ['SPI2', [share(days, 0.92, 0.96, random), days]],
    ['SPI3', [share(staffHours, 0.94, 1, random), staffHours]],
    ['SPI4', [share(units, isLongTerm ? 0.95 : 1.05, 1.3, random), units]],
  ];
}

/** KPI1: of all users, those who live independently in the service and those who left to do so; 96 to 99 in a hundred. */
function independence(units: number, random: Random): Indicator {
  const users = share(units, 1, 1.1, random);
  const independent = share(users, 0.96, 0.995, random);
  const departed = share(users, 0.01, 0.05, random);
  return ['KPI1', [independent - departed, departed, users]];
}

/** KPI2: planned moves of all departures, 61 to 76 in a hundred. */
function moves(units: number, random: Random): Indicator {
  const departures = Math.max(1, share(units, 0.2, 0.6, random));
  return ['KPI2', [share(departures, 0.61, 0.76, random), departures]];
}

function share(whole: number, least: number, most: number, random: Random): number {
  return Math.round(whole * random.between(least, most));
}

function lastFullQuarter(date: string): { first: string; last: string } {
  const quarter = quarterOf(date);
  const current = quarterBounds(quarter);
  return date === current.last ? current : quarterBounds(quarter - 1);
}

/** The first and the last day of a quarter counted from 2003, ISO 8601. */
function quarterBounds(quarter: number): { first: string; last: string } {
  return { first: isoDay(quarter * 3, 1), last: isoDay(quarter * 3 + 3, 0) };
}

/** @param month counted from January 2003, which is 0; day 0 is the last one of the month before */
function isoDay(month: number, day: number): string {
  return new Date(Date.UTC(2003, month, day)).toISOString().slice(0, 10);
}

/** DD/MM/YYYY. */
function written(date: string): string {
  return date.split('-').reverse().join('/');
}
