import type { BarChart } from './bars.ts';
import type { Chart } from './box-and-dots.ts';
import type { ScatterChart } from './scatter.ts';
import type { Strip } from './strip.ts';
import { LINE_HEIGHT, linesFrom, wrapText, type Line } from './text.ts';
import type { TrendChart } from './trend.ts';

export type Geometry = Chart | BarChart | TrendChart | ScatterChart | Strip;

/** A chart as the templates take it. */
export type Drawing<Kind extends Geometry = Geometry> = Kind & {
  /** Begins the ids within the drawing; another one for each chart of a page. */
  id: string;
  title: string;
  /** What the drawing shows, in sentences, for those who do not see it. */
  description: string;
};

/** A drawing to be taken away, with its title and whom it is of written above it: no page is around it any more. */
export type DocumentDrawing = Drawing & {
  page: { width: number; height: number; margin: number; heading: Line[]; notes: Line[]; top: number };
};

/** A strip is narrower than this, and its title is not. */
const NARROWEST = 360;
const MARGIN = 8;

/** @param scope whom and what the figures are of, in sentences; nothing where it is empty */
export function asDocument(chart: Drawing, scope = ''): DocumentDrawing {
  const width = Math.max(chart.width, NARROWEST);
  const heading = linesFrom(wrapText(chart.title, width, 'bold'), MARGIN + LINE_HEIGHT);
  const below = MARGIN + (heading.length + 1) * LINE_HEIGHT + (scope === '' ? 0 : 4);
  const notes = linesFrom(wrapText(scope, width), below);
  const top = below + (notes.length - 1) * LINE_HEIGHT + 12;
  return {
    ...chart,
    description: [chart.description, scope].filter((part) => part !== '').join(' '),
    page: {
      width: width + 2 * MARGIN,
      height: top + chart.height + MARGIN,
      margin: MARGIN,
      heading,
      notes,
      top,
    },
  };
}
