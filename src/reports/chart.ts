import { scaleLinear } from 'd3-scale';

/** A group as the chart needs it: its peers' five figures (null where withheld) and its own values. */
export interface ChartGroup {
  label: string;
  peers: {
    minimum: number;
    lowerQuartile: number;
    median: number;
    upperQuartile: number;
    maximum: number;
  } | null;
  own: readonly number[];
  ownMedian: number | null;
}

/** Geometry of a box-and-dot chart, in units of its viewBox. The template only writes it down. */
export interface Chart {
  width: number;
  height: number;
  axis: { x1: number; x2: number; y: number };
  ticks: { x: number; text: string }[];
  gridTop: number;
  gridBottom: number;
  rows: ChartRow[];
}

export interface ChartRow {
  label: string;
  /** Baseline of the label, which stands above its box so that a narrow screen has room for both. */
  labelY: number;
  box: { x: number; y: number; width: number; height: number } | null;
  whiskers: { x1: number; x2: number; y: number }[];
  median: { x: number; y1: number; y2: number } | null;
  ownMedian: { x: number; y: number } | null;
  dots: { x: number; y: number }[];
}

const WIDTH = 720;
const MARGIN = 16;
const ROW = 58;
const BOX = { top: 22, height: 16 };
const DOTS_BELOW_BOX = 9;
const AXIS = 34;
const MAXIMUM_TICKS = 5;

/** One row a group that has a box or a dot; null when there is nothing to draw. */
export function boxAndDotChart(
  groups: readonly ChartGroup[],
  formatTick: (value: number) => string,
): Chart | null {
  const drawn = groups.filter(({ peers, own }) => peers !== null || own.length > 0);
  if (drawn.length === 0) return null;
  const highest = drawn.reduce(
    (most, { peers, own }) => Math.max(most, peers?.maximum ?? 0, maximumOf(own)),
    0,
  );
  const scale = scaleLinear([0, highest || 1], [MARGIN, WIDTH - MARGIN]).nice(MAXIMUM_TICKS);
  const x = (value: number) => round(scale(value));
  const bottom = drawn.length * ROW;
  return {
    width: WIDTH,
    height: bottom + AXIS,
    axis: { x1: MARGIN, x2: WIDTH - MARGIN, y: bottom + 4 },
    ticks: scale.ticks(MAXIMUM_TICKS).map((value) => ({ x: x(value), text: formatTick(value) })),
    gridTop: 0,
    gridBottom: bottom + 4,
    rows: drawn.map((group, index) => chartRow(group, index * ROW, x)),
  };
}

function chartRow(group: ChartGroup, top: number, x: (value: number) => number): ChartRow {
  const { label, peers, own, ownMedian } = group;
  const boxTop = top + BOX.top;
  const middle = boxTop + BOX.height / 2;
  const ownY = boxTop + BOX.height + DOTS_BELOW_BOX;
  const row = {
    label,
    labelY: top + 15,
    ownMedian: ownMedian === null ? null : { x: x(ownMedian), y: ownY },
    dots: dotsAt(own.map(x), ownY),
  };
  if (peers === null) return { ...row, box: null, whiskers: [], median: null };
  const left = x(peers.lowerQuartile);
  const right = x(peers.upperQuartile);
  return {
    ...row,
    // A box of no width would be invisible: quartiles may be equal.
    box: { x: left, y: boxTop, width: Math.max(round(right - left), 1), height: BOX.height },
    whiskers: [
      { x1: x(peers.minimum), x2: left, y: middle },
      { x1: right, x2: x(peers.maximum), y: middle },
    ],
    median: { x: x(peers.median), y1: boxTop - 2, y2: boxTop + BOX.height + 2 },
  };
}

/** Dots that fall on the same half unit are one dot: a thousand services draw no more than the eye can tell apart. */
function dotsAt(places: readonly number[], y: number): { x: number; y: number }[] {
  const apart = new Set(places.map((place) => Math.round(place * 2) / 2));
  return [...apart].sort((a, b) => a - b).map((place) => ({ x: place, y }));
}

function maximumOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
