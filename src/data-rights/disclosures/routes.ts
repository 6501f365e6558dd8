import { paths } from '../../paths.ts';
import { get, post, type Route } from '../../web/routes.ts';
import * as handlers from './handlers.ts';
import type { DisclosureParts } from './record-disclosure.ts';

export function disclosureRoutes(parts: DisclosureParts): Route[] {
  const manage = 'disclosures:manage';
  return [
    get(paths.disclosures, manage, handlers.listDisclosures(parts)),
    get(paths.newDisclosure, manage, handlers.showNewDisclosure()),
    post(paths.newDisclosure, manage, 'disclosure.recorded', handlers.createDisclosure(parts)),
    get(paths.disclosure(), manage, handlers.showDisclosure(parts), 'disclosure.read'),
    get(paths.disclosureTelling(), manage, handlers.showTelling(parts)),
    post(paths.disclosureTelling(), manage, 'disclosure.telling-recorded', handlers.tellLater(parts)),
  ];
}
