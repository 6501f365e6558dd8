import type { Request, RequestHandler } from 'express';
import { ownAuthority } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../web/errors.ts';
import { renderPage } from '../../web/render.ts';
import type { ReportSources } from '../comparison.ts';
import * as send from '../handlers-downloads.ts';
import { findMeasure } from '../measures/measures.ts';
import { query, scopeInWords } from '../presenters-filters.ts';
import { readReport } from '../read-report.ts';
import * as books from '../workbooks.ts';
import * as downloads from './downloads-analysis.ts';
import * as forms from './forms-analysis.ts';
import { readOutliers } from './outliers.ts';
import { readOverview } from './overview.ts';
import { outliersPage, outlierFields } from './presenters-outliers.ts';
import { inOrder, overviewPage, sortFields } from './presenters-overview.ts';
import { trendDrawing, trendPage } from './presenters-trend.ts';
import { axisFields, valueForMoneyDrawing, valueForMoneyPage } from './presenters-value-for-money.ts';
import { readTrend, type TrendSources } from './trend.ts';
import { readValueForMoney } from './value-for-money.ts';

type Handlers<Name extends string> = Record<Name, RequestHandler>;

export function overviewHandlers(sources: ReportSources): Handlers<'page' | 'csv' | 'xlsx'> {
  const read = async (req: Request) => {
    const report = await readReport(sources.db, ownAuthority(req), req.query);
    const sorting = forms.parseSorting(req.query.sort, report.parsed.notices);
    const page = paths.reports + query(report.choices, sortFields(sorting));
    return { report, sorting, page, overview: await readOverview(sources, report) };
  };
  const readForFile = send.forFiles(read);
  return {
    page: async (req, res) => {
      const { overview, report, sorting } = await read(req);
      renderPage(req, res, overviewPage(overview, report, sorting));
    },
    csv: async (req, res) => {
      const { overview, sorting } = await readForFile(req);
      const rows = inOrder(overview, sorting);
      send.sendCsv(res, ['overview', overview.extractDate], downloads.overviewCsv(rows));
    },
    xlsx: async (req, res) => {
      const { overview, sorting, report, page } = await readForFile(req);
      const made = { ...send.madeOf(report, overview), ...send.originOf(req, page, sources.clock) };
      const book = books.overviewWorkbook(inOrder(overview, sorting), made);
      await send.sendFile(res, ['overview', overview.extractDate], 'xlsx', book);
    },
  };
}

export function trendHandlers(
  sources: TrendSources & Pick<ReportSources, 'clock'>,
): Handlers<'page' | 'csv' | 'xlsx' | 'svg'> {
  const read = async (req: Request) => {
    const measure = findMeasure(req.params.family, req.params.measure);
    if (!measure) throw new NotFound();
    const report = await readReport(sources.db, ownAuthority(req), req.query);
    const page = paths.trend(measure.family, measure.slug) + query(report.choices);
    return { report, page, trend: await readTrend(sources, { ...report, measure }) };
  };
  const readForFile = send.forFiles(read);
  return {
    page: async (req, res) => {
      const { trend, report } = await read(req);
      renderPage(req, res, trendPage(trend, report));
    },
    csv: async (req, res) => {
      const { trend } = await readForFile(req);
      send.sendCsv(res, [trend.measure.slug, 'trend'], downloads.trendCsv(trend));
    },
    xlsx: async (req, res) => {
      const { trend, report, page } = await readForFile(req);
      const made = { ...send.madeOf(report), ...send.originOf(req, page, sources.clock) };
      await send.sendFile(res, [trend.measure.slug, 'trend'], 'xlsx', books.trendWorkbook(trend, made));
    },
    svg: async (req, res) => {
      const { trend, report, page } = await readForFile(req);
      const name = [trend.measure.slug, 'trend'];
      send.sendSvg(req, res, { name, drawing: trendDrawing(trend), scope: scopeInWords(report), page });
    },
  };
}

export function valueForMoneyHandlers(sources: ReportSources): Handlers<'page' | 'csv' | 'xlsx' | 'svg'> {
  const read = async (req: Request) => {
    const report = await readReport(sources.db, ownAuthority(req), req.query);
    const axes = forms.parseAxes(req.query, report.parsed.notices);
    const page = paths.valueForMoney + query(report.choices, axisFields(axes));
    return { report, page, view: await readValueForMoney(sources, { ...report, ...axes }) };
  };
  const readForFile = send.forFiles(read);
  return {
    page: async (req, res) => {
      const { view, report } = await read(req);
      renderPage(req, res, valueForMoneyPage(view, report));
    },
    csv: async (req, res) => {
      const { view } = await readForFile(req);
      send.sendCsv(res, ['value-for-money', view.extractDate], downloads.valueForMoneyCsv(view));
    },
    xlsx: async (req, res) => {
      const { view, report, page } = await readForFile(req);
      const made = { ...send.madeOf(report, view), ...send.originOf(req, page, sources.clock) };
      const book = books.valueForMoneyWorkbook(view, made);
      await send.sendFile(res, ['value-for-money', view.extractDate], 'xlsx', book);
    },
    svg: async (req, res) => {
      const { view, report, page } = await readForFile(req);
      const name = ['value-for-money', 'chart', view.extractDate];
      const drawing = valueForMoneyDrawing(view);
      send.sendSvg(req, res, { name, drawing, scope: scopeInWords(report), page });
    },
  };
}

export function outlierHandlers(sources: ReportSources): Handlers<'page' | 'csv' | 'xlsx'> {
  const read = async (req: Request) => {
    const report = await readReport(sources.db, ownAuthority(req), req.query);
    const asked = forms.parseOutliers(req.query, report.parsed.notices);
    const page = paths.outliers + query(report.choices, outlierFields(asked));
    return { report, asked, page, view: await readOutliers(sources, { ...report, ...asked }) };
  };
  const readForFile = send.forFiles(read);
  return {
    page: async (req, res) => {
      const { view, report, asked } = await read(req);
      renderPage(req, res, outliersPage(view, report, asked));
    },
    csv: async (req, res) => {
      const { view, asked } = await readForFile(req);
      send.sendCsv(res, ['outliers', asked.family, view.extractDate], downloads.outliersCsv(view));
    },
    xlsx: async (req, res) => {
      const { view, report, asked, page } = await readForFile(req);
      const choices = { filters: report.choices.filters, groupBy: asked.like };
      const made = { ...send.madeOf(report, view), choices, ...send.originOf(req, page, sources.clock) };
      const book = books.outliersWorkbook(view, asked.measures, made);
      await send.sendFile(res, ['outliers', asked.family, view.extractDate], 'xlsx', book);
    },
  };
}
