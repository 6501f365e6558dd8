import { paths } from '../paths.ts';
import { get, type Route } from '../web/routes.ts';
import { comparisonsHandler, requirementsHandlers, type PolicyParts } from './handlers.ts';
import { showPromises } from './promises/handlers.ts';
import { textRoutes } from './texts/routes.ts';

/** Pages for everybody: no sign-in, no cookie. */
export function policyRoutes(parts: PolicyParts): Route[] {
  const { template, example, layout } = requirementsHandlers(parts);
  return [
    get(paths.requirementsTemplate, 'public', template),
    get(paths.requirementsExample, 'public', example),
    ...comparisonRoutes(parts),
    get(paths.promises, 'public', showPromises()),
    ...textRoutes({ ...parts, layouts: { 'data-requirements': layout } }),
  ];
}

/** What reports are made with, in words. */
export function comparisonRoutes(parts: Pick<PolicyParts, 'comparisons'>): Route[] {
  return [get(paths.comparisons, 'public', comparisonsHandler(parts))];
}
