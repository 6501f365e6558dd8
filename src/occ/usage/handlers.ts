import type { RequestHandler } from 'express';
import type { Knex } from 'knex';
import { type Clock, today } from '../../platform/clock.ts';
import { renderPage } from '../../web/render.ts';
import { usagePage } from './presenters.ts';
import { countsByDay, countsByPage } from './store.ts';

export interface UsageParts {
  db: Knex;
  clock: Clock;
  /** Whether visits are counted. */
  isOn: boolean;
}

const DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

export function showUsage({ db, clock, isOn }: UsageParts): RequestHandler {
  return async (req, res) => {
    const from = today(() => new Date(clock().getTime() - (DAYS - 1) * DAY_MS));
    const byPage = await countsByPage(db, from);
    renderPage(req, res, usagePage({ isOn, byPage, byDay: await countsByDay(db, from) }));
  };
}
