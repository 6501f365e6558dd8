import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Express, Request } from 'express';
import { pinoHttp } from 'pino-http';
import { paths } from '../paths.ts';
import type { Logger } from '../platform/logger.ts';

/**
 * One line a request: its reference, method, route pattern, status and milliseconds. Nothing about a person: addresses
 * as typed can hold tokens and names, so the pattern stands for them, and no IP address, browser or referrer is kept.
 */
export function setUpRequestLog(app: Express, logger: Logger): void {
  app.use(
    pinoHttp<Request>({
      logger,
      genReqId: newReference,
      quietReqLogger: true,
      quietResLogger: true,
      wrapSerializers: false,
      serializers: { req: () => undefined },
      autoLogging: { ignore: isProbe },
      customLogLevel: (_req, res) => (res.statusCode >= 500 ? 'error' : 'info'),
      customSuccessObject: (req, res, { responseTime }) =>
        entryOf(req, res.statusCode, responseTime as number),
      customErrorObject: (req, res, _error, { responseTime }) =>
        entryOf(req, res.statusCode, responseTime as number),
      customErrorMessage: () => 'request failed',
    }),
  );
}

/** Short enough to be read out on the telephone. */
function newReference(): string {
  return randomUUID().slice(0, 13);
}

function isProbe(req: IncomingMessage): boolean {
  return req.url === paths.health || req.url === paths.readiness;
}

function entryOf(req: Request, status: number, ms: number): object {
  return { method: req.method, route: routeOf(req), status, ms };
}

function routeOf(req: Request): string {
  const pattern = (req.route as { path?: unknown } | undefined)?.path;
  if (typeof pattern === 'string') return pattern;
  return req.originalUrl.startsWith('/assets/') ? '/assets' : 'none';
}
