import { paths } from '../../paths.ts';
import { get, post, type Route, withStepUp } from '../../web/routes.ts';
import { recipientRoutes } from '../recipients/routes.ts';
import * as handlers from './handlers.ts';
import * as act from './handlers-actions.ts';
import type { RemovalParts } from './removal-parts.ts';

export type { RemovalParts } from './removal-parts.ts';

/**
 * Removals for good: asked for by one person, approved by another, searched after, and certified. Whatever is done to one asks
 * once more who one is (D13): to make its plan again is to ask for it, and the last place judged brings the certificate.
 */
export function removalRoutes(parts: RemovalParts): Route[] {
  const manage = 'removals:manage';
  return [
    get(paths.removals, manage, handlers.listRemovals(parts)),
    withStepUp(get(paths.newRemoval, manage, handlers.showNewRemoval(parts), 'removal.considered')),
    withStepUp(post(paths.newRemoval, manage, 'removal.asked', handlers.askForOne(parts))),
    get(paths.removal(), manage, handlers.showRemoval(parts)),
    withStepUp(get(paths.removalApproval(), manage, act.showApproval(parts))),
    withStepUp(post(paths.removalApproval(), manage, 'removal.carried-out', act.approve(parts))),
    withStepUp(get(paths.removalRefusal(), manage, act.showRefusal(parts))),
    withStepUp(post(paths.removalRefusal(), manage, 'removal.refused', act.refuse(parts))),
    fromItsPage(post(paths.removalPlan(), manage, 'removal.planned-again', act.makePlanAgain(parts))),
    fromItsPage(post(paths.removalTraces(), manage, 'removal.trace-settled', act.settleOne(parts))),
    fromItsPage(post(paths.removalSearch(), manage, 'removal.search-asked', act.searchAgain(parts))),
    ...recipientRoutes(parts, {
      ...{ kind: 'removal', needs: manage, asked: (req) => handlers.toldAsked(parts, req) },
    }),
    get(paths.removalCertificate(), manage, handlers.showCertificate(parts)),
    get(paths.removalCertificateJson(), manage, handlers.downloadCertificate(parts)),
  ];
}

/** Its form stands on the removal's own page, to which somebody comes back who had to say who they are. */
const fromItsPage = (route: Route): Route => withStepUp(route, paths.removal());
