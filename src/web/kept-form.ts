import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import { FORM_TOKEN_FIELD } from './form-token.ts';
import { ABSOLUTE_MS } from './session-times.ts';
import { ownerOfEnded, sealOf } from './sessions.ts';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the only way to say what is put on a request
  namespace Express {
    interface Request {
      /** What was typed into a form whose session has ended, sealed. */
      keptForm?: string | null;
    }
  }
}

declare module 'express-session' {
  interface SessionData {
    keptForm?: string;
  }
}

const MOST_BYTES = 32 * 1024;

const keptForm = z.object({
  userId: z.number(),
  at: z.number(),
  path: z.string(),
  /** The page that the form stood on. */
  from: z.string().nullable(),
  fields: z.array(z.object({ name: z.string(), value: z.string() })),
});

export type KeptForm = z.output<typeof keptForm>;

/**
 * Seals what somebody typed whose session has ended, so that the sign-in page can carry it. It opens for nobody but
 * them. A form with a password is not kept, nor is a very long one: those people just sign in.
 */
export function keepTypedForm(clock: Clock): RequestHandler {
  return (req, _res, next) => {
    const userId = ownerOfEnded(req);
    const fields = fieldsOf(req.body);
    req.keptForm = null;
    if (userId !== null && !fields.some(({ name }) => isSecret(name))) {
      const form = { userId, at: clock().getTime(), path: req.originalUrl, from: pageBefore(req), fields };
      const text = JSON.stringify(form satisfies KeptForm);
      if (Buffer.byteLength(text) <= MOST_BYTES) req.keptForm = sealOf(req).sealForm(text);
    }
    next();
  };
}

/** What was kept for this person within the last twelve hours; null for anybody else. */
export function openKeptForm(
  req: Request,
  sealed: string,
  { userId, now }: { userId: number; now: Date },
): KeptForm | null {
  const text = sealOf(req).openForm(sealed);
  const form = text === null ? null : keptForm.parse(JSON.parse(text));
  return form?.userId === userId && now.getTime() - form.at < ABSOLUTE_MS ? form : null;
}

function fieldsOf(body: unknown): KeptForm['fields'] {
  const typed = Object.entries((body ?? {}) as Record<string, string | string[]>);
  return typed
    .filter(([name]) => name !== '_csrf' && name !== FORM_TOKEN_FIELD)
    .flatMap(([name, values]) => [values].flat().map((value) => ({ name, value })));
}

function isSecret(name: string): boolean {
  return /password|^present$|^code$/i.test(name);
}

function pageBefore(req: Request): string | null {
  const referrer = req.get('referer');
  if (referrer === undefined || !URL.canParse(referrer)) return null;
  const { host, pathname, search } = new URL(referrer);
  return host === req.host ? `${pathname}${search}` : null;
}
