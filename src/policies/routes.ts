import { paths } from '../paths.ts';
import { get, type Route } from '../web/routes.ts';
import { comparisonsHandler, requirementsHandlers, type PolicyParts } from './handlers.ts';
import { showPromises } from './promises/handlers.ts';
import { textRoutes } from './texts/routes.ts';

/** Pages for everybody: no sign-in, no cookie. */
export function policyRoutes(parts: PolicyParts): Route[] {
  return [...documentationRoutes(parts), ...textRoutes(parts)];
}

/** Documentation that is made from the specifications and from what reports are made with. */
export function documentationRoutes(
  parts: Pick<PolicyParts, 'requirements' | 'example' | 'temporaryFiles' | 'comparisons'>,
): Route[] {
  const requirements = requirementsHandlers(parts);
  return [
    get(paths.dataRequirements, 'public', requirements.page),
    get(paths.requirementsTemplate, 'public', requirements.template),
    get(paths.requirementsExample, 'public', requirements.example),
    get(paths.comparisons, 'public', comparisonsHandler(parts)),
    get(paths.promises, 'public', showPromises()),
  ];
}
