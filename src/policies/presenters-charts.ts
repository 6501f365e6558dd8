import {
  exampleBars,
  exampleFarStrip,
  exampleGroups,
  exampleScatter,
  exampleStrip,
  exampleTrend,
  type ComparisonFacts,
} from './comparisons.ts';

/** Drawings as the templates in views/reports/charts take them. */
export type ChartExamples = Record<
  'boxAndDots' | 'bars' | 'trend' | 'scatter' | 'strip' | 'farStrip',
  object | null
>;

/** One example of each kind of chart, made up. */
export function chartExamples({ charts, valueForMoney }: ComparisonFacts): ChartExamples {
  const pounds = (value: number): string => `£${value}`;
  return {
    boxAndDots: worded(
      charts.boxAndDots(exampleGroups, pounds),
      'boxes',
      'Example of boxes and dots',
      'Floating support: a box from £21 to £48, its line at £32, thin lines on to £8 and £95, and above it a ' +
        'small circle for each peer; below it four dots of your services and a diamond at £34. Resettlement: two ' +
        'dots and a diamond, without a box.',
    ),
    bars: worded(
      charts.bars(exampleBars, pounds),
      'bars-example',
      'Example of bars by group',
      'Floating support: a solid bar of £34 above a hatched one of £32. Resettlement: a solid bar of £38.5, and ' +
        'words where the peers’ would be. Outreach: words where yours would be, and a hatched bar of £27.',
    ),
    trend: worded(
      charts.trend(exampleTrend, pounds),
      'trend-example',
      'Example of a trend',
      'Your line falls from £39 to £34 over five quarters. The band and the dashed line of peers, which begin at the ' +
        'second quarter, stay almost level: at £32 in the last one.',
    ),
    scatter: worded(
      charts.scatter(exampleScatter(valueForMoney)),
      'scatter',
      'Example of dots and two medians',
      'Four dots of your services, one in each quarter, and dashed lines at the peers’ medians, £32 and 74%.',
    ),
    strip: worded(
      charts.strip(exampleStrip),
      'strip',
      'Example of a strip',
      'The diamond stands within the bar, just right of where it turns grey.',
    ),
    farStrip: worded(
      charts.strip(exampleFarStrip),
      'far-strip',
      'Example of a strip with an arrow',
      'The diamond stands at the right end, with an arrow to the right.',
    ),
  };
}

/** A drawing with what is said of it, and the beginning of its ids. */
function worded(drawing: object | null, id: string, title: string, description: string): object | null {
  return drawing && { ...drawing, id, title, description };
}
