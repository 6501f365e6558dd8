import type { Request, RequestHandler } from 'express';
import { Refusal } from './errors.ts';

/** Refuses a form that another website made the browser send. Browsers that say nothing are left to the form's token. */
export function refuseOtherSites(baseUrl: string | null): RequestHandler {
  const ownOrigin = baseUrl === null ? null : new URL(baseUrl).origin;
  return (req, _res, next) => {
    next(comesFromOwnPages(req, ownOrigin) ? undefined : new Refusal('other-site'));
  };
}

function comesFromOwnPages(req: Request, ownOrigin: string | null): boolean {
  const site = req.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const origin = req.get('origin');
  return origin === undefined || origin === (ownOrigin ?? `${req.protocol}://${req.host}`);
}
