import path from 'node:path';
import express, { type Express } from 'express';
import type { Pool } from 'pg';
import type { Clock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import type { Logger } from './platform/logger.ts';
import type { Secrets } from './platform/secrets.ts';
import { setUpCsrf } from './web/csrf.ts';
import { setUpErrorPages } from './web/errors.ts';
import { formTokens, setUpFormTokens } from './web/form-token.ts';
import { setUpHealth } from './web/health.ts';
import { type MetricsParts, setUpMetrics } from './web/metrics.ts';
import { mountRoutes } from './web/mount-routes.ts';
import { setUpRequestChecks } from './web/request-checks.ts';
import { setUpRequestLog } from './web/request-log.ts';
import { setUpViews } from './web/render.ts';
import type { Route } from './web/routes.ts';
import { setUpSecurityHeaders } from './web/security-headers.ts';
import type { ReadSession } from './web/session-store.ts';
import { setUpSessions, setUpSignedInUser } from './web/sessions.ts';
import { setUpAssets } from './web/static-assets.ts';
import { setUpUsage, type UsageCounter } from './web/usage.ts';

export interface AppParts {
  config: Pick<Config, 'baseUrl' | 'https' | 'trustedProxies'>;
  logger: Logger;
  pool: Pool;
  secrets: Pick<Secrets, 'session' | 'formToken'>;
  clock: Clock;
  routes: readonly Route[];
  /** A session by its key in the table, with the person it belongs to. */
  readSession: ReadSession;
  readiness: () => Promise<boolean>;
  metrics: MetricsParts;
  /** Counts pages and searches; without one nothing is counted. */
  usage?: UsageCounter | null;
  /** The folder public/. */
  assets: { root: string };
}

/** The whole way of a request, from top to bottom. */
export function createApp(parts: AppParts): Express {
  const { config, secrets, clock } = parts;
  const app = express();
  app.set('trust proxy', config.trustedProxies);
  setUpViews(app, path.resolve(import.meta.dirname, '../views'));
  // A page differs for each reader and each time (tokens): a fingerprint of it would never be asked for again.
  app.disable('etag');

  setUpRequestLog(app, parts.logger);
  setUpSecurityHeaders(app, config.https);
  setUpHealth(app, parts.readiness);
  setUpFormTokens(app, formTokens(secrets.formToken, clock));
  setUpMetrics(app, parts.metrics);
  setUpRequestChecks(app, config);
  setUpAssets(app, parts.assets.root);
  setUpUsage(app, parts.usage ?? null);

  setUpSessions(app, { ...parts, https: config.https, secrets: secrets.session });
  setUpSignedInUser(app);
  setUpCsrf(app);

  mountRoutes(app, parts.routes, { baseUrl: config.baseUrl, clock });
  setUpErrorPages(app);
  return app;
}
