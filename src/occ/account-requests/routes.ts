import { paths } from '../../paths.ts';
import { get, post, type Route } from '../../web/routes.ts';
import type { OccParts } from '../occ-parts.ts';
import * as handlers from './handlers.ts';

export function accountRequestRoutes(parts: OccParts): Route[] {
  const issue = 'accounts:issue';
  return [
    get(paths.accountRequests, issue, handlers.listRequests(parts)),
    get(paths.accountRequest(), issue, handlers.showRequest(parts)),
    post(paths.accountRequestIssuing(), issue, 'account-request.issued', handlers.issue(parts)),
    post(paths.accountRequestDeclining(), issue, 'account-request.declined', handlers.decline(parts)),
  ];
}
