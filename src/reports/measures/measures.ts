import { families, type Family, type Measure } from './measure.ts';
import { costMeasureList } from '../specification/cost.ts';
import { outcomeMeasureList } from '../specification/outcomes.ts';
import { performanceMeasureList } from '../specification/performance.ts';
import { qualityMeasureList } from '../specification/quality.ts';

/** Every measure, family by family. */
export const measures: readonly Measure[] = [
  ...costMeasureList,
  ...qualityMeasureList,
  ...performanceMeasureList,
  ...outcomeMeasureList,
];

export const familyTitles: Readonly<Record<Family, string>> = {
  cost: 'Cost',
  quality: 'Quality',
  performance: 'Performance',
  outcomes: 'Outcomes',
};

/** The measures of each family, in the order of the pages. */
export const measuresByFamily = families.map((family) => ({
  family,
  title: familyTitles[family],
  measures: measures.filter((measure) => measure.family === family),
}));

/** The measure at an address, or undefined where there is none. */
export function findMeasure(family: unknown, slug: unknown): Measure | undefined {
  return measures.find((measure) => measure.family === family && measure.slug === slug);
}
