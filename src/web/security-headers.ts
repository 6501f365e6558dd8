import type { Express } from 'express';
import helmet from 'helmet';

const YEAR_S = 365 * 24 * 60 * 60;

/** Pages load only their own files, run no inline script or style, stand in no frame and send forms only home. */
export function setUpSecurityHeaders(app: Express, https: boolean): void {
  app.disable('x-powered-by');
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy(https) },
      strictTransportSecurity: https ? { maxAge: YEAR_S, includeSubDomains: true } : false,
      referrerPolicy: { policy: 'same-origin' },
      frameguard: { action: 'deny' },
    }),
  );
}

function contentSecurityPolicy(https: boolean): Record<string, string[]> {
  const self = ["'self'"];
  const none = ["'none'"];
  return {
    'default-src': none,
    'script-src': self,
    'style-src': self,
    'img-src': self,
    'font-src': self,
    'connect-src': self,
    'form-action': self,
    'base-uri': none,
    'frame-ancestors': none,
    ...(https && { 'upgrade-insecure-requests': [] }),
  };
}
