import express, { type Express, type RequestHandler } from 'express';
import { paths } from '../paths.ts';
import { csrfMatches } from './csrf.ts';
import { NotFound, Refusal } from './errors.ts';
import { formTokenMatches } from './form-token.ts';
import type { Access, Route } from './routes.ts';
import { refuseOtherSites } from './same-origin.ts';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the only way to say what is put on a request
  namespace Express {
    interface Request {
      /** Audit name of the route in hand, from its route line. */
      auditName?: string | null;
    }
  }
}

// Room for a page of decisions or a long complaint; a file never comes this way.
const readForm = express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 2000 });

/**
 * The only way a feature's page gets an address. In this order: may this person use it; did our own page send the
 * form; the body; the form's token; the handler. Throws at start when a route says too little about itself.
 */
export function mountRoutes(app: Express, routes: readonly Route[], baseUrl: string | null): void {
  const mounted = new Set<string>();
  for (const route of routes) {
    const name = `${route.method.toUpperCase()} ${route.path}`;
    if (mounted.has(name)) throw new Error(`${name} is mounted twice.`);
    refuseCareless(route, name);
    mounted.add(name);
    app[route.method](route.path, ...chainOf(route, baseUrl));
  }
}

function refuseCareless(route: Route, name: string): void {
  if (!/^(public|signed-in|[a-z-]+:[a-z-]+)$/.test(route.access))
    throw new Error(`${name} does not say who may use it.`);
  if (route.method === 'post' && !route.audit) throw new Error(`${name} has no audit name.`);
  if (route.body === 'multipart' && route.access === 'public')
    throw new Error(`${name} takes files from anybody.`);
}

function chainOf(route: Route, baseUrl: string | null): RequestHandler[] {
  const guard = guardFor(route);
  if (route.method === 'get') return [guard, route.handler];
  const checks = [guard, refuseOtherSites(baseUrl)];
  if (route.body === 'multipart') return [...checks, route.handler];
  return [...checks, readForm, refuseStaleForms(route), route.handler];
}

function guardFor(route: Route): RequestHandler {
  return (req, res, next) => {
    req.auditName = route.audit;
    // What a page shows depends on who is signed in, and some addresses carry a token: no copy is kept anywhere.
    res.set('Cache-Control', 'no-store');
    if (mayUse(route.access, req.user)) {
      next();
      return;
    }
    if (req.user) {
      next(new NotFound());
      return;
    }
    const from = req.method === 'POST' ? '' : `?returnTo=${encodeURIComponent(req.originalUrl)}`;
    res.redirect(303, paths.signIn + from);
  };
}

function mayUse(access: Access, user: Express.User | undefined): boolean {
  if (access === 'public') return true;
  if (!user) return false;
  return access === 'signed-in' || user.permissions.has(access);
}

function refuseStaleForms(route: Route): RequestHandler {
  return (req, res, next) => {
    req.body ??= {};
    if (req.user ? csrfMatches(req) : formTokenMatches(req)) {
      next();
      return;
    }
    if (route.whenStale) return route.whenStale(req, res, next);
    next(new Refusal('stale-form'));
  };
}
