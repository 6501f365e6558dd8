import { paths } from '../../paths.ts';
import { get, post, type Route, withStepUp } from '../../web/routes.ts';
import * as handlers from './handlers.ts';
import type { HoldParts } from './place-hold.ts';

/** Legal holds: placed, looked at, ended. Ending one lets data go, so it is asked once more who that is. */
export function holdRoutes(parts: HoldParts): Route[] {
  const manage = 'holds:manage';
  return [
    get(paths.holds, manage, handlers.listHolds(parts)),
    get(paths.newHold, manage, handlers.showNewHold()),
    post(paths.newHold, manage, 'legal-hold.placed', handlers.createHold(parts)),
    get(paths.hold(), manage, handlers.showHold(parts), 'legal-hold.read'),
    withStepUp(get(paths.holdEnding(), manage, handlers.showHoldEnding(parts))),
    withStepUp(post(paths.holdEnding(), manage, 'legal-hold.ended', handlers.endOneHold(parts))),
  ];
}
