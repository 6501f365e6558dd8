import type { RequestHandler } from 'express';
import { ownAuthority } from '../../accounts/index.ts';
import { renderPage } from '../../web/render.ts';
import { buildBriefing } from './presenters-briefing-file.ts';
import { writeBriefing } from './write-briefing.ts';
import { readComparison, type ReportSources } from '../comparison.ts';
import { parseBriefing } from './forms-briefing.ts';
import { briefingPage } from './presenters-briefing.ts';
import { filtersInWords } from '../presenters-filters.ts';
import { readReport } from '../read-report.ts';
import { isoDay, sendFile } from '../handlers-downloads.ts';

export function briefingHandlers(parts: ReportSources): Record<'page' | 'pdf', RequestHandler> {
  return {
    page: async (req, res) => {
      const report = await readReport(parts.db, ownAuthority(req), req.query);
      renderPage(req, res, briefingPage(report, parseBriefing(req.query, report.parsed.notices)));
    },
    pdf: async (req, res) => {
      const report = await readReport(parts.db, ownAuthority(req), req.query);
      const asked = parseBriefing(req.query, report.parsed.notices);
      if (asked.measures.length === 0) {
        renderPage(req, res, briefingPage(report, asked, 'Choose at least one measure'), 422);
        return;
      }
      // Nothing in a file would say that it is not of what was asked for: the form says it, and asks again.
      if (report.parsed.notices.length > 0) {
        renderPage(req, res, briefingPage(report, asked), 422);
        return;
      }
      const comparisons = await Promise.all(
        asked.measures.map((measure) => readComparison(parts, { ...report, measure })),
      );
      const now = parts.clock();
      const briefing = buildBriefing({
        ...{ edition: asked.edition, comparisons, comparedWith: report.comparedWith },
        ...{ authority: report.groups.own.name, filters: filtersInWords(report.choices) },
        ...{ today: isoDay(now), recalculatedOn: report.recalculatedOn },
      });
      const name = ['briefing', asked.edition, comparisons[0]?.extractDate ?? null];
      await sendFile(res, name, 'pdf', writeBriefing(briefing, now));
    },
  };
}
