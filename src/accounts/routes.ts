import { paths } from '../paths.ts';
import { get, type Route } from '../web/routes.ts';
import type { AccountParts } from './account-parts.ts';
import { colleagueRoutes } from './colleagues/routes.ts';
import { consentRoutes } from './consents/routes.ts';
import { directoryRoutes } from './directory/routes.ts';
import * as handlers from './handlers.ts';
import { passwordRoutes } from './passwords/routes.ts';
import { secondFactorRoutes } from './second-factor/routes.ts';
import { sessionRoutes } from './sessions/routes.ts';
import { signInRoutes } from './sign-in/routes.ts';
import { yourAccountRoutes } from './your-account/routes.ts';

export function accountRoutes(parts: AccountParts): Route[] {
  return [
    get(paths.home, 'public', handlers.showHome(parts)),
    get(paths.permissions, 'public', handlers.showPermissions()),
    ...signInRoutes(parts),
    ...passwordRoutes(parts),
    ...secondFactorRoutes(parts),
    ...sessionRoutes(parts),
    ...yourAccountRoutes(parts),
    ...colleagueRoutes(parts),
    ...consentRoutes(parts),
    ...directoryRoutes(parts),
  ];
}
