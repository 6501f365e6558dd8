import { paths } from '../../paths.ts';
import { get, post, type Route } from '../../web/routes.ts';
import * as handlers from './handlers.ts';
import type { BreachParts } from './report-breach.ts';

/** Anybody at OCC reports; compliance officers and administrators look after it. "new" stands before the references. */
export function breachRoutes(parts: BreachParts): Route[] {
  const [report, manage] = ['breaches:report', 'breaches:manage'] as const;
  return [
    get(paths.howToReport, report, handlers.showHowToReport(parts)),
    get(paths.newBreach, report, handlers.showReport()),
    post(paths.newBreach, report, 'breach.reported', handlers.report(parts)),
    get(paths.breaches, manage, handlers.listBreaches(parts)),
    get(paths.breach(), manage, handlers.showBreach(parts), 'breach.read'),
    get(paths.breachStep(), manage, handlers.showStep(parts)),
    post(paths.breachStep(), manage, 'breach.step-recorded', handlers.takeStep(parts)),
  ];
}
