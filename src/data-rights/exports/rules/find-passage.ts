import { fold, foldedPassage, type Folded } from './fold.ts';

/** A piece of a text: from the first place to before the last. */
export interface Span {
  start: number;
  end: number;
}

/** A text that passages are looked for in, read once. */
export type Readings = readonly Folded[];

/** A text with a backslash in it is read twice: as it stands, and as JSON would say it. */
export function readingsOf(text: string): Readings {
  return text.includes('\\') ? [fold(text), fold(text, true)] : [fold(text)];
}

/** Every place of a passage, those that overlap too, in their order; none for a passage of which nothing is seen. */
export function placesOf(readings: Readings, passage: string): Span[] {
  const wanted = foldedPassage(passage);
  if (wanted === '') return [];
  const places = readings.flatMap((folded) => placesIn(folded, wanted));
  return places.sort((a, b) => a.start - b.start || a.end - b.end);
}

function placesIn({ text, starts, ends }: Folded, wanted: string): Span[] {
  const places: Span[] = [];
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1))
    places.push({ start: starts[at] ?? 0, end: ends[at + wanted.length - 1] ?? 0 });
  return places;
}

/** Whether a text says it, in whatever way it is written. */
export function says(text: string, passage: string): boolean {
  return placesOf(readingsOf(text), passage).length > 0;
}
