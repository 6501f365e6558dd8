import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { Clock } from '../platform/clock.ts';
import { Refusal } from '../web/errors.ts';
import { asDocument, type Drawing } from './charts/drawing.ts';
import type { Report } from './read-report.ts';
import type { Made } from './workbook-sheets.ts';

/** YYYY-MM-DD. */
export function isoDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/**
 * A reader of a page as one of its downloads. A page leaves out a choice that there is not, and says so; a file has no
 * place for that, and would hold other figures than were asked for: it is refused, with the way to the page.
 */
export function forFiles<Read extends { report: Report; page: string }>(
  read: (req: Request) => Promise<Read>,
): (req: Request) => Promise<Read> {
  return async (req) => {
    const found = await read(req);
    const { notices } = found.report.parsed;
    if (notices.length > 0)
      throw new Refusal('choice-not-available', { href: found.page, text: 'Open the page' }, notices);
    return found;
  };
}

/** What a workbook says of itself, of a report that is not grouped. */
export function madeOf(
  report: Report,
  { extractDate }: Pick<Made, 'extractDate'> = {},
): Pick<Made, 'report' | 'choices' | 'extractDate'> {
  const choices = { filters: report.choices.filters, groupBy: null };
  return { report, choices, ...(extractDate === undefined ? {} : { extractDate }) };
}

/** Where and when a file is made: a link that reproduces it has to be whole, for the file is read elsewhere. */
export function originOf(
  req: Pick<Request, 'protocol' | 'host'>,
  page: string,
  clock: Clock,
): Pick<Made, 'address' | 'today'> {
  return { address: `${req.protocol}://${req.host}${page}`, today: isoDay(clock()) };
}

/** File name of a download: what it is, and of which extract where there is one. */
export function downloadName(parts: readonly (string | null)[], extension: string): string {
  return `${['sp-bench', ...parts.filter((part) => part !== null)].join('-')}.${extension}`;
}

export function sendCsv(res: Response, parts: readonly (string | null)[], csv: string): void {
  res.attachment(downloadName(parts, 'csv')).type('text/csv; charset=utf-8').send(csv);
}

export interface SvgFile {
  name: readonly (string | null)[];
  /** Null where there is nothing to draw. */
  drawing: Drawing | null;
  /** Whom and what it is of: no page around it says so. */
  scope: string;
  /** Address of the page that it is taken from. */
  page: string;
}

/** A drawing as a file of its own. */
export function sendSvg(req: Request, res: Response, { name, drawing, scope, page }: SvgFile): void {
  if (!drawing) throw new Refusal('nothing-to-draw', { href: page, text: 'Open the page' });
  req.app.render(
    'reports/charts/document',
    { chart: asDocument(drawing, scope) },
    (error: Error | null, svg?: string) => {
      if (error) return req.next?.(error);
      res.attachment(downloadName(name, 'svg')).type('image/svg+xml').send(svg);
    },
  );
}

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;

/** A file that is made while it is sent; whoever has gone away needs no more of it. */
export async function sendFile(
  res: Response,
  parts: readonly (string | null)[],
  extension: keyof typeof types,
  content: Readable,
): Promise<void> {
  res.attachment(downloadName(parts, extension)).type(types[extension]);
  try {
    await pipeline(content, res);
  } catch (error) {
    if (!res.destroyed) throw error;
  }
}
