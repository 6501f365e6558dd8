import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { NotFound } from '../web/errors.ts';
import { asDocument, type Drawing } from './charts/drawing.ts';

/** YYYY-MM-DD. */
export function isoDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** File name of a download: what it is, and of which extract where there is one. */
export function downloadName(parts: readonly (string | null)[], extension: string): string {
  return `${['sp-bench', ...parts.filter((part) => part !== null)].join('-')}.${extension}`;
}

export function sendCsv(res: Response, parts: readonly (string | null)[], csv: string): void {
  res.attachment(downloadName(parts, 'csv')).type('text/csv; charset=utf-8').send(csv);
}

/** A drawing as a file of its own; not found where there is nothing to draw. */
export function sendSvg(
  req: Request,
  res: Response,
  parts: readonly (string | null)[],
  drawing: Drawing | null,
): void {
  if (!drawing) throw new NotFound();
  req.app.render(
    'reports/charts/document',
    { chart: asDocument(drawing) },
    (error: Error | null, svg?: string) => {
      if (error) return req.next?.(error);
      res.attachment(downloadName(parts, 'svg')).type('image/svg+xml').send(svg);
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
