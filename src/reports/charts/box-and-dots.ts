import { keyOf, type Key, type Mark } from './key.ts';
import { diamond, round, scaleFor, thinned, ticksAcross, WIDTH, type Scale, type Tick } from './scale.ts';
import { LINE_HEIGHT, linesFrom, wrapText, type Line } from './text.ts';

/**
 * A group as the chart needs it: its peers' figures (null where withheld; minimum, maximum and single values may be
 * withheld alone) and its own values.
 */
export interface ChartGroup {
  label: string;
  peers: {
    lowerQuartile: number;
    median: number;
    upperQuartile: number;
    minimum: number | null;
    maximum: number | null;
    dots: readonly number[] | null;
  } | null;
  own: readonly number[];
  ownMedian: number | null;
}

/** Geometry of a box-and-dot chart, in units of its viewBox. The template only writes it down. */
export interface Chart {
  kind: 'box-and-dots';
  width: number;
  height: number;
  key: Key;
  axis: { x1: number; x2: number; y: number };
  ticks: Tick[];
  /** Baselines of the ticks' texts: below the axis, and above a long chart as well. */
  tickBaselines: number[];
  gridTop: number;
  rows: ChartRow[];
}

export interface ChartRow {
  label: Line[];
  box: { x: number; y: number; width: number; height: number } | null;
  whiskers: { x1: number; x2: number; y: number }[];
  median: { x: number; y1: number; y2: number } | null;
  peerDots: { x: number; y: number }[];
  /** Points of a diamond. */
  ownMedian: string | null;
  dots: { x: number; y: number }[];
}

/** Room for half a diamond, and on the right for half of the last tick's text. */
const LEFT = 14;
const RIGHT = WIDTH - 24;
const LABEL_WIDTH = WIDTH - LEFT - 4;
const ROW_GAP = 14;
const BOX_HEIGHT = 16;
const BELOW_AXIS = 26;
/** Longer charts have their scale above as well as below. */
const ROWS_IN_SIGHT = 6;

/** One row a group that has a box or a dot; null when there is nothing to draw. */
export function boxAndDotChart(
  groups: readonly ChartGroup[],
  formatTick: (value: number) => string,
): Chart | null {
  const drawn = groups.filter(({ peers, own }) => peers !== null || own.length > 0);
  if (drawn.length === 0) return null;
  const scale = scaleFor(drawn.flatMap(valuesOf), [LEFT, RIGHT]);
  const key = keyOf(keyEntries(drawn));
  const isLong = drawn.length > ROWS_IN_SIGHT;
  const gridTop = key.bottom + (isLong ? LINE_HEIGHT : 0);
  let top = gridTop;
  const rows = drawn.map((group) => {
    const { row, bottom } = chartRow(group, top, scale);
    top = bottom + ROW_GAP;
    return row;
  });
  return {
    kind: 'box-and-dots',
    width: WIDTH,
    height: top + BELOW_AXIS,
    key,
    axis: { x1: LEFT, x2: RIGHT, y: top },
    ticks: ticksAcross(scale, formatTick),
    tickBaselines: [...(isLong ? [gridTop - 4] : []), top + 18],
    gridTop,
    rows,
  };
}

function valuesOf({ peers, own, ownMedian }: ChartGroup): number[] {
  const { lowerQuartile, median, upperQuartile, minimum, maximum, dots } = peers ?? {};
  return [lowerQuartile, median, upperQuartile, minimum, maximum, ownMedian, ...(dots ?? []), ...own].filter(
    (value) => value !== null && value !== undefined,
  );
}

/** The key names what is in this chart and nothing else. */
function keyEntries(groups: readonly ChartGroup[]): (readonly [Mark, string])[] {
  const entries: [Mark, string, (group: ChartGroup) => boolean][] = [
    ['own-dot', 'A service of yours', ({ own }) => own.length > 0],
    ['own-diamond', 'Your median', ({ ownMedian }) => ownMedian !== null],
    ['peer-box', 'Peers’ quartiles and median', ({ peers }) => peers !== null],
    ['peer-whisker', 'Peers’ minimum and maximum', ({ peers }) => hasWhiskers(peers)],
    ['peer-dot', 'A service of a peer', ({ peers }) => (peers?.dots?.length ?? 0) > 0],
  ];
  return entries
    .filter(([, , isDrawn]) => groups.some(isDrawn))
    .map(([mark, words]) => [mark, words] as const);
}

function chartRow(group: ChartGroup, top: number, scale: Scale): { row: ChartRow; bottom: number } {
  const { peers, own, ownMedian } = group;
  const label = linesFrom(wrapText(group.label, LABEL_WIDTH, 'bold'), top + 16);
  let y = top + label.length * LINE_HEIGHT + 4;
  const peerDots = dotsAt(peers?.dots ?? [], y + 5, scale);
  if (peerDots.length > 0) y += 12;
  const box = peers && boxAt(peers, y, scale);
  if (box) y += BOX_HEIGHT + 2;
  const dots = dotsAt(own, y + 8, scale);
  const row: ChartRow = {
    label,
    box,
    whiskers: peers && box ? whiskersAt(peers, box.y + BOX_HEIGHT / 2, scale) : [],
    median: peers && box && { x: scale.at(peers.median), y1: box.y - 2, y2: box.y + BOX_HEIGHT + 2 },
    peerDots,
    ownMedian: ownMedian === null ? null : diamond(scale.at(ownMedian), y + 8, 7),
    dots,
  };
  return { row, bottom: dots.length > 0 || ownMedian !== null ? y + 16 : y };
}

type PeerFigures = NonNullable<ChartGroup['peers']>;

function boxAt({ lowerQuartile, upperQuartile }: PeerFigures, y: number, { at }: Scale) {
  const x = at(lowerQuartile);
  // A box of no width would be invisible: quartiles may be equal.
  return { x, y, width: Math.max(round(at(upperQuartile) - x), 1), height: BOX_HEIGHT };
}

function hasWhiskers(peers: ChartGroup['peers']): boolean {
  return peers !== null && peers.minimum !== null && peers.maximum !== null;
}

/** One whisker alone would look as if the box ended the range on the other side. */
function whiskersAt(
  { minimum, lowerQuartile, upperQuartile, maximum }: PeerFigures,
  y: number,
  { at }: Scale,
) {
  if (minimum === null || maximum === null) return [];
  return [
    { x1: at(minimum), x2: at(lowerQuartile), y },
    { x1: at(upperQuartile), x2: at(maximum), y },
  ];
}

function dotsAt(values: readonly number[], y: number, { at }: Scale): { x: number; y: number }[] {
  return thinned(
    values.map((value) => ({ x: at(value), y })),
    1,
  );
}
