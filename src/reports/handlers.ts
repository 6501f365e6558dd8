import type { Request, RequestHandler, Response } from 'express';
import { ownAuthority } from '../accounts/index.ts';
import type { Clock } from '../platform/clock.ts';
import { NotFound } from '../web/errors.ts';
import { renderPage } from '../web/render.ts';
import { readComparison, type Comparison, type ReportSources } from './comparison.ts';
import { groupsCsv, servicesCsv } from './downloads.ts';
import { findMeasure } from './measures/measures.ts';
import { reportPage } from './presenters.ts';
import { barsDrawing, comparisonDrawing } from './presenters-drawings.ts';
import { displayedName } from './presenters-displayed.ts';
import { reportAddress, scopeInWords } from './presenters-filters.ts';
import { readReport, type Report } from './read-report.ts';
import * as send from './handlers-downloads.ts';
import { comparisonWorkbook } from './workbooks.ts';

type ReportHandlers = Record<
  'report' | 'groupsCsv' | 'servicesCsv' | 'xlsx' | 'svg' | 'barsSvg',
  RequestHandler
>;

export function reportHandlers(sources: ReportSources): ReportHandlers {
  const read = (req: Request): Promise<Read> => readMeasure(sources, req);
  const readForFile = send.forFiles(read);
  return {
    report: async (req, res) => {
      const { comparison, report } = await read(req);
      renderPage(req, res, reportPage(comparison, report));
    },
    groupsCsv: async (req, res) => {
      const { comparison } = await readForFile(req);
      send.sendCsv(res, nameOf(comparison, 'comparison'), groupsCsv(comparison));
    },
    servicesCsv: async (req, res) => {
      const { comparison } = await readForFile(req);
      send.sendCsv(res, nameOf(comparison, 'services'), servicesCsv(comparison));
    },
    xlsx: async (req, res) => sendWorkbook(req, res, await readForFile(req), sources.clock),
    svg: async (req, res) => sendDrawing(req, res, await readForFile(req), 'chart'),
    barsSvg: async (req, res) => sendDrawing(req, res, await readForFile(req), 'bars'),
  };
}

function sendWorkbook(
  req: Request,
  res: Response,
  { comparison, report, page }: Read,
  clock: Clock,
): Promise<void> {
  const { choices, extractDate } = comparison;
  const made = { report, choices, displayed: displayedName(report), extractDate };
  const book = comparisonWorkbook(comparison, { ...made, ...send.originOf(req, page, clock) });
  return send.sendFile(res, nameOf(comparison, 'comparison'), 'xlsx', book);
}

const drawings = { chart: comparisonDrawing, bars: barsDrawing };

function sendDrawing(
  req: Request,
  res: Response,
  { comparison, report, page }: Read,
  kind: keyof typeof drawings,
): void {
  const drawing = drawings[kind](comparison);
  send.sendSvg(req, res, { name: nameOf(comparison, kind), drawing, scope: scopeInWords(report), page });
}

interface Read {
  comparison: Comparison;
  report: Report;
  /** Address of the page with the choices that were read. */
  page: string;
}

/** What page and downloads share: one measure, the choices of the address, one comparison. */
async function readMeasure(sources: ReportSources, req: Request): Promise<Read> {
  const measure = findMeasure(req.params.family, req.params.measure);
  if (!measure) throw new NotFound();
  const report = await readReport(sources.db, ownAuthority(req), req.query);
  const comparison = await readComparison(sources, { ...report, measure });
  return { comparison, report, page: reportAddress(measure, report.choices) };
}

function nameOf({ measure, extractDate }: Comparison, kind: string): (string | null)[] {
  return [measure.slug, kind, extractDate];
}
