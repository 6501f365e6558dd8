import csurf from 'csurf';
import type { Express, Request } from 'express';

/** The token comes in the form or in a header, never in an address: addresses are logged and passed on. */
function tokenIn(req: { body?: unknown; headers: Record<string, string | string[] | undefined> }): string {
  const given = (req.body as { _csrf?: unknown } | undefined)?._csrf ?? req.headers['x-csrf-token'];
  return typeof given === 'string' ? given : '';
}

// csurf is archived: this file is the only one that knows it (design: @dr.pogodin/csurf can take its place).
const offer = csurf({ value: tokenIn, ignoreMethods: ['GET', 'HEAD', 'POST'] });
const check = csurf({ value: tokenIn, ignoreMethods: [] });

/** Gives signed-in requests `csrfToken()`; before sign-in csurf is never touched, since it would make a cookie. */
export function setUpCsrf(app: Express): void {
  app.use((req, res, next) => {
    if (req.user) offer(req, res, next);
    else next();
  });
}

/** Gives a session its secret before it is first saved, so that two pages opened at once do not make two. */
export function seedCsrf(req: Request): void {
  if (req.res) void offer(req, req.res, () => undefined);
}

/**
 * True when the signed-in request carries its session's token in the body's `_csrf` or in `x-csrf-token`. For a form with
 * a file, whose fields come one by one, multer's fileFilter asks: `_csrf` stands before the file in the form.
 */
export function csrfMatches(req: Request): boolean {
  if (!req.user || !req.res) return false;
  let matches = false;
  // Without a cookie of its own, csurf answers before it returns.
  void check(req, req.res, (refusal?: unknown) => {
    matches = refusal === undefined;
  });
  return matches;
}
