export { costMeasures, type CostMeasures, type GivenValues } from './cost-measures.ts';
export type { Measure } from './measure.ts';
export { findMeasure, measures } from './measures.ts';
export { reportPersonalData } from './personal-data.ts';
export { reportRoutes } from './routes.ts';
