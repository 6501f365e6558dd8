import { paths } from '../../paths.ts';
import { get, post, type Route } from '../../web/routes.ts';
import type { AccountParts } from '../account-parts.ts';
import * as handlers from './handlers.ts';

/** The accounts of an authority: officers see whose they are, lead officers look after them. */
export function colleagueRoutes(parts: AccountParts): Route[] {
  const manage = 'colleagues:manage';
  return [
    get(paths.colleagues, 'colleagues:read', handlers.showColleagues(parts)),
    get(paths.newColleague, manage, handlers.showNewColleague()),
    post(paths.newColleague, manage, 'account-request.made', handlers.askForColleague(parts)),
    get(paths.colleagueInvitation(), manage, handlers.showInvitationAgain(parts)),
    post(paths.colleagueInvitation(), manage, 'colleague.invited-again', handlers.sendInvitationAgain(parts)),
    get(paths.colleagueClosing(), manage, handlers.showClosing(parts)),
    post(paths.colleagueClosing(), manage, 'colleague.account-closed', handlers.closeColleagueAccount(parts)),
    get(paths.invitationRenewal(), 'public', handlers.showRenewal()),
    post(
      paths.invitationRenewal(),
      'public',
      'account.invitation-renewed',
      handlers.renewOldInvitation(parts),
    ),
  ];
}
