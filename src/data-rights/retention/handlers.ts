import type { Knex } from 'knex';
import type { RequestHandler } from 'express';
import { actorOf, type DormantAccount, parseId, signedInUser } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import type { Clock } from '../../platform/clock.ts';
import type { RetentionHolder } from '../../platform/retention.ts';
import { NotFound } from '../../web/errors.ts';
import { renderPage } from '../../web/render.ts';
import * as present from './presenters.ts';
import { previewRetention } from './preview-retention.ts';
import { askForRun } from './run-retention.ts';
import { lastRuns, runOf } from './store.ts';

const MOST_RUNS = 10;
const MOST_ACCOUNTS = 25;

export interface RetentionPageParts {
  db: Knex;
  clock: Clock;
  holders: readonly RetentionHolder[];
  /** Accounts that come up for removal. */
  dormant: (
    db: Knex,
    now: Date,
    most: number,
  ) => Promise<{ count: number; accounts: readonly DormantAccount[] }>;
}

export function showRetention({ db, clock, holders, dormant }: RetentionPageParts): RequestHandler {
  return async (req, res) => {
    const now = clock();
    const view = {
      previews: await previewRetention(db, holders, now),
      runs: await lastRuns(db, MOST_RUNS),
      dormant: await dormant(db, now, MOST_ACCOUNTS),
      wasAsked: req.query.done === 'asked',
    };
    renderPage(req, res, present.overviewPage(view));
  };
}

export function showAsking({ db, clock, holders }: RetentionPageParts): RequestHandler {
  return async (req, res) =>
    renderPage(req, res, present.askPage(await previewRetention(db, holders, clock())));
}

export function runNow(parts: RetentionPageParts): RequestHandler {
  return async (req, res) => {
    await askForRun(parts, signedInUser(req).id, actorOf(req));
    res.redirect(303, `${paths.retention}?done=asked`);
  };
}

export function showRun({ db }: RetentionPageParts): RequestHandler {
  return async (req, res) => {
    const id = parseId(req.params.id);
    const run = id === null ? null : await runOf(db, id);
    if (!run) throw new NotFound();
    renderPage(req, res, present.runPage(run));
  };
}
