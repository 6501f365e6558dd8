import { keyOf, type Key } from './key.ts';
import { round, scaleFor, WIDTH, type Scale } from './scale.ts';
import { LINE_HEIGHT, linesFrom, textWidth, wrapText, type Line } from './text.ts';

export interface BarGroup {
  label: string;
  own: number | null;
  peers: number | null;
}

/** Geometry of paired bars, in units of its viewBox: a group's own bar above that of its peers. */
export interface BarChart {
  kind: 'bars';
  width: number;
  height: number;
  key: Key;
  /** Where the bars begin. */
  zero: number;
  rows: { label: Line[]; own: Bar; peers: Bar }[];
}

/** A bar with its value at its end; where there is no value, words stand in its place. */
export interface Bar {
  rect: { x: number; y: number; width: number; height: number } | null;
  text: { x: number; y: number; text: string };
}

const MARGIN = 4;
const BAR_HEIGHT = 15;
const BAR_GAP = 3;
const ROW_GAP = 12;
const TEXT_GAP = 5;

/** A value as the table beside the bars has it: one's own may be written with other decimals than that of peers. */
type Format = (value: number, whose: 'own' | 'peers') => string;

/** One row a group that has a value; null when there is nothing to draw. */
export function groupBars(groups: readonly BarGroup[], format: Format): BarChart | null {
  const drawn = groups.filter(({ own, peers }) => own !== null || peers !== null);
  if (drawn.length === 0) return null;
  const values = drawn.flatMap(({ own, peers }) => [own, peers]).filter((value) => value !== null);
  const key = keyOf([
    ['own-bar', 'Your median'],
    ['peer-bar', 'Peers’ median'],
  ]);
  const texts = drawn.flatMap(({ own, peers }) => [
    ...(own === null ? [] : [format(own, 'own')]),
    ...(peers === null ? [] : [format(peers, 'peers')]),
  ]);
  const widest = texts.reduce((most, text) => Math.max(most, textWidth(text)), 0);
  // The longest bar ends where its value still has room; a value too long for that is still beside its bar.
  const right = WIDTH - MARGIN - Math.min(widest + TEXT_GAP, WIDTH / 2);
  const scale = scaleFor(values, [MARGIN, right]);
  let top = key.bottom;
  const rows = drawn.map((group) => {
    const label = linesFrom(wrapText(group.label, WIDTH - 2 * MARGIN, 'bold'), top + 14);
    const y = top + label.length * LINE_HEIGHT + 2;
    top = y + 2 * BAR_HEIGHT + BAR_GAP + ROW_GAP;
    return {
      label,
      own: barAt(group.own, 'No figure of yours', y, scale, (value) => format(value, 'own')),
      peers: barAt(group.peers, 'Peers’ figure not shown', y + BAR_HEIGHT + BAR_GAP, scale, (value) =>
        format(value, 'peers'),
      ),
    };
  });
  return {
    kind: 'bars',
    width: WIDTH,
    height: top,
    key,
    zero: scale.at(0),
    rows,
  };
}

function barAt(
  value: number | null,
  missing: string,
  y: number,
  { at }: Scale,
  format: (value: number) => string,
): Bar {
  const zero = at(0);
  const baseline = y + BAR_HEIGHT - 3;
  if (value === null) {
    const x = round(Math.min(zero + TEXT_GAP, WIDTH - textWidth(missing)));
    return { rect: null, text: { x, y: baseline, text: missing } };
  }
  const end = at(value);
  // A value of nought is a line rather than nothing at all.
  const width = Math.max(round(Math.abs(end - zero)), 1);
  return {
    rect: { x: Math.min(zero, end), y, width, height: BAR_HEIGHT },
    text: { x: round(Math.max(zero, end) + TEXT_GAP), y: baseline, text: format(value) },
  };
}
