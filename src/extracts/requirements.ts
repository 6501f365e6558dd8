import { ddmmyyyy, FIRST_YEAR, type Table } from '../tables/index.ts';
import type { ExtractPlan } from './generate/made-service.ts';
import { makeExtract } from './generate/make-extract.ts';
import { mandatoryTables } from './read-extract.ts';
import { usedTables, type UsedTable } from './rules/extract-rules.ts';
import { comparedColumns, irregularRules, type ComparedColumn } from './specification/irregular.ts';
import { indicators, pi } from './specification/pi.ts';
import { qaf, qafGrades, qafObjectiveNames, qafObjectives } from './specification/qaf.ts';
import { spFunding } from './specification/sp-funding.ts';
import { accommodationBased, supportService } from './specification/support-service.ts';

export interface ExtractLimits {
  fileBytes: number;
  unpackedBytes: number;
  files: number;
}

const examplePlan: ExtractPlan = {
  authority: { code: '00AJ', region: 'London' },
  services: 12,
  date: '2009-06-30',
  seed: 3,
};

/** A small extract that passes every check, always the same: its name, and what writes it to a path. */
export const exampleExtract = {
  fileName: `SPLSExtract_${examplePlan.authority.code}_${ddmmyyyy(examplePlan.date)}.zip`,
  write: (file: string): Promise<void> => makeExtract(examplePlan, file),
};

/** What an extract must hold, in the specification's own words and numbers: for the page of data requirements. */
export function extractRequirements(limits: ExtractLimits) {
  return {
    ...{ id: 'extract', title: 'SPLS Extract', plural: 'extracts', container: 'zip' as const },
    about:
      'The ZIP of CSV tables that your Supporting People Local System makes each quarter. Upload it as it is. It takes the place of all the services of your extract before: to remove a service, leave it out.',
    fileName: 'SPLSExtract_<ONS code>_<DDMMYYYY>.zip',
    example: `${exampleExtract.fileName}, Ealing’s extract of 30 June 2009`,
    nameParts: [
      { part: 'ONS code', says: 'Your own authority’s code' },
      {
        part: 'DDMMYYYY',
        says: `The day that the data is of, from ${FIRST_YEAR} on and not yet to come. You may change it by hand.`,
      },
    ],
    ...{ limits, firstYear: FIRST_YEAR },
    tables: (Object.entries(usedTables) as [UsedTable, Table][]).map(([used, table]) => ({
      ...{ table, isOptional: !mandatoryTables.has(used) },
    })),
    conditions: [{ ...accommodation, labels: [...accommodationBased] }],
    meanings: [
      { labels: qafObjectives, meanings: qafObjectiveNames },
      { labels: qafGrades, meanings: gradeNames },
      {
        labels: indicators.map(({ name }) => name),
        meanings: indicators.map(({ name }) => words(name).about),
      },
    ],
    rules: rulesInWords(),
    details: [indicatorDetail()],
    irregular: irregularInWords(),
  };
}

const accommodation = { table: supportService.name, field: 'AccommodationType', decidedBy: 'ServiceType' };

const gradeNames = ['excellent', 'good practice', 'the minimum standard', 'below the minimum standard'];

function rulesInWords(): string[] {
  const [services, ...others] = Object.values(usedTables).map(({ name }) => `${name}.csv`);
  return [
    `Every SupportServiceId in ${listed(others)} is the id of a service in ${services ?? ''}.`,
    `${accommodation.field} must be given where ${accommodation.decidedBy} is ${listed([...accommodationBased], 'or')}.`,
    `A service has at most one row in ${spFunding.name}.csv. Without one it has no cost on any report.`,
    `A grade in ${qaf.name}.csv stays until a later extract gives another for the same service, objective and day.`,
    `In ${pi.name}.csv no period ends before it starts, and each indicator has all of its data items for each service and period.`,
  ];
}

/** What the indicators say and what their data items count (reference, section 5). */
const indicatorWords: Readonly<Record<string, { about: string; items: Readonly<Record<string, string>> }>> = {
  KPI1: {
    about: 'people helped to establish or keep independent living',
    items: {
      A: 'people who live independently in the service',
      B: 'people who left to live independently',
      C: 'all people in the service in the period',
    },
  },
  KPI2: { about: 'planned moves', items: { A: 'planned departures', B: 'all departures' } },
  SPI1: { about: 'availability', items: { A: 'unit-weeks available', B: 'unit-weeks contracted' } },
  SPI2: { about: 'utilisation', items: { A: 'days used', B: 'days contracted' } },
  SPI3: { about: 'staffing', items: { A: 'staff hours worked', B: 'staff hours contracted' } },
  SPI4: { about: 'throughput', items: { A: 'households served', B: 'households contracted for' } },
  HIAKPI1: {
    about: 'home improvement agencies',
    items: {},
  },
};

function words(indicator: string): { about: string; items: Readonly<Record<string, string>> } {
  return indicatorWords[indicator] ?? { about: '', items: {} };
}

function indicatorDetail() {
  return {
    title: 'Data items of the performance indicators',
    about: `Each indicator is worked out from these items, one row of ${pi.name}.csv each. Without one of them it cannot be worked out, and the extract is rejected.`,
    columns: ['Indicator', 'What it is about', 'Data items that it needs'],
    rows: indicators.map(({ name, items }) => [name, words(name).about, itemsInWords(name, items)]),
  };
}

function itemsInWords(indicator: string, items: string): string {
  const { items: meanings } = words(indicator);
  const letters = Array.from(items);
  if (letters.every((item) => meanings[item] === undefined))
    return `${listed(letters)}, as the national indicator has them`;
  return letters.map((item) => `${item}: ${meanings[item] ?? 'as the national indicator has it'}`).join('; ');
}

function irregularInWords(): string[] {
  const { usualRanges, usualServices, usualAuthorities, usualMostOfAll, change, hoursInWeek } =
    irregularRules;
  const names = listed(comparedColumns.map(fieldOf));
  return [
    `${fieldOf('weekly_unit_cost')} or ${fieldOf('hours')} is 0, or both ${fieldOf('managers')} and ${fieldOf('frontline_staff')} are.`,
    `${fieldOf('hours')} is more than ${hoursInWeek}, the hours of a week.`,
    `A number lies more than ${usualRanges} interquartile ranges above the upper quartile or below the lower one of other authorities’ live services of the same ServiceType and PrimaryClientGroup, where ${usualServices} or more of them, of at least ${usualAuthorities} authorities, give it, and none of these authorities has more than ${100 * usualMostOfAll}% of them. The quartiles are rounded to 3 significant figures.`,
    `A number is more than ${change} times what your live extract gives for the same service, or less than ${fraction(change)} of it.`,
    `The numbers that are compared like this are ${names}.`,
  ];
}

function fieldOf(column: ComparedColumn): string {
  const fields = [...supportService.fields, ...spFunding.fields];
  return fields.find((field) => field.column === column)?.name ?? column;
}

function fraction(times: number): string {
  return { 2: 'half', 3: 'a third', 4: 'a quarter' }[times] ?? `1/${times}`;
}

function listed(names: readonly string[], last = 'and'): string {
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1) ?? ''}` : names.join();
}
