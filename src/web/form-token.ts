import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Express, Request } from 'express';
import type { Clock } from '../platform/clock.ts';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the only way to say what is put on a request
  namespace Express {
    interface Request {
      /**
       * A token for the form on this page, for somebody not signed in; `path` is where the form goes when that is not the
       * page's own address. Asking for it makes no cookie.
       */
      formToken(path?: string): string;
    }
  }
}

export const FORM_TOKEN_FIELD = 'formToken';
const LIFETIME_MS = 4 * 60 * 60 * 1000;
const CLOCK_SKEW_MS = 60 * 1000;

export interface FormTokens {
  issue(purpose: string): string;
  matches(purpose: string, token: unknown): boolean;
}

/** Tokens that say "our page asked for this, less than four hours ago": time and its HMAC with the purpose. */
export function formTokens(key: Buffer, clock: Clock): FormTokens {
  const seal = (purpose: string, issued: string): string =>
    createHmac('sha256', key).update(`${purpose}\n${issued}`).digest('base64url');
  return {
    issue(purpose) {
      const issued = clock().getTime().toString(36);
      return `${issued}.${seal(purpose, issued)}`;
    },
    matches(purpose, token) {
      if (typeof token !== 'string') return false;
      const [issued = '', given = ''] = token.split('.');
      const age = clock().getTime() - parseInt(issued, 36);
      return age >= -CLOCK_SKEW_MS && age < LIFETIME_MS && areEqual(given, seal(purpose, issued));
    },
  };
}

/** Before sign-in there is no session to keep a token in; this one is good for the address that showed the form. */
export function setUpFormTokens(app: Express, tokens: FormTokens): void {
  app.set('form tokens', tokens);
  app.use((req, _res, next) => {
    req.formToken = (path = req.path) => tokens.issue(purposeOf({ path }));
    next();
  });
}

export function formTokenMatches(req: Request): boolean {
  const tokens = req.app.get('form tokens') as FormTokens;
  return tokens.matches(purposeOf(req), (req.body as Record<string, unknown>)[FORM_TOKEN_FIELD]);
}

/** Addresses that Express takes for the same one are the same purpose. */
function purposeOf({ path }: { path: string }): string {
  return path.toLowerCase().replace(/\/+$/, '');
}

function areEqual(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
