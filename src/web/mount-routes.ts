import express, { type Express, type RequestHandler } from 'express';
import { paths } from '../paths.ts';
import type { Clock } from '../platform/clock.ts';
import { isOfBackOffice } from './back-office.ts';
import { csrfMatches } from './csrf.ts';
import { NotFound, Refusal } from './errors.ts';
import { formTokenMatches } from './form-token.ts';
import type { Access, Route } from './routes.ts';
import { refuseOtherSites } from './same-origin.ts';
import { ownerOfEnded } from './sessions.ts';
import { keepTypedForm } from './kept-form.ts';
import { recentlyConfirmed } from './step-up.ts';

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
export function mountRoutes(
  app: Express,
  routes: readonly Route[],
  { baseUrl, clock }: { baseUrl: string | null; clock: Clock },
): void {
  const mounted = new Set<string>();
  for (const route of routes) {
    const name = `${route.method.toUpperCase()} ${route.path}`;
    if (mounted.has(name)) throw new Error(`${name} is mounted twice.`);
    refuseCareless(route, name);
    mounted.add(name);
    if (keepsForms(route)) app.post(route.path, ...formKeepers(routes, { baseUrl, clock }));
    app[route.method](route.path, ...chainOf(route, baseUrl, clock));
  }
}

function refuseCareless(route: Route, name: string): void {
  if (!/^(public|signed-in|[a-z-]+:[a-z-]+)$/.test(route.access))
    throw new Error(`${name} does not say who may use it.`);
  if (route.method === 'post' && !route.audit) throw new Error(`${name} has no audit name.`);
  if (route.body === 'multipart' && route.access === 'public')
    throw new Error(`${name} takes files from anybody.`);
}

/** Files are never kept, and what anybody may send needs no session. */
function keepsForms({ access, body }: Route): boolean {
  return access !== 'public' && body === 'form';
}

/** Answers somebody whose session has ended while they typed with the sign-in page, which takes the form along. */
function formKeepers(
  routes: readonly Route[],
  { baseUrl, clock }: { baseUrl: string | null; clock: Clock },
): RequestHandler[] {
  const signIn = routes.find(({ method, path }) => method === 'get' && path === paths.signIn);
  if (!signIn) return [];
  const unlessSignedIn: RequestHandler = (req, _res, next) =>
    next(req.user || ownerOfEnded(req) === null ? 'route' : undefined);
  return [unlessSignedIn, refuseOtherSites(baseUrl), readForm, keepTypedForm(clock), signIn.handler];
}

function chainOf(route: Route, baseUrl: string | null, clock: Clock): RequestHandler[] {
  const guards = route.stepUp ? [guardFor(route), recentlyConfirmed(clock, route.stepUp)] : [guardFor(route)];
  if (route.method === 'get') return [...guards, route.handler];
  const checks = [...guards, refuseOtherSites(baseUrl)];
  if (route.body === 'multipart') return [...checks, route.handler];
  return [...checks, readForm, refuseStaleForms(route), route.handler];
}

function guardFor(route: Route): RequestHandler {
  return (req, res, next) => {
    req.auditName = route.audit;
    // What a page shows depends on who is signed in, and some addresses carry a token: no copy is kept anywhere.
    res.set('Cache-Control', 'no-store');
    if (route.access !== 'public' && !route.whileSettingUp && req.user?.mustFirst) {
      res.redirect(303, req.user.mustFirst);
      return;
    }
    if (mayUse(route.access, req.user)) {
      next();
      return;
    }
    if (req.user?.withheld.has(route.access)) {
      next(
        new Refusal('restricted', {
          href: paths.ownRequests,
          text: 'See the limit, and ask to have it lifted',
        }),
      );
      return;
    }
    // Whether there is such a page in the back office is for OCC alone to know.
    if (req.user || isOfBackOffice(route.path)) {
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
