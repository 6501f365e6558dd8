import { paths } from '../../paths.ts';
import { get, post, type Route, withStepUp } from '../../web/routes.ts';
import * as handlers from './handlers.ts';
import type { RetentionPageParts } from './handlers.ts';

export type { RetentionPageParts } from './handlers.ts';

/** What the retention schedule would do, has done, and does now if somebody asks. */
export function retentionRoutes(parts: RetentionPageParts): Route[] {
  const manage = 'retention:manage';
  return [
    get(paths.retention, manage, handlers.showRetention(parts)),
    withStepUp(get(paths.retentionRuns, manage, handlers.showAsking(parts))),
    withStepUp(post(paths.retentionRuns, manage, 'retention.run-asked', handlers.runNow(parts))),
    get(paths.retentionRun(), manage, handlers.showRun(parts)),
  ];
}
