import type { Request, RequestHandler } from 'express';
import { ownAuthority } from '../accounts/index.ts';
import { NotFound } from '../web/errors.ts';
import { renderPage } from '../web/render.ts';
import { readComparison, type Comparison, type ReportSources } from './comparison.ts';
import { groupsCsv, servicesCsv } from './downloads.ts';
import { findMeasure } from './measures/measures.ts';
import * as present from './presenters.ts';
import { readReport, type Report } from './read-report.ts';
import { isoDay, sendCsv, sendFile, sendSvg } from './handlers-downloads.ts';
import { comparisonWorkbook } from './workbooks.ts';

type ReportHandlers = Record<'report' | 'groupsCsv' | 'servicesCsv' | 'xlsx' | 'svg', RequestHandler>;

export function reportHandlers(sources: ReportSources): ReportHandlers {
  return {
    report: async (req, res) => {
      const { comparison, report } = await readMeasure(sources, req);
      renderPage(req, res, present.reportPage(comparison, report));
    },
    groupsCsv: async (req, res) => {
      const { comparison } = await readMeasure(sources, req);
      sendCsv(res, nameOf(comparison, 'comparison'), groupsCsv(comparison));
    },
    servicesCsv: async (req, res) => {
      const { comparison } = await readMeasure(sources, req);
      sendCsv(res, nameOf(comparison, 'services'), servicesCsv(comparison));
    },
    xlsx: async (req, res) => {
      const { comparison } = await readMeasure(sources, req);
      const workbook = comparisonWorkbook(comparison, isoDay(sources.clock()));
      await sendFile(res, nameOf(comparison, 'comparison'), 'xlsx', workbook);
    },
    svg: async (req, res) => {
      const { comparison } = await readMeasure(sources, req);
      sendSvg(req, res, nameOf(comparison, 'chart'), present.comparisonDrawing(comparison));
    },
  };
}

/** What page and downloads share: one measure, the choices of the address, one comparison. */
async function readMeasure(
  sources: ReportSources,
  req: Request,
): Promise<{ comparison: Comparison; report: Report }> {
  const measure = findMeasure(req.params.family, req.params.measure);
  if (!measure) throw new NotFound();
  const report = await readReport(sources.db, ownAuthority(req), req.query);
  return { comparison: await readComparison(sources, { ...report, measure }), report };
}

function nameOf({ measure, extractDate }: Comparison, kind: string): (string | null)[] {
  return [measure.slug, kind, extractDate];
}
