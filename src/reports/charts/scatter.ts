import { keyOf, type Key, type Mark } from './key.ts';
import { round, scaleFor, thinned, ticksAcross, WIDTH, type Tick } from './scale.ts';
import { LINE_HEIGHT, linesFrom, textWidth, wrapText, type Line } from './text.ts';

export interface Pair {
  x: number;
  y: number;
}

export interface ScatterGiven {
  own: readonly Pair[];
  peers: readonly Pair[] | null;
  /** Medians of the peers, where they are shown; with both, the four quarters have names. */
  xMedian: number | null;
  yMedian: number | null;
  xLabel: string;
  yLabel: string;
  quadrants: { topLeft: string; topRight: string; bottomLeft: string; bottomRight: string };
  xTick: (value: number) => string;
  yTick: (value: number) => string;
}

/** Geometry of a scatter chart, in units of its viewBox. */
export interface ScatterChart {
  kind: 'scatter';
  width: number;
  height: number;
  key: Key;
  yLabel: Line[];
  xLabel: Line[];
  /** Middle of the x axis' words. */
  xLabelX: number;
  plot: { left: number; right: number; top: number; bottom: number; width: number; height: number };
  xTicks: Tick[];
  tickBaseline: number;
  yTicks: { y: number; textX: number; textY: number; text: string }[];
  xMedian: number | null;
  yMedian: number | null;
  /** Letters in the plot's corners, which the names below repeat: a name has room there whatever the medians. */
  corners: { letter: Mark; x: number; y: number }[];
  names: Key;
  own: Pair[];
  peers: Pair[];
  /** False where a scale begins above nought. */
  fromZero: boolean;
}

const PLOT_HEIGHT = 260;
/** Neither dots nor cross lines come nearer to the plot's edge, so the letters in its corners are always free. */
const INSET = 24;
const WIDEST_TICK = 110;
const RIGHT = WIDTH - 4;
/** Dots nearer than this cover each other. */
const APART = 2;

/** Null when there is no point. */
export function scatterChart(given: ScatterGiven): ScatterChart | null {
  const { own, xMedian, yMedian } = given;
  const peers = given.peers ?? [];
  const points = [...own, ...peers];
  if (points.length === 0) return null;
  const key = keyOf(keyEntries(given));
  const yLabel = linesFrom(wrapText(given.yLabel, WIDTH - 8, 'bold'), key.bottom + 14);
  const top = key.bottom + yLabel.length * LINE_HEIGHT + 6;
  const bottom = top + PLOT_HEIGHT;
  const yScale = scaleFor(
    withMedian(
      points.map(({ y }) => y),
      yMedian,
    ),
    [bottom - INSET, top + INSET],
    { fit: true },
  );
  const texts = yScale.ticks(5).map((value) => ({ y: yScale.at(value), text: given.yTick(value) }));
  const left = round(Math.min(Math.max(...texts.map(({ text }) => textWidth(text))), WIDEST_TICK) + 8);
  const xScale = scaleFor(
    withMedian(
      points.map(({ x }) => x),
      xMedian,
    ),
    [left + INSET, RIGHT - INSET],
    { fit: true },
  );
  const place = ({ x, y }: Pair) => ({ x: xScale.at(x), y: yScale.at(y) });
  const xLabel = linesFrom(wrapText(given.xLabel, WIDTH - 8, 'bold'), bottom + 40);
  const hasQuarters = xMedian !== null && yMedian !== null;
  const names = keyOf(hasQuarters ? quarters(given) : [], bottom + 34 + xLabel.length * LINE_HEIGHT);
  return {
    kind: 'scatter',
    width: WIDTH,
    height: names.bottom,
    key,
    yLabel,
    xLabel,
    xLabelX: round((left + RIGHT) / 2),
    plot: { left, right: RIGHT, top, bottom, width: round(RIGHT - left), height: PLOT_HEIGHT },
    xTicks: ticksAcross(xScale, given.xTick),
    tickBaseline: bottom + 19,
    yTicks: texts.map(({ y, text }) => ({ y, textX: round(left - 6), textY: round(y + 5), text })),
    xMedian: xMedian === null ? null : xScale.at(xMedian),
    yMedian: yMedian === null ? null : yScale.at(yMedian),
    corners: hasQuarters ? cornersOf(left, top, bottom) : [],
    names,
    own: thinned(own.map(place), APART),
    peers: thinned(peers.map(place), APART),
    fromZero: xScale.fromZero && yScale.fromZero,
  };
}

function keyEntries({ own, peers, xMedian, yMedian }: ScatterGiven): (readonly [Mark, string])[] {
  return [
    ...(own.length > 0 ? [['own-dot', 'A service of yours'] as const] : []),
    ...(peers && peers.length > 0 ? [['peer-dot', 'A service of a peer'] as const] : []),
    ...(xMedian !== null || yMedian !== null ? [['peer-line', 'Peers’ median'] as const] : []),
  ];
}

function withMedian(values: number[], median: number | null): number[] {
  return median === null ? values : [...values, median];
}

function quarters({ quadrants }: ScatterGiven): (readonly [Mark, string])[] {
  return [
    ['A', quadrants.topLeft],
    ['B', quadrants.topRight],
    ['C', quadrants.bottomLeft],
    ['D', quadrants.bottomRight],
  ];
}

function cornersOf(left: number, top: number, bottom: number): ScatterChart['corners'] {
  const half = INSET / 2;
  return [
    { letter: 'A', x: round(left + half), y: top + half },
    { letter: 'B', x: RIGHT - half, y: top + half },
    { letter: 'C', x: round(left + half), y: bottom - half },
    { letter: 'D', x: RIGHT - half, y: bottom - half },
  ];
}
