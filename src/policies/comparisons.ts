/** How reports compare, from the code that makes them: what the page about comparisons is made from. */
export interface ComparisonFacts {
  /** In the order of the pages. */
  families: readonly MeasureFamily[];
  /** What services may be filtered and grouped by. */
  dimensions: readonly { label: string; of: 'service' | 'authority' }[];
  /** For any figure about peers, and for what tells of single services. */
  minimums: { figures: Minimums; spread: Minimums };
  /** The largest part (0 to 1) of a sum that one authority may make up where its mean is shown. */
  mostOfASum: number;
  neighbours: { count: number; method: readonly string[] };
  savedGroups: { most: number; mostEver: number };
  /** What cost is measured by, and the names of the quarters: cheaper and dearer ones that do better, then worse. */
  valueForMoney: { costs: readonly string[]; quadrants: readonly [string, string, string, string] };
  statistics: Statistics;
  charts: ChartMakers;
}

export interface MeasureFamily {
  /** Of the addresses inside the page: lower-case letters. */
  family: string;
  title: string;
  measures: readonly MeasureFacts[];
}

export interface MeasureFacts {
  slug: string;
  name: string;
  unit: string;
  definition: string;
  formula: string;
  /** Which way is better, as a sentence. */
  better: string;
  source: { table: string; fields: readonly string[]; period: string };
  /** Of a percentage: what is counted, of what. */
  parts: { part: { name: string }; whole: { name: string } } | null;
}

export interface Minimums {
  authorities: number;
  services: number;
}

/** What reports reckon with; `sorted` ascends. */
export interface Statistics {
  quantile: (sorted: readonly number[], fraction: number) => number | null;
  percentileRank: (sorted: readonly number[], value: number) => number | null;
  /** A value of peers as it is shown. */
  round: (value: number) => number;
}

type Tick = (value: number) => string;

/**
 * What draws the charts of reports, so that the examples cannot look otherwise. Each answers what its template in
 * views/reports/charts takes, but for the words; null where there is nothing to draw.
 */
export interface ChartMakers {
  boxAndDots: (groups: typeof exampleGroups, tick: Tick) => object | null;
  bars: (groups: typeof exampleBars, tick: Tick) => object | null;
  trend: (points: typeof exampleTrend, tick: Tick) => object | null;
  scatter: (given: ReturnType<typeof exampleScatter>) => object | null;
  strip: (given: typeof exampleStrip) => object;
}

/** Made up, in pounds a week. */
export const exampleGroups = [
  {
    label: 'Floating support',
    peers: {
      ...{ lowerQuartile: 21, median: 32, upperQuartile: 48, minimum: 8, maximum: 95 },
      dots: [8, 12, 17, 21, 24, 29, 32, 35, 41, 48, 56, 70, 95],
    },
    own: [18, 27, 41, 66],
    ownMedian: 34,
  },
  { label: 'Resettlement', peers: null, own: [25, 52], ownMedian: 38.5 },
];

/** The medians of the same groups, and of one that nobody here has a service of. */
export const exampleBars = [
  { label: 'Floating support', own: 34, peers: 32 },
  { label: 'Resettlement', own: 38.5, peers: null },
  { label: 'Outreach', own: null, peers: 27 },
];

export const exampleTrend = [
  { day: '2008-03-31', label: 'Mar 2008', own: 39, peers: null },
  point('2008-06-30', 'Jun 2008', 39, [22, 31, 45]),
  point('2008-09-30', 'Sep 2008', 38, [21, 31, 46]),
  point('2008-12-31', 'Dec 2008', 36.5, [22, 32, 47]),
  point('2009-03-31', 'Mar 2009', 34, [21, 32, 48]),
];

function point(day: string, label: string, own: number, quartiles: [number, number, number]) {
  const [lowerQuartile, median, upperQuartile] = quartiles;
  return { day, label, own, peers: { lowerQuartile, median, upperQuartile } };
}

export function exampleScatter({ quadrants }: ComparisonFacts['valueForMoney']) {
  const [topLeft, topRight, bottomLeft, bottomRight] = quadrants;
  return {
    own: [
      { x: 14, y: 92 },
      { x: 22, y: 61 },
      { x: 41, y: 88 },
      { x: 66, y: 55 },
    ],
    peers: null,
    ...{ xMedian: 32, yMedian: 74 },
    ...{ xLabel: 'Cost, pounds a week', yLabel: 'What is had for it, percent' },
    quadrants: { topLeft, topRight, bottomLeft, bottomRight },
    xTick: (value: number) => `£${value}`,
    yTick: (value: number) => `${value}%`,
  };
}

export const exampleStrip = { lowerQuartile: 21, median: 32, upperQuartile: 48, own: 34 };
/** Further out than a strip reaches. */
export const exampleFarStrip = { ...exampleStrip, own: 120 };
