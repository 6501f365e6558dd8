import { indicators } from '../../../src/outcomes/index.ts';
import {
  extractZip,
  fundingRow,
  fundingsCsv,
  performanceCsv,
  performanceRow,
  qualityCsv,
  qualityRow,
  serviceRow,
  servicesCsv,
  type Row,
} from '../../support/extract-files.ts';
import { bytesOf, formRow, indicatorCells, joined, sheetOf } from '../../support/outcome-files.ts';
import type { Result, TestService } from '../world.ts';

/** The extract that these services of one authority come from. */
export function extractOf(services: readonly TestService[]): Buffer {
  const own = (rowsOf: (one: TestService) => Row[]): Row[] =>
    services.flatMap((one) => rowsOf(one).map((row) => ({ ...row, ExtractONSCode: one.authority.code })));
  return extractZip({
    services: servicesCsv(own((one) => [serviceCells(one)])),
    fundings: fundingsCsv(own((one) => [fundingCells(one)])),
    quality: qualityCsv(
      own(({ serviceId, grades }) =>
        grades.map(({ objective, on, provider, validated }) =>
          qualityRow(serviceId, {
            QAFObjective: objective,
            ...{ ProviderScore: provider, ValidatedScore: validated, AssessmentDate: written(on) },
          }),
        ),
      ),
    ),
    performance: performanceCsv(
      own(({ serviceId, items }) =>
        items.map(({ indicator, from, to, item, value }) =>
          performanceRow(serviceId, item, {
            PIName: indicator,
            ...{ PeriodStart: written(from), PeriodEnd: written(to), Value: String(value) },
          }),
        ),
      ),
    ),
  });
}

const empty = (value: number | null): string => (value === null ? '' : String(value));

function serviceCells({ serviceId, name, at, given }: TestService): Row {
  return serviceRow(serviceId, {
    ServiceName: name,
    ServiceType: at.serviceType,
    PrimaryClientGroup: at.clientGroup,
    AccommodationType: at.accommodationType === 'None given' ? '' : at.accommodationType,
    SupportDurationType: at.durationType,
    HouseholdUnitsAvailable: empty(given.units),
    StandardHoursPerWeek: empty(given.hours),
    NumberPaidManagers: empty(given.managers),
    NumberPaidFrontlineStaff: empty(given.frontline_staff),
  });
}

function fundingCells({ serviceId, given }: TestService): Row {
  return fundingRow(serviceId, {
    WeeklyUnitCost: empty(given.weekly_unit_cost),
    ContractValueNextYear: empty(given.contract_value_next_year),
    ContractValuePreviousYear: empty(given.contract_value_previous_year),
    SubsidyValueNextYear: empty(given.subsidy_value_next_year),
    SubsidyValuePreviousYear: empty(given.subsidy_value_previous_year),
  });
}

/** A workbook of Ealing's that comes to these results: a form for each client with a need, and with no other need. */
export function workbookOf(results: readonly (Result & { service: TestService })[]): Buffer {
  const none = joined(indicators.map(({ code }) => indicatorCells(code, 'No', 'Missing', 'Missing')));
  const rows = results.flatMap(({ service: { serviceId, name }, code, needed, achieved }, at) =>
    Array.from({ length: needed }, (_, client) =>
      formRow(String(10_000_000_000 + at * 1000 + client), {
        ...{ SPServiceID: serviceId, Service_Name: name },
        ...none,
        ...needCells(code, client < achieved),
      }),
    ),
  );
  return bytesOf(sheetOf(rows), 'csv');
}

function needCells(asked: string, isAchieved: boolean): Row {
  const { code } = indicators.find((indicator) => indicator.code === asked)!;
  const [outcome, reason] = isAchieved ? ['Yes', 'Missing'] : ['No', 'Other'];
  return indicatorCells(code, 'Yes', outcome, reason);
}

/** DD/MM/YYYY. */
function written(day: string): string {
  return day.split('-').reverse().join('/');
}
