import { randomUUID } from 'node:crypto';
import type { Express, Request } from 'express';
import { paths } from '../paths.ts';
import type { Logger } from '../platform/logger.ts';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the only way to say what is put on a request
  namespace Express {
    interface Request {
      /** Its reference: in the log, and on an error page. */
      id: string;
      log: Logger;
    }
  }
}

const probes: ReadonlySet<string> = new Set([paths.health, paths.readiness, paths.metrics]);

/**
 * One line a request: its reference, method, route pattern, status and milliseconds. Nothing about a person: addresses
 * as typed can hold tokens and names, so the pattern stands for them, and no IP address, browser or referrer is kept.
 */
export function setUpRequestLog(app: Express, logger: Logger): void {
  app.use((req, res, next) => {
    const started = performance.now();
    req.id = newReference();
    req.log = logger;
    if (!probes.has(req.path)) {
      res.once('close', () => {
        const ms = Math.round(performance.now() - started);
        const line = { reqId: req.id, method: req.method, route: routeOf(req), status: res.statusCode, ms };
        if (res.statusCode >= 500) logger.error(line, 'request failed');
        else if (res.writableFinished) logger.info(line, 'request completed');
        else logger.info(line, 'request aborted');
      });
    }
    next();
  });
}

/** Short enough to be read out on the telephone. */
function newReference(): string {
  return randomUUID().slice(0, 13);
}

function routeOf(req: Request): string {
  const pattern = (req.route as { path?: unknown } | undefined)?.path;
  if (typeof pattern === 'string') return pattern;
  return req.originalUrl.startsWith('/assets/') ? '/assets' : 'none';
}
