import { paths } from '../../paths.ts';
import { get, post, type Route } from '../../web/routes.ts';
import type { AccountParts } from '../account-parts.ts';
import * as handlers from './handlers.ts';
import * as confirm from './handlers-confirm.ts';

export function sessionRoutes(parts: AccountParts): Route[] {
  return [
    get(paths.security, 'signed-in', handlers.showSecurity(parts)),
    post(
      paths.otherSessionsEnding,
      'signed-in',
      'account.other-sessions-ended',
      handlers.endMyOtherSessions(parts),
    ),
    post(paths.ownSessionEnding(), 'signed-in', 'account.session-ended', handlers.endSessionOfMine(parts)),
    get(paths.confirmItIsYou, 'signed-in', confirm.showConfirm()),
    post(paths.confirmItIsYou, 'signed-in', 'account.identity-confirmed', confirm.confirmItIsMe(parts)),
    get(paths.session, 'signed-in', handlers.showSession()),
  ];
}
