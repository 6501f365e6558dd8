import type { Request, RequestHandler } from 'express';
import { ownAuthority } from '../../accounts/index.ts';
import { NotFound } from '../../web/errors.ts';
import { renderPage } from '../../web/render.ts';
import type { ReportSources } from '../comparison.ts';
import * as downloads from './downloads-analysis.ts';
import * as forms from './forms-analysis.ts';
import { findMeasure } from '../measures/measures.ts';
import { readOutliers, type Outliers } from './outliers.ts';
import { readOverview } from './overview.ts';
import { outliersPage } from './presenters-outliers.ts';
import { inOrder, overviewPage } from './presenters-overview.ts';
import { servicePage } from './presenters-service.ts';
import { trendDrawing, trendPage } from './presenters-trend.ts';
import { valueForMoneyPage } from './presenters-value-for-money.ts';
import { readReport, type Report } from '../read-report.ts';
import { isoDay, sendCsv, sendFile, sendSvg } from '../handlers-downloads.ts';
import { readServiceReport } from './service-report.ts';
import { readTrend, type Trend, type TrendSources } from './trend.ts';
import { overviewWorkbook } from '../workbooks.ts';
import { readValueForMoney, type ValueForMoney } from './value-for-money.ts';

type Handlers<Name extends string> = Record<Name, RequestHandler>;

export function overviewHandlers(sources: ReportSources): Handlers<'page' | 'csv' | 'xlsx'> {
  const read = async (req: Request) => {
    const report = await readReport(sources.db, ownAuthority(req), req.query);
    const sorting = forms.parseSorting(req.query.sort, report.parsed.notices);
    return { report, sorting, overview: await readOverview(sources, report) };
  };
  return {
    page: async (req, res) => {
      const { overview, report, sorting } = await read(req);
      renderPage(req, res, overviewPage(overview, report, sorting));
    },
    csv: async (req, res) => {
      const { overview, sorting } = await read(req);
      const rows = inOrder(overview, sorting);
      sendCsv(res, ['overview', overview.extractDate], downloads.overviewCsv(rows));
    },
    xlsx: async (req, res) => {
      const { overview, sorting } = await read(req);
      const workbook = overviewWorkbook(inOrder(overview, sorting), isoDay(sources.clock()));
      await sendFile(res, ['overview', overview.extractDate], 'xlsx', workbook);
    },
  };
}

export function serviceHandlers(sources: ReportSources): Handlers<'page'> {
  return {
    page: async (req, res) => {
      const report = await readReport(sources.db, ownAuthority(req), req.query);
      const serviceId = String(req.params.serviceId);
      // No text of the database holds this character, nor can one be asked for.
      const service = serviceId.includes('\0') ? null : await readServiceReport(sources, report, serviceId);
      if (!service) throw new NotFound();
      renderPage(req, res, servicePage(service, report));
    },
  };
}

export function trendHandlers(sources: TrendSources): Handlers<'page' | 'csv' | 'svg'> {
  const read = async (req: Request): Promise<{ report: Report; trend: Trend }> => {
    const measure = findMeasure(req.params.family, req.params.measure);
    if (!measure) throw new NotFound();
    const report = await readReport(sources.db, ownAuthority(req), req.query);
    return { report, trend: await readTrend(sources, { ...report, measure }) };
  };
  return {
    page: async (req, res) => {
      const { trend, report } = await read(req);
      renderPage(req, res, trendPage(trend, report));
    },
    csv: async (req, res) => {
      const { trend } = await read(req);
      sendCsv(res, [trend.measure.slug, 'trend'], downloads.trendCsv(trend));
    },
    svg: async (req, res) => {
      const { trend } = await read(req);
      sendSvg(req, res, [trend.measure.slug, 'trend'], trendDrawing(trend));
    },
  };
}

export function valueForMoneyHandlers(sources: ReportSources): Handlers<'page' | 'csv'> {
  const read = async (req: Request): Promise<{ report: Report; view: ValueForMoney }> => {
    const report = await readReport(sources.db, ownAuthority(req), req.query);
    const axes = forms.parseAxes(req.query, report.parsed.notices);
    return { report, view: await readValueForMoney(sources, { ...report, ...axes }) };
  };
  return {
    page: async (req, res) => {
      const { view, report } = await read(req);
      renderPage(req, res, valueForMoneyPage(view, report));
    },
    csv: async (req, res) => {
      const { view } = await read(req);
      sendCsv(res, ['value-for-money', view.extractDate], downloads.valueForMoneyCsv(view));
    },
  };
}

export function outlierHandlers(sources: ReportSources): Handlers<'page' | 'csv'> {
  const read = async (req: Request): Promise<{ report: Report; view: Outliers; family: forms.Family }> => {
    const report = await readReport(sources.db, ownAuthority(req), req.query);
    const { family, measures, like } = forms.parseOutliers(req.query, report.parsed.notices);
    return { report, family, view: await readOutliers(sources, { ...report, measures, like }) };
  };
  return {
    page: async (req, res) => {
      const { view, report, family } = await read(req);
      renderPage(req, res, outliersPage(view, report, { family }));
    },
    csv: async (req, res) => {
      const { view, family } = await read(req);
      sendCsv(res, ['outliers', family, view.extractDate], downloads.outliersCsv(view));
    },
  };
}
