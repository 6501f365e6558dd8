import { paths } from '../paths.ts';
import { get, post, type Route } from '../web/routes.ts';
import type { AccountParts } from './account-parts.ts';
import * as handlers from './handlers.ts';
import { signInChecker } from './handlers-passport.ts';

export function accountRoutes(parts: AccountParts): Route[] {
  const check = signInChecker(parts);
  return [
    get(paths.home, 'public', handlers.showHome(parts)),
    get(paths.signIn, 'public', handlers.showSignIn()),
    post(
      paths.signIn,
      'public',
      'account.signed-in',
      handlers.signIn(parts, check),
      handlers.showStaleSignIn(),
    ),
    post(paths.signOut, 'signed-in', 'account.signed-out', handlers.signOut(parts)),
    get(paths.invitation(), 'public', handlers.showInvitation(parts)),
    post(
      paths.invitation(),
      'public',
      'account.invitation-accepted',
      handlers.choosePassword(parts),
      handlers.showStaleInvitation(parts),
    ),
  ];
}
