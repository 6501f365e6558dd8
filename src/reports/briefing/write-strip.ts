import type { Strip } from './briefing.ts';
import {
  area,
  colours,
  fonts,
  roomFor,
  tagged,
  useFont,
  writeLine,
  type Document,
  type Element,
} from '../../platform/pdf/page.ts';
import { printable } from '../../platform/pdf/printable.ts';

const BAR = 14;
const OVERHANG = 4;
const DIAMOND = 6;
const SMALL_DIAMOND = 3.5;
const LABELS = { gap: 8, between: 18, style: { font: fonts.usual, size: 8.5, colour: colours.ink } };
const HEIGHT = OVERHANG + BAR + LABELS.gap + 12;
const AFTER = 8;
/** Of the width, on either side of what is drawn. */
const MARGIN = 0.06;

/** Where things stand on the line, from 0 to 1. */
export interface StripPlaces {
  lowerQuartile: number;
  median: number;
  upperQuartile: number;
  own: number | null;
}

/** Values that are all the same stand in the middle. */
export function stripPlaces({
  lowerQuartile,
  median,
  upperQuartile,
  own,
}: Omit<Strip, 'alt' | 'words'>): StripPlaces {
  const values = [lowerQuartile, upperQuartile, ...(own === null ? [] : [own])];
  const lowest = Math.min(...values);
  const span = Math.max(...values) - lowest;
  const place = (value: number): number =>
    span === 0 ? 0.5 : MARGIN + ((value - lowest) / span) * (1 - 2 * MARGIN);
  return {
    lowerQuartile: place(lowerQuartile),
    median: place(median),
    upperQuartile: place(upperQuartile),
    own: own === null ? null : place(own),
  };
}

/** A bar from quartile to quartile, a line at the median, a diamond for one's own value, and the figures below. */
export function writeStrip(doc: Document, parent: Element, strip: Strip): void {
  roomFor(doc, HEIGHT + AFTER);
  const top = doc.y;
  tagged(doc, parent, 'Figure', () => draw(doc, strip, top), {
    alt: strip.alt.toWellFormed(),
    placement: 'Block',
    bbox: [area.left, top, area.right, top + HEIGHT],
  });
  doc.y = top + HEIGHT + AFTER;
}

function draw(doc: Document, strip: Strip, top: number): void {
  const places = stripPlaces(strip);
  const x = (place: number): number => area.left + place * area.width;
  const middle = top + OVERHANG + BAR / 2;
  doc.lineWidth(1).strokeColor(colours.line);
  doc.moveTo(area.left, middle).lineTo(area.right, middle).stroke();
  const left = x(places.lowerQuartile);
  // A box of no width would be invisible: quartiles may be equal.
  const width = Math.max(x(places.upperQuartile) - left, 1);
  doc.rect(left, middle - BAR / 2, width, BAR).fillAndStroke(colours.box, colours.brand);
  doc.lineWidth(2.5).strokeColor(colours.brand);
  doc
    .moveTo(x(places.median), top)
    .lineTo(x(places.median), top + BAR + 2 * OVERHANG)
    .stroke();
  if (places.own !== null) drawDiamond(doc, x(places.own), middle, DIAMOND);
  writeLabels(doc, strip, top + BAR + OVERHANG + LABELS.gap);
}

/** Below the bar in one line, where they never lie upon each other, however close the values are. */
function writeLabels(doc: Document, { words, own }: Strip, y: number): void {
  const measure = useFont(doc, LABELS.style);
  let left = area.left;
  const write = (name: string, figure: string): void => {
    const text = `${printable(`${name} ${figure}`)} `;
    writeLine(doc, text, left, y);
    left += measure(text) + LABELS.between;
  };
  write('Lower quartile', words.lowerQuartile);
  write('Median', words.median);
  write('Upper quartile', words.upperQuartile);
  if (own === null) return;
  drawDiamond(doc, left + SMALL_DIAMOND, y + 3.5, SMALL_DIAMOND);
  useFont(doc, LABELS.style);
  left += 2 * SMALL_DIAMOND + 4;
  write('This authority', words.own);
}

function drawDiamond(doc: Document, x: number, y: number, size: number): void {
  doc.lineWidth(1);
  doc
    .moveTo(x, y - size)
    .lineTo(x + size, y)
    .lineTo(x, y + size)
    .lineTo(x - size, y)
    .closePath();
  doc.fillAndStroke(colours.ink, '#ffffff');
}
