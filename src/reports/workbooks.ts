import type { Readable } from 'node:stream';
import type { Comparison } from './comparison.ts';
import { displayedTable, groupsTable, servicesTable } from './downloads.ts';
import * as tables from './analyses/downloads-analysis.ts';
import { historyTable, serviceTable } from './analyses/downloads-service.ts';
import type { Measure } from './measures/measure.ts';
import { measures } from './measures/measures.ts';
import type { Outliers } from './analyses/outliers.ts';
import type { Overview } from './analyses/overview.ts';
import type { ServiceReport } from './analyses/service-report.ts';
import type { Trend } from './analyses/trend.ts';
import type { ValueForMoney } from './analyses/value-for-money.ts';
import { workbook, type Made } from './workbook-sheets.ts';

/** The comparison, the own services with what is counted of what, and the display group: the rows of the page. */
export function comparisonWorkbook(comparison: Comparison, made: Made): Readable {
  const { measure, services } = comparison;
  const parts = measure.parts ? [measure.parts.part, measure.parts.whole] : [];
  const own = servicesTable(comparison);
  const counted = {
    columns: [...own.columns, ...parts.map(({ name }) => name)],
    rows: own.rows.map((row, at) => [
      ...row,
      ...parts.map(({ column }) => services[at]?.given[column] ?? null),
    ]),
  };
  const displayed = comparison.choices.show === null ? [] : [displayedTable(comparison)];
  return workbook(
    [
      ['Comparison', groupsTable(comparison)],
      ['Your services', counted],
      ...displayed.map((table) => ['Display group', table] as const),
    ],
    [measure],
    made,
  );
}

export function overviewWorkbook(overview: Overview, made: Made): Readable {
  return workbook([['Overview', tables.overviewTable(overview)]], measures, made);
}

export function trendWorkbook(trend: Trend, made: Made): Readable {
  return workbook([['Trend', tables.trendTable(trend)]], [trend.measure], made);
}

export function valueForMoneyWorkbook(view: ValueForMoney, made: Made): Readable {
  const sheets = [
    ['Your services', tables.valueForMoneyTable(view)],
    ['Peers', tables.valueForMoneyPeersTable(view)],
  ] as const;
  return workbook(sheets, [view.cost, view.worth], made);
}

/** @param looked the measures that were looked at, whether or not anything is far out in them */
export function outliersWorkbook(view: Outliers, looked: readonly Measure[], made: Made): Readable {
  return workbook([['Far from peers', tables.outliersTable(view)]], looked, made);
}

export function serviceWorkbook(report: ServiceReport, made: Made): Readable {
  const sheets = [
    ['This service', serviceTable(report)],
    // Excel keeps the name “History” for itself.
    ['Earlier quarters', historyTable(report)],
  ] as const;
  return workbook(sheets, measures, made);
}
