import { paths } from '../../paths.ts';
import { get, post, withStepUp, type Route } from '../../web/routes.ts';
import type { OccParts } from '../occ-parts.ts';
import * as handlers from './handlers.ts';
import * as act from './handlers-actions.ts';

/** People's accounts. "new" stands before the numbers, one of which it would be taken for. */
export function userRoutes(parts: OccParts): Route[] {
  const [read, manage, administer] = ['users:read', 'users:manage', 'users:administer'] as const;
  return [
    get(paths.users, read, handlers.listUsers(parts)),
    withStepUp(get(paths.newUser, 'accounts:issue', handlers.showNewUser(parts))),
    withStepUp(post(paths.newUser, 'accounts:issue', 'user.created', handlers.createNewUser(parts))),
    get(paths.user(), read, handlers.showUser(parts), 'user.opened'),
    post(paths.userOpening(), read, 'user.opening-explained', handlers.explainOpening(parts)),
    post(paths.userInvitation(), manage, 'user.invited-again', act.sendInvitation(parts)),
    post(paths.userPasswordReset(), manage, 'user.password-reset-sent', act.sendPasswordReset(parts)),
    post(paths.userSessions(), manage, 'user.sessions-ended', act.endUserSessions(parts)),
    get(paths.userClosing(), manage, act.showUserClosing(parts)),
    post(paths.userClosing(), manage, 'user.closed', act.closeUser(parts)),
    post(paths.userReopening(), manage, 'user.reopened', act.reopenUser(parts)),
    withStepUp(get(paths.userRole(), administer, act.showUserRole(parts))),
    withStepUp(post(paths.userRole(), administer, 'user.role-changed', act.changeUserRole(parts))),
    withStepUp(get(paths.userSecondFactor(), administer, act.showUserSecondFactor(parts))),
    withStepUp(
      post(
        paths.userSecondFactor(),
        administer,
        'user.second-factor-turned-off',
        act.turnOffUserSecondFactor(parts),
      ),
    ),
  ];
}
