import { paths } from '../paths.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { get, type Route } from '../web/routes.ts';
import type { ReportSources } from './comparison.ts';
import { reportHandlers } from './handlers.ts';
import {
  outlierHandlers,
  overviewHandlers,
  trendHandlers,
  valueForMoneyHandlers,
} from './analyses/handlers-analysis.ts';
import { serviceHandlers } from './analyses/handlers-service.ts';
import { briefingHandlers } from './briefing/handlers-briefing.ts';
import { peerGroupRoutes } from './comparison-groups/handlers-peer-groups.ts';
import { benchmarkReader } from './benchmark/store-benchmark.ts';
import { trendSources } from './analyses/trend.ts';

export interface ReportParts {
  database: Database;
  clock?: Clock;
  /** What peers are read from; a reader of its own without it. */
  benchmarkSet?: ReportSources['benchmarkSet'];
}

export function reportRoutes({
  database,
  clock = systemClock,
  benchmarkSet = benchmarkReader(database.benchmark),
}: ReportParts): Route[] {
  const sources = { db: database.knex, benchmarkSet, clock };
  const show = reportHandlers(sources);
  const overview = overviewHandlers(sources);
  const trend = trendHandlers({ ...trendSources(database.knex, database.benchmark), clock });
  const service = serviceHandlers(sources);
  const valueForMoney = valueForMoneyHandlers(sources);
  const outliers = outlierHandlers(sources);
  const briefing = briefingHandlers(sources);
  return [
    get(paths.reports, 'reports:read', overview.page),
    get(paths.overviewCsv, 'reports:read', overview.csv),
    get(paths.overviewXlsx, 'reports:read', overview.xlsx),
    get(paths.briefing, 'reports:read', briefing.page),
    get(paths.briefingPdf, 'reports:read', briefing.pdf),
    ...peerGroupRoutes({ database }),
    get(paths.serviceReportPattern, 'reports:read', service.page),
    get(paths.serviceCsvPattern, 'reports:read', service.csv),
    get(paths.serviceXlsxPattern, 'reports:read', service.xlsx),
    get(paths.valueForMoney, 'reports:read', valueForMoney.page),
    get(paths.valueForMoneyCsv, 'reports:read', valueForMoney.csv),
    get(paths.valueForMoneyXlsx, 'reports:read', valueForMoney.xlsx),
    get(paths.valueForMoneySvg, 'reports:read', valueForMoney.svg),
    get(paths.outliers, 'reports:read', outliers.page),
    get(paths.outliersCsv, 'reports:read', outliers.csv),
    get(paths.outliersXlsx, 'reports:read', outliers.xlsx),
    // Before the page of a measure: its `:measure` would take "….csv" for one.
    get(paths.reportCsv(), 'reports:read', show.groupsCsv),
    get(paths.reportXlsx(), 'reports:read', show.xlsx),
    get(paths.reportSvg(), 'reports:read', show.svg),
    get(paths.barsSvg(), 'reports:read', show.barsSvg),
    get(paths.ownServicesCsv(), 'reports:read', show.servicesCsv),
    get(paths.trend(), 'reports:read', trend.page),
    get(paths.trendCsv(), 'reports:read', trend.csv),
    get(paths.trendXlsx(), 'reports:read', trend.xlsx),
    get(paths.trendSvg(), 'reports:read', trend.svg),
    get(paths.report(), 'reports:read', show.report),
  ];
}
