import type { RequestHandler } from 'express';
import { type Page, renderPage } from '../../web/render.ts';
import { promisesPage } from './presenters.ts';
import { promiseRows } from './promise.ts';
import { writtenTests } from './promises-command.ts';

/** The same for everybody, from a list that does not change while the process runs. */
export function showPromises(): RequestHandler {
  let page: Page | null = null;
  return async (req, res) => {
    page ??= promisesPage(promiseRows(await writtenTests()));
    renderPage(req, res, page);
  };
}
