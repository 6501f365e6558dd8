import { paths } from '../paths.ts';
import { get, post, type Route } from '../web/routes.ts';
import { accountRequestRoutes } from './account-requests/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import * as authorities from './authorities/handlers.ts';
import { showHome } from './home/handlers.ts';
import { mailingRoutes } from './mailings/routes.ts';
import type { OccParts } from './occ-parts.ts';
import { userRoutes } from './users/routes.ts';

/** The back office's own screens. All of it answers 404 to whoever is not OCC's. */
export function occRoutes(parts: OccParts): Route[] {
  return [
    get(paths.backOffice, 'back-office:use', showHome(parts)),
    ...accountRequestRoutes(parts),
    ...userRoutes(parts),
    ...mailingRoutes(parts),
    ...auditRoutes(parts),
    get(paths.occAuthorities, 'users:read', authorities.listAuthorities(parts)),
    get(paths.occAuthority(), 'users:read', authorities.showAuthority(parts)),
    get(paths.authorityTerms(), 'registers:manage', authorities.showTerms(parts)),
    post(paths.authorityTerms(), 'registers:manage', 'authority.terms-changed', authorities.keepTerms(parts)),
  ];
}
