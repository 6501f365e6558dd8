export { benchmarkReader } from './benchmark/store-benchmark.ts';
export { costMeasures, type CostMeasures, type GivenValues } from './measures/cost-measures.ts';
export type { Measure } from './measures/measure.ts';
export { findMeasure, measures } from './measures/measures.ts';
export { reportPersonalData } from './personal-data.ts';
export { reportRoutes } from './routes.ts';
