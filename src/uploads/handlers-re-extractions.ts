import type { Request, RequestHandler } from 'express';
import { actorOf, signedInUser } from '../accounts/index.ts';
import { allAuthorities, authorityByCode } from '../authorities/index.ts';
import { paths } from '../paths.ts';
import { NotFound, Refusal } from '../web/errors.ts';
import { pageAsked } from '../web/pagination.ts';
import { renderPage } from '../web/render.ts';
import { applyReExtraction, cancelReExtraction } from './apply-re-extraction.ts';
import { parseApplication, parseScope, parseUploadId } from './forms.ts';
import type { UploadParts } from './handlers.ts';
import * as present from './presenters-re-extractions.ts';
import { totalOf, type Run } from './re-extraction.ts';
import { startReExtraction } from './start-re-extraction.ts';
import { itemCounts, itemsOf, runCount, runOf, runsOf } from './store-re-extractions.ts';

const RUNS_A_PAGE = 25;
const ITEMS_A_PAGE = 50;

export function listReExtractions({ db }: UploadParts): RequestHandler {
  return async (req, res) => {
    const total = await runCount(db);
    const asked = pageAsked(req.query.page, RUNS_A_PAGE, total);
    const [runs, authorities] = await Promise.all([runsOf(db, asked), allAuthorities(db)]);
    renderPage(req, res, present.runsPage({ runs, authorities, total, asked }));
  };
}

export function startRun(parts: UploadParts): RequestHandler {
  return async (req, res) => {
    const code = parseScope(req.body);
    const authority = code === null ? null : await authorityByCode(parts.db, code);
    if (authority === undefined) throw new NotFound();
    const command = {
      authorityId: authority?.id ?? null,
      userId: signedInUser(req).id,
      isInBackground: true,
    };
    const id = await startReExtraction(parts, command, actorOf(req));
    res.redirect(303, paths.reExtraction(id));
  };
}

export function showReExtraction(parts: UploadParts): RequestHandler {
  return async (req, res) => {
    const { db, kinds } = parts;
    const run = await runAsked(parts, req);
    const counts = await itemCounts(db, run.id);
    const total = totalOf(counts);
    const asked = pageAsked(req.query.page, ITEMS_A_PAGE, total);
    const items = await itemsOf(db, run.id, asked);
    renderPage(req, res, present.runPage({ run, counts, items, asked, kinds }));
  };
}

export function applyRun(parts: UploadParts): RequestHandler {
  return async (req, res) => {
    const { id } = await runAsked(parts, req);
    const command = { runId: id, userId: signedInUser(req).id, ...parseApplication(req.body) };
    refuseUnlessDone(await applyReExtraction(parts, command, actorOf(req)), id);
    res.redirect(303, paths.reExtraction(id));
  };
}

export function cancelRun(parts: UploadParts): RequestHandler {
  return async (req, res) => {
    const { id } = await runAsked(parts, req);
    refuseUnlessDone(await cancelReExtraction(parts, id, actorOf(req)), id);
    res.redirect(303, paths.reExtraction(id));
  };
}

function refuseUnlessDone({ kind }: { kind: string }, id: number): void {
  if (kind === 'not-found') throw new NotFound();
  if (kind === 'too-late')
    throw new Refusal('too-late', { href: paths.reExtraction(id), text: 'See how the run stands' });
}

async function runAsked({ db }: UploadParts, req: Request): Promise<Run> {
  const id = parseUploadId(req.params.id);
  const run = id === null ? undefined : await runOf(db, id);
  if (!run) throw new NotFound();
  return run;
}
