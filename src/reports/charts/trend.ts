import { keyOf, type Key, type Mark } from './key.ts';
import { pointsText, round, scaleFor, WIDTH, type Scale } from './scale.ts';
import { LINE_HEIGHT, linesFrom, TEXT_SIZE, textWidth, wrapText, type Line } from './text.ts';

export interface TrendPoint {
  /** ISO date: the time scale is true, so uneven steps look uneven. */
  day: string;
  label: string;
  own: number | null;
  peers: { lowerQuartile: number; median: number; upperQuartile: number } | null;
}

/** Geometry of a trend, in units of its viewBox. Lines and bands are `points` of SVG, one for each unbroken run. */
export interface TrendChart {
  kind: 'trend';
  width: number;
  height: number;
  key: Key;
  plot: { left: number; right: number; top: number; bottom: number };
  yTicks: { y: number; textX: number; textY: number; text: string }[];
  /** One tick a point; those with room for it have a label. */
  xTicks: number[];
  xLabels: { x: number; lines: Line[] }[];
  bands: string[];
  medians: string[];
  own: string[];
  dots: { x: number; y: number }[];
  /** The reader is told where the scale begins above nought. */
  fromZero: boolean;
}

const PLOT_HEIGHT = 190;
/** Room to the right of the last point, and to either side of the first and last, for a dot or a short bar. */
const SIDE = 10;
const LABEL_WIDTH = 96;
const WIDEST_TICK = 110;
/** Half the width of a run of one point, which as a line or an outline would be invisible. */
const LONE = 6;

interface Place {
  x: number;
  point: TrendPoint;
}

/** Null when no point has a value. */
export function trendChart(
  points: readonly TrendPoint[],
  formatTick: (value: number) => string,
): TrendChart | null {
  const values = points.flatMap(({ own, peers }) => [
    ...(own === null ? [] : [own]),
    ...(peers ? [peers.lowerQuartile, peers.median, peers.upperQuartile] : []),
  ]);
  if (values.length === 0) return null;
  const key = keyOf(keyEntries(points));
  const top = key.bottom + 8;
  const bottom = top + PLOT_HEIGHT;
  const scale = scaleFor(values, [bottom, top], { fit: true });
  const texts = scale.ticks(5).map((value) => ({ y: scale.at(value), text: formatTick(value) }));
  const left = round(Math.min(Math.max(...texts.map(({ text }) => textWidth(text))), WIDEST_TICK) + 8);
  const places = placesOf(points, left + SIDE, WIDTH - SIDE);
  const xLabels = labelsBelow(places, bottom + 8 + TEXT_SIZE);
  const labelLines = Math.max(...xLabels.map(({ lines }) => lines.length), 1);
  return {
    kind: 'trend',
    width: WIDTH,
    height: bottom + 16 + labelLines * LINE_HEIGHT,
    key,
    plot: { left, right: WIDTH, top, bottom },
    yTicks: texts.map(({ y, text }) => ({ y, textX: round(left - 6), textY: round(y + 5), text })),
    xTicks: places.map(({ x }) => x),
    xLabels,
    bands: runsOf(places, ({ peers }) => peers).map((run) => bandAround(run, scale)),
    medians: runsOf(places, ({ peers }) => peers).map((run) =>
      pointsText(widened(run.map(({ x, value }) => ({ x, y: scale.at(value.median) })))),
    ),
    own: runsOf(places, ({ own }) => own)
      .filter((run) => run.length > 1)
      .map((run) => pointsText(run.map(({ x, value }) => ({ x, y: scale.at(value) })))),
    dots: places.flatMap(({ x, point: { own } }) => (own === null ? [] : [{ x, y: scale.at(own) }])),
    fromZero: scale.fromZero,
  };
}

function keyEntries(points: readonly TrendPoint[]): (readonly [Mark, string])[] {
  return [
    ...(points.some(({ own }) => own !== null) ? [['own-line', 'Your services'] as const] : []),
    ...(points.some(({ peers }) => peers !== null)
      ? [['peer-line', 'Peers’ median'] as const, ['peer-band', 'Middle half of peers'] as const]
      : []),
  ];
}

/** Points in order of time, a day as wide as another; a single day stands in the middle. */
function placesOf(points: readonly TrendPoint[], left: number, right: number): Place[] {
  const timed = points
    .map((point) => ({ time: Date.parse(point.day), point }))
    .sort((a, b) => a.time - b.time);
  const first = timed[0]?.time ?? 0;
  const span = (timed.at(-1)?.time ?? 0) - first;
  return timed.map(({ time, point }) => ({
    x: round(span === 0 ? (left + right) / 2 : left + ((right - left) * (time - first)) / span),
    point,
  }));
}

/** Labels of the last point, of the first, and of those between that have room. */
function labelsBelow(places: readonly Place[], baseline: number): { x: number; lines: Line[] }[] {
  const labels = places.map(({ x, point }) => {
    const texts = wrapText(point.label, LABEL_WIDTH);
    const half = Math.max(...texts.map((text) => textWidth(text)), 0) / 2;
    return {
      x: round(Math.max(half, Math.min(x, WIDTH - half))),
      half,
      lines: linesFrom(texts, baseline),
    };
  });
  const chosen: typeof labels = [];
  for (const label of [...labels.slice(-1), ...labels.slice(0, -1)]) {
    if (chosen.every((other) => Math.abs(other.x - label.x) > other.half + label.half + 8))
      chosen.push(label);
  }
  return chosen.sort((a, b) => a.x - b.x).map(({ x, lines }) => ({ x, lines }));
}

/** Neighbouring points that have a value; a point without one ends the run. */
function runsOf<Value>(
  places: readonly Place[],
  valueOf: (point: TrendPoint) => Value | null,
): { x: number; value: Value }[][] {
  const runs: { x: number; value: Value }[][] = [[]];
  for (const { x, point } of places) {
    const value = valueOf(point);
    if (value === null) runs.push([]);
    else runs.at(-1)?.push({ x, value });
  }
  return runs.filter((run) => run.length > 0);
}

function bandAround(run: { x: number; value: NonNullable<TrendPoint['peers']> }[], { at }: Scale): string {
  const upper = widened(run.map(({ x, value }) => ({ x, y: at(value.upperQuartile) })));
  const lower = widened(run.map(({ x, value }) => ({ x, y: at(value.lowerQuartile) })));
  return pointsText([...upper, ...lower.reverse()]);
}

function widened(line: { x: number; y: number }[]): { x: number; y: number }[] {
  const [only] = line;
  if (line.length !== 1 || !only) return line;
  return [
    { x: round(only.x - LONE), y: only.y },
    { x: round(only.x + LONE), y: only.y },
  ];
}
