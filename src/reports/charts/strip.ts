import { scaleLinear } from 'd3-scale';
import { diamond, pointsText, round } from './scale.ts';

export interface StripGiven {
  lowerQuartile: number;
  median: number;
  upperQuartile: number;
  own: number | null;
}

/** Geometry of a strip for a row of a table, in units of its viewBox: small enough to be written out in the row. */
export interface Strip {
  kind: 'strip';
  width: number;
  height: number;
  line: { x1: number; x2: number; y: number };
  lower: Half;
  upper: Half;
  /** Points of a diamond. */
  own: string | null;
  /** Points of an arrow outwards, where one's own value lies beyond the end of the strip. */
  arrow: string | null;
  beyond: 'below' | 'above' | null;
}

interface Half {
  x: number;
  y: number;
  width: number;
  height: number;
}

const WIDTH = 120;
const MIDDLE = 10;
const ENDS: [number, number] = [14, WIDTH - 14];
/** Taller than the diamond, which would else hide a bar of equal quartiles. */
const BAR = { y: 2, height: 16 };
const DIAMOND = 5;
/** Tukey's fences: values beyond them are commonly called outliers. */
const FENCE = 1.5;
const LARGEST = 1e100;

/** Always drawn: it is for rows whose quartiles are known. Ends are the quartiles widened by 1.5 interquartile ranges. */
export function quartileStrip(given: StripGiven): Strip {
  const [lowerQuartile, median, upperQuartile] = [given.lowerQuartile, given.median, given.upperQuartile].map(
    withinReason,
  ) as [number, number, number];
  const spread = spreadOf(lowerQuartile, median, upperQuartile);
  const ends: [number, number] = [lowerQuartile - spread, upperQuartile + spread];
  const scale = scaleLinear(ends, ENDS).clamp(true);
  const at = (value: number) => round(scale(value));
  const x = at(median);
  // Quartiles may equal the median; each half is still seen.
  const left = Math.min(at(lowerQuartile), round(x - 1));
  const right = Math.max(at(upperQuartile), round(x + 1));
  return {
    kind: 'strip',
    width: WIDTH,
    height: 2 * MIDDLE,
    line: { x1: ENDS[0], x2: ENDS[1], y: MIDDLE },
    lower: { x: left, width: round(x - left), ...BAR },
    upper: { x, width: round(right - x), ...BAR },
    ...ownMark(given.own, ends, at),
  };
}

/** Where the quartiles are equal, half their value to either side. */
function spreadOf(lowerQuartile: number, median: number, upperQuartile: number): number {
  const range = upperQuartile - lowerQuartile;
  const least = Math.max(Math.abs(median) * 1e-9, 1e-9);
  return range > least ? FENCE * range : Math.abs(median) / 2 || 1;
}

function ownMark(
  own: number | null,
  [low, high]: [number, number],
  at: (value: number) => number,
): Pick<Strip, 'own' | 'arrow' | 'beyond'> {
  if (own === null) return { own: null, arrow: null, beyond: null };
  const x = at(withinReason(own));
  const mark = diamond(x, MIDDLE, DIAMOND);
  if (own < low) return { own: mark, arrow: arrowTo(x - 12, x - 7), beyond: 'below' };
  if (own > high) return { own: mark, arrow: arrowTo(x + 12, x + 7), beyond: 'above' };
  return { own: mark, arrow: null, beyond: null };
}

function arrowTo(tip: number, base: number): string {
  return pointsText([
    { x: tip, y: MIDDLE },
    { x: base, y: MIDDLE - 5 },
    { x: base, y: MIDDLE + 5 },
  ]);
}

function withinReason(value: number): number {
  return Math.max(-LARGEST, Math.min(LARGEST, value));
}
