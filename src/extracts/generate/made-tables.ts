import { spFunding } from '../specification/sp-funding.ts';
import { supportService } from '../specification/support-service.ts';
import { makeService, providerCount, type ExtractPlan, type MadeService } from './made-service.ts';
import { performanceRows, qualityRows } from './made-scores.ts';
import { providerName } from './names.ts';
import { Random } from './random.ts';

type Row = readonly string[];

/** One table of a made extract; its rows come one by one, and each pass makes the services again. */
export interface MadeTable {
  /** Without `.csv`. */
  name: string;
  header: Row;
  rows(plan: ExtractPlan): Iterable<Row>;
}

/** The two tables that are used, and some that an extract holds beside them. */
export const madeTables: readonly MadeTable[] = [
  {
    name: supportService.name,
    header: supportService.fields.map(({ name }) => name),
    rows: (plan) => ofEachService(plan, (service) => [serviceRow(plan, service)]),
  },
  {
    name: spFunding.name,
    header: spFunding.fields.map(({ name }) => name),
    rows: (plan) => ofEachService(plan, (service) => [fundingRow(plan, service)]),
  },
  {
    name: 'SupportServiceQAF',
    header: [
      'ExtractONSCode',
      'SupportServiceId',
      'QAFObjective',
      'ProviderScore',
      'ValidatedScore',
      'AssessmentDate',
    ],
    rows: (plan) => ofEachService(plan, (service) => qualityRows(plan, service)),
  },
  {
    name: 'SupportServicePI',
    header: ['ExtractONSCode', 'SupportServiceId', 'PIName', 'PeriodStart', 'PeriodEnd', 'DataItem', 'Value'],
    rows: (plan) => ofEachService(plan, (service) => performanceRows(plan, service)),
  },
  { name: 'Provider', header: ['ExtractONSCode', 'ProviderId', 'ProviderName'], rows: providerRows },
  {
    name: 'SupportServiceProvider',
    header: ['ExtractONSCode', 'SupportServiceId', 'ProviderId'],
    rows: (plan) =>
      ofEachService(plan, ({ id, provider }) => [[plan.authority.code, id, providerId(provider)]]),
  },
];

function* ofEachService(plan: ExtractPlan, rowsOf: (service: MadeService) => Row[]): Generator<Row> {
  for (let place = 0; place < plan.services; place += 1) yield* rowsOf(makeService(plan, place));
}

function serviceRow({ authority }: ExtractPlan, service: MadeService): Row {
  const { profile } = service;
  return [
    authority.code,
    service.id,
    service.name,
    profile.serviceType,
    profile.clientGroup,
    service.accommodation ?? '',
    profile.duration,
    String(service.units),
    decimal(service.hours),
    decimal(service.managers),
    decimal(service.frontlineStaff),
    service.chargeType,
    service.fundedStatus,
  ];
}

function fundingRow({ authority }: ExtractPlan, service: MadeService): Row {
  return [
    authority.code,
    service.id,
    decimal(service.weeklyUnitCost),
    decimal(service.contractNextYear),
    decimal(service.contractPreviousYear),
    decimal(service.subsidyNextYear),
    decimal(service.subsidyPreviousYear),
  ];
}

function* providerRows(plan: ExtractPlan): Generator<Row> {
  const { authority, seed } = plan;
  for (let provider = 0; provider < providerCount(plan); provider += 1) {
    const name = providerName(new Random('provider', authority.code, seed, provider));
    yield [authority.code, providerId(provider), name];
  }
}

function providerId(provider: number): string {
  return `P${String(provider + 1).padStart(4, '0')}`;
}

function decimal(value: number | null): string {
  return value === null ? '' : value.toFixed(2);
}
