import { paths } from '../../paths.ts';
import { get, post, type Route } from '../../web/routes.ts';
import { aboutSomebody } from '../handlers-subject.ts';
import { recipientRoutes } from '../recipients/routes.ts';
import * as handlers from './handlers.ts';
import type { RestrictionParts } from './start-restriction.ts';

/** Limits on the use of data, for those who work on requests. "new" stands before the numbers. */
export function restrictionRoutes(parts: RestrictionParts): Route[] {
  const manage = 'requests:manage';
  return [
    get(paths.restrictions, manage, handlers.listRestrictions(parts)),
    get(
      paths.newRestriction,
      manage,
      aboutSomebody(handlers.showNewRestriction(parts)),
      'restriction.prepared',
    ),
    post(paths.newRestriction, manage, 'restriction.started', handlers.createRestriction(parts)),
    get(paths.restriction(), manage, handlers.showRestriction(parts), 'restriction.read'),
    get(paths.restrictionTelling(), manage, handlers.showTelling(parts)),
    post(paths.restrictionTelling(), manage, 'restriction.end-told', handlers.tell(parts)),
    get(paths.restrictionLifting(), manage, handlers.showLifting(parts)),
    post(paths.restrictionLifting(), manage, 'restriction.lifted', handlers.lift(parts)),
    ...recipientRoutes(parts, {
      ...{ kind: 'restriction', needs: manage, asked: (req) => handlers.toldAsked(parts.db, req) },
    }),
  ];
}
