import { paths } from '../../paths.ts';
import { get, type Route } from '../../web/routes.ts';
import { showUsage, type UsageParts } from './handlers.ts';

/** How much the pages are used, by nobody in particular. */
export function usageRoutes(parts: UsageParts): Route[] {
  return [get(paths.usage, 'usage:read', showUsage(parts))];
}
