import type { Request, RequestHandler, Response } from 'express';
import { ownAuthority } from '../accounts/index.ts';
import { NotFound } from '../web/errors.ts';
import { renderPage } from '../web/render.ts';
import { readComparison, type Comparison, type Databases } from './comparison.ts';
import type { Places } from './dimensions.ts';
import { judgeReport } from './disclosure.ts';
import { groupsCsv, servicesCsv } from './downloads.ts';
import { parseChoices, type ParsedChoices } from './forms.ts';
import { findMeasure } from './measures.ts';
import * as present from './presenters.ts';
import { liveExtractDate, places } from './store.ts';
import { allPeers } from './store-peers.ts';

export interface ReportParts {
  database: Databases;
}

type ReportHandlers = Record<'index' | 'report' | 'groupsCsv' | 'servicesCsv', RequestHandler>;

export function reportHandlers({ database }: ReportParts): ReportHandlers {
  return {
    index: async (req, res) => {
      const reader = ownAuthority(req);
      const [extractDate, { cell, ...peers }] = await Promise.all([
        liveExtractDate(database.knex, reader.id),
        allPeers(database.benchmark, reader.id),
      ]);
      const maySay = judgeReport([cell], {}) === 'shown';
      renderPage(req, res, present.indexPage({ extractDate, peers: maySay ? peers : null }));
    },
    report: async (req, res) => {
      const { comparison, parsed, known } = await readReport(database, req);
      renderPage(req, res, present.reportPage(comparison, parsed, known));
    },
    groupsCsv: async (req, res) => {
      const { comparison } = await readReport(database, req);
      download(res, present.fileName('comparison', comparison), groupsCsv(comparison));
    },
    servicesCsv: async (req, res) => {
      const { comparison } = await readReport(database, req);
      download(res, present.fileName('services', comparison), servicesCsv(comparison));
    },
  };
}

interface Report {
  comparison: Comparison;
  parsed: ParsedChoices;
  known: Places;
}

/** What page and downloads share: one measure, the choices of the address, one comparison. */
async function readReport(database: Databases, req: Request): Promise<Report> {
  const reader = ownAuthority(req);
  const measure = findMeasure(req.params.family, req.params.measure);
  if (!measure) throw new NotFound();
  const known = await places(database.knex);
  const parsed = parseChoices(req.query, known);
  const asked = { reader, measure, choices: parsed.choices, places: known };
  return { comparison: await readComparison(database, asked), parsed, known };
}

function download(res: Response, fileName: string, csv: string): void {
  res.attachment(fileName).type('text/csv; charset=utf-8').send(csv);
}
