import type { RequestHandler } from 'express';

/**
 * Who may use a route: anybody ("public"), anybody signed in ("signed-in"), or whoever's role holds the permission.
 */
export type Access = 'public' | 'signed-in' | `${string}:${string}`;

export interface Route {
  method: 'get' | 'post';
  path: string;
  access: Access;
  /** Name of the audit event that the handler's change records; null for a read that is not audited. */
  audit: string | null;
  /** How the body is read: not at all, as a form, or by the handler itself after the guards (a file). */
  body: 'none' | 'form' | 'multipart';
  handler: RequestHandler;
  /**
   * Asks a person who has not done so for ten minutes to say once more who they are; they come back to this address, or
   * to the page of this pattern, whose names are those of the address.
   */
  stepUp?: true | string;
  /** Open to somebody who has to do something first, since it is how that is done. */
  whileSettingUp?: true;
  /** Answers instead of the general page when the form's token is old or wrong: shows the form again as it was typed. */
  whenStale?: RequestHandler;
}

export function get(
  path: string,
  access: Access,
  handler: RequestHandler,
  audit: string | null = null,
): Route {
  return { method: 'get', path, access, audit, body: 'none', handler };
}

export function post(
  path: string,
  access: Access,
  audit: string,
  handler: RequestHandler,
  whenStale?: RequestHandler,
): Route {
  return { method: 'post', path, access, audit, body: 'form', handler, whenStale };
}

export function postFile(path: string, access: Access, audit: string, handler: RequestHandler): Route {
  return { method: 'post', path, access, audit, body: 'multipart', handler };
}

/** For what somebody at an unattended screen must not do. @param page of a form whose page is not at the same address */
export function withStepUp(route: Route, page?: string): Route {
  return { ...route, stepUp: page ?? true };
}

export function openWhileSettingUp(route: Route): Route {
  return { ...route, whileSettingUp: true };
}
