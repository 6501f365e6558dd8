export type { ComparisonFacts } from './comparisons.ts';
export type { PolicyParts } from './handlers.ts';
export { policyPersonalData } from './personal-data.ts';
export { activities, type Activity } from './processing/specification/activities.ts';
export { basesInUse } from './processing/specification/lawful-bases.ts';
export type { RequirementSet } from './requirements.ts';
export { documentationRoutes, policyRoutes } from './routes.ts';
export { noticeToShow } from './texts/acknowledge-notice.ts';
export { openTexts, shippedTexts, type Texts } from './texts/kept-texts.ts';
