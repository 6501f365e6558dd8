import { paths } from '../../paths.ts';
import { get, post, type Route } from '../../web/routes.ts';
import type { AccountParts } from '../account-parts.ts';
import * as change from './handlers-change.ts';
import * as invitation from './handlers-invitation.ts';
import * as reset from './handlers-reset.ts';

export function passwordRoutes(parts: AccountParts): Route[] {
  return [
    get(paths.invitation(), 'public', invitation.showInvitation(parts)),
    post(
      paths.invitation(),
      'public',
      'account.invitation-accepted',
      invitation.choosePassword(parts),
      invitation.showStaleInvitation(parts),
    ),
    get(paths.forgottenPassword, 'public', reset.showForgotten()),
    post(
      paths.forgottenPassword,
      'public',
      'account.password-link-asked',
      reset.askForLink(parts),
      reset.showStaleForgotten(),
    ),
    get(paths.passwordReset(), 'public', reset.showReset(parts)),
    post(
      paths.passwordReset(),
      'public',
      'account.password-reset',
      reset.chooseNewPassword(parts),
      reset.showStaleReset(parts),
    ),
    get(paths.changePassword, 'signed-in', change.showChange()),
    post(paths.changePassword, 'signed-in', 'account.password-changed', change.changeOwnPassword(parts)),
  ];
}
