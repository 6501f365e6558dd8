import { scaleLinear } from 'd3-scale';
import { textWidth } from './text.ts';

/** All charts are drawn in a narrow viewBox, so that their text is still legible on a telephone. */
export const WIDTH = 360;

/** Beyond this no figure is real, and arithmetic with it would overflow. */
const LARGEST = 1e15;
/** Differences below this part of the largest value are those of arithmetic. */
const SMALLEST_PART = 1e-9;
/** A scale that does not begin at nought still shows this part of its highest value, lest a ripple look like a wave. */
const LEAST_PART_SHOWN = 0.2;

export interface Scale {
  /** Place of a value, within the range. */
  at: (value: number) => number;
  /** Round values from one end of the scale to the other, about as many as asked for. */
  ticks: (count: number) => number[];
  /** Whether nought is on the scale. */
  fromZero: boolean;
}

export interface Tick {
  /** Place of its line. */
  x: number;
  /** Middle of its text, which stays inside the drawing. */
  textX: number;
  text: string;
}

/**
 * A linear scale for values: from nought, or, when `fit` is asked for and all values lie far from nought, from below the
 * lowest of them.
 */
export function scaleFor(values: readonly number[], range: [number, number], { fit = false } = {}): Scale {
  const drawn = values.map(withinReason);
  const lowest = drawn.reduce((least, value) => Math.min(least, value), Infinity);
  const highest = drawn.reduce((most, value) => Math.max(most, value), -Infinity);
  const fromZero = !fit || lowest <= highest / 2;
  const [low, high] = fromZero
    ? [Math.min(lowest, 0), Math.max(highest, 0)]
    : [Math.min(lowest, highest * (1 - LEAST_PART_SHOWN)), highest];
  const isFlat = high - low < SMALLEST_PART;
  const scale = scaleLinear([low, isFlat ? low + 1 : high], range)
    .nice(5)
    .clamp(true);
  return {
    at: (value) => round(scale(withinReason(value))),
    ticks: (count) => scale.ticks(count),
    fromZero: fromZero || scale.domain()[0] === 0,
  };
}

/** Ticks along the bottom: as many, up to five, as leave room between their texts. */
export function ticksAcross(scale: Scale, formatTick: (value: number) => string): Tick[] {
  const tickAt = (value: number) => {
    const text = formatTick(value);
    const half = textWidth(text) / 2;
    const x = scale.at(value);
    return { x, textX: round(Math.max(Math.min(x, WIDTH - half), Math.min(half, WIDTH / 2))), text };
  };
  for (const count of [5, 4, 3, 2]) {
    const ticks = scale.ticks(count).map(tickAt);
    if (areApart(ticks)) return ticks;
  }
  return scale.ticks(1).slice(0, 1).map(tickAt);
}

function areApart(ticks: readonly Tick[]): boolean {
  return ticks.every((tick, index) => {
    const next = ticks[index + 1];
    return !next || next.textX - tick.textX > (textWidth(tick.text) + textWidth(next.text)) / 2 + 8;
  });
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Coordinates of a line or an outline as SVG's `points`. */
export function pointsText(points: readonly { x: number; y: number }[]): string {
  return points.map(({ x, y }) => `${x},${y}`).join(' ');
}

/** The outline of a diamond, which stands for one's own value in every chart. */
export function diamond(x: number, y: number, half: number): string {
  return pointsText([
    { x: round(x - half), y },
    { x, y: y - half },
    { x: round(x + half), y },
    { x, y: y + half },
  ]);
}

/** Of points closer together than `apart`, one: thousands of services draw no more than the eye can tell apart. */
export function thinned<Point extends { x: number; y: number }>(
  points: readonly Point[],
  apart: number,
): Point[] {
  const cells = new Map<string, Point>();
  for (const point of points) {
    const cell = `${Math.round(point.x / apart)} ${Math.round(point.y / apart)}`;
    if (!cells.has(cell)) cells.set(cell, point);
  }
  return [...cells.values()].sort((a, b) => a.x - b.x || a.y - b.y);
}

function withinReason(value: number): number {
  return Math.max(-LARGEST, Math.min(LARGEST, value));
}
