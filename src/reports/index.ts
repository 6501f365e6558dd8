export {
  costMeasures,
  findMeasure,
  measures,
  type CostMeasures,
  type GivenValues,
  type Measure,
} from './measures.ts';
export { reportRoutes } from './routes.ts';
