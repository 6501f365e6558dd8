export type { ComparisonFacts } from './comparisons.ts';
export type { PolicyParts } from './handlers.ts';
export type { RequirementSet } from './requirements.ts';
export { policyRoutes } from './routes.ts';
