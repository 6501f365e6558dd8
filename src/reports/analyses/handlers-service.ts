import type { Request, RequestHandler } from 'express';
import { ownAuthority } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../web/errors.ts';
import { renderPage } from '../../web/render.ts';
import type { ReportSources } from '../comparison.ts';
import * as send from '../handlers-downloads.ts';
import { query } from '../presenters-filters.ts';
import { readReport } from '../read-report.ts';
import { serviceWorkbook } from '../workbooks.ts';
import { serviceCsv } from './downloads-service.ts';
import { parseQuarters } from './forms-analysis.ts';
import { quartersField, servicePage } from './presenters-service.ts';
import { readServiceReport } from './service-report.ts';

export function serviceHandlers(sources: ReportSources): Record<'page' | 'csv' | 'xlsx', RequestHandler> {
  const read = async (req: Request) => {
    const report = await readReport(sources.db, ownAuthority(req), req.query);
    const quarters = parseQuarters(req.query.quarters, report.parsed.notices);
    const serviceId = String(req.params.serviceId);
    // No text of the database holds this character, nor can one be asked for.
    const service = serviceId.includes('\0') ? null : await readServiceReport(sources, report, serviceId);
    if (!service) throw new NotFound();
    const page = paths.serviceReport(serviceId) + query(report.choices, quartersField(quarters));
    return { report, service, quarters, page };
  };
  const readForFile = send.forFiles(read);
  return {
    page: async (req, res) => {
      const { service, report, quarters } = await read(req);
      renderPage(req, res, servicePage(service, report, quarters));
    },
    csv: async (req, res) => {
      const { service } = await readForFile(req);
      send.sendCsv(res, ['service', service.extractDate], serviceCsv(service));
    },
    xlsx: async (req, res) => {
      const { service, report, page } = await readForFile(req);
      const choices = { filters: service.like, groupBy: null };
      const made = { ...send.madeOf(report, service), choices, ...send.originOf(req, page, sources.clock) };
      await send.sendFile(res, ['service', service.extractDate], 'xlsx', serviceWorkbook(service, made));
    },
  };
}
