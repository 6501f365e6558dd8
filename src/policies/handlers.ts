import { readFile } from 'node:fs/promises';
import type { RequestHandler, Response } from 'express';
import type { TemporaryFiles } from '../platform/temporary-files.ts';
import { renderPage } from '../web/render.ts';
import type { ComparisonFacts } from './comparisons.ts';
import { comparisonsPage } from './presenters-comparisons.ts';
import { requirementsPage } from './presenters-requirements.ts';
import type { RequirementSet } from './requirements.ts';
import { templateZip } from './template.ts';
import type { NoticeParts } from './texts/acknowledge-notice.ts';
import type { OwnLayout } from './texts/handlers.ts';

export interface PolicyParts extends NoticeParts {
  /** What each kind of file must hold, in the order of the page. */
  requirements: readonly RequirementSet[];
  /** A small valid extract: its name, and what writes it to a path. */
  example: { fileName: string; write(file: string): Promise<void> };
  temporaryFiles: Pick<TemporaryFiles, 'withPath'>;
  comparisons: ComparisonFacts;
}

type RequirementsParts = Pick<PolicyParts, 'requirements' | 'example' | 'temporaryFiles'>;
type RequirementsHandlers = Record<'template' | 'example', RequestHandler> & { layout: OwnLayout };

const TEMPLATE_NAME = 'sp-bench-template.zip';

/** The downloads never change while the process runs and are a few kilobytes: made when first asked for, then kept. */
export function requirementsHandlers(parts: RequirementsParts): RequirementsHandlers {
  const template = once(() => templateZip(parts.requirements));
  const example = once(() => exampleZip(parts));
  return {
    layout: async (text, req) => {
      const sizes = { template: (await template()).length, example: (await example()).length };
      return requirementsPage({ text, sets: parts.requirements, sizes, reader: req.user ?? null });
    },
    template: async (_req, res) => sendZip(res, TEMPLATE_NAME, await template()),
    example: async (_req, res) => sendZip(res, parts.example.fileName, await example()),
  };
}

/** The same for everybody, and from nothing that changes while the process runs. */
export function comparisonsHandler({ comparisons }: Pick<PolicyParts, 'comparisons'>): RequestHandler {
  const page = comparisonsPage(comparisons);
  return (req, res) => renderPage(req, res, page);
}

function exampleZip({ example, temporaryFiles }: RequirementsParts): Promise<Buffer> {
  return temporaryFiles.withPath(async (file) => {
    await example.write(file);
    return readFile(file);
  });
}

function sendZip(res: Response, fileName: string, bytes: Buffer): void {
  res.attachment(fileName).type('application/zip').send(bytes);
}

/** Remembers what was made; a failure is not remembered, so that the next one tries again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
