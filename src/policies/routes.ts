import { paths } from '../paths.ts';
import { get, type Route } from '../web/routes.ts';
import { comparisonsHandler, requirementsHandlers, type PolicyParts } from './handlers.ts';

/** Texts for everybody: no sign-in, no cookie. */
export function policyRoutes(parts: PolicyParts): Route[] {
  const requirements = requirementsHandlers(parts);
  return [
    get(paths.dataRequirements, 'public', requirements.page),
    get(paths.requirementsTemplate, 'public', requirements.template),
    get(paths.requirementsExample, 'public', requirements.example),
    get(paths.comparisons, 'public', comparisonsHandler(parts)),
  ];
}
