import type { Express, Request, Response } from 'express';

/**
 * Keeps a changed session before the reply begins. express-session lets all but the last byte of a reply out first, and
 * a browser asks at once for the pictures of a page, or goes where a redirect leads: it would meet the session as it was.
 */
export function setUpKeeping(app: Express): void {
  app.use((req, res, next) => {
    const before = textOf(req);
    const end = res.end.bind(res) as (...answer: unknown[]) => Response;
    let isKept = false;
    res.end = ((...answer: unknown[]) => {
      if (isKept || res.headersSent || !isThere(req) || textOf(req) === before) return end(...answer);
      isKept = true;
      req.session.save((error: unknown) => {
        if (error) next(error);
        else end(...answer);
      });
      return res;
    }) as Response['end'];
    next();
  });
}

/** Signing out takes the session off the request. */
function isThere(req: Request): boolean {
  return (req as Partial<Pick<Request, 'session'>>).session !== undefined;
}

function textOf(req: Request): string {
  return JSON.stringify(req.session);
}
