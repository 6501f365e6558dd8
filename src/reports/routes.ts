import { paths } from '../paths.ts';
import { get, type Route } from '../web/routes.ts';
import { reportHandlers, type ReportParts } from './handlers.ts';

export function reportRoutes(parts: ReportParts): Route[] {
  const show = reportHandlers(parts);
  return [
    get(paths.reports, 'reports:read', show.index),
    // Before the page: its `:measure` would take "….csv" for a measure.
    get(paths.reportCsv(), 'reports:read', show.groupsCsv),
    get(paths.ownServicesCsv(), 'reports:read', show.servicesCsv),
    get(paths.report(), 'reports:read', show.report),
  ];
}
