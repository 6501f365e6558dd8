import type { Express, Request } from 'express';
import { Refusal } from './errors.ts';

const methods = new Set(['GET', 'HEAD', 'POST']);

/** Refuses methods that no page uses, and hosts that are not ours: a link made from a foreign Host could lead away. */
export function setUpRequestChecks(
  app: Express,
  { baseUrl, https }: { baseUrl: string | null; https: boolean },
): void {
  const ownHost = baseUrl === null ? null : new URL(baseUrl).host;
  const link = baseUrl === null ? undefined : { href: `${baseUrl}/`, text: baseUrl };
  app.use((req, res, next) => {
    if (!methods.has(req.method)) {
      res.set('Allow', [...methods].join(', '));
      next(new Refusal('wrong-method'));
      return;
    }
    next(isOurs(req, ownHost, https) ? undefined : new Refusal('wrong-address', link));
  });
}

function isOurs(req: Request, ownHost: string | null, https: boolean): boolean {
  // Over plain http the Secure cookie would silently not be set and signing in would go round in circles.
  if (https && !req.secure) return false;
  const host = req.host as string | undefined;
  return host !== undefined && (ownHost === null || host.toLowerCase() === ownHost);
}
