import type { ExportValue, Withholding } from '../export.ts';
import { withholdingGround } from '../specification/grounds.ts';
import { placesOf, readingsOf, type Span } from './find-passage.ts';
import { foldedPassage } from './fold.ts';

/** Whether the person is told nothing of it: nothing was said, and the ground allows it. */
export function isSilent({ ground, reason }: Withholding): boolean {
  return reason === null && withholdingGround(ground).mayStaySilent;
}

/** Whether nothing tells that there was anything. */
export function leavesNoTrace(one: Withholding): boolean {
  return isSilent(one) && withholdingGround(one.ground).whenSilent === 'absent';
}

/** What stands where something was taken out: why, unless that is not said. */
export function gapFor(withholdings: readonly Withholding[]): string {
  const why = withholdings
    .filter((one) => !isSilent(one))
    .map(({ ground }) => withholdingGround(ground).words);
  return why.length === 0 ? '[withheld]' : `[withheld: ${[...new Set(why)].join('; ')}]`;
}

export interface Cut {
  value: ExportValue;
  /** How often each stood in the value. */
  times: ReadonlyMap<Withholding, number>;
}

/**
 * Takes passages out of a value, wherever they stand in it, lists in lists too. A number that holds one becomes the text of
 * what is left. What nothing is seen of cannot be found, so that it takes the whole text.
 */
export function cutPassages(value: ExportValue, withholdings: readonly Withholding[]): Cut {
  const times = new Map<Withholding, number>();
  const cut = (part: ExportValue): ExportValue => {
    if (part === null) return null;
    if (typeof part === 'object') return part.map(cut);
    const text = String(part);
    const left = cutText(text, withholdings, times);
    return left === text ? part : left;
  };
  return { value: cut(value), times };
}

interface Gap extends Span {
  for: Withholding[];
}

function cutText(
  text: string,
  withholdings: readonly Withholding[],
  times: Map<Withholding, number>,
): string {
  const readings = readingsOf(text);
  const found = withholdings.flatMap((one): Gap[] => {
    const places = placesFor(text, readings, one);
    if (places.length > 0) times.set(one, (times.get(one) ?? 0) + distinct(places));
    return places.map((place) => ({ ...place, for: [one] }));
  });
  let left = '';
  let at = 0;
  for (const gap of joined(found)) {
    left += text.slice(at, gap.start) + gapFor(gap.for);
    at = gap.end;
  }
  return left + text.slice(at);
}

function placesFor(text: string, readings: ReturnType<typeof readingsOf>, { passage }: Withholding): Span[] {
  if (passage !== null && foldedPassage(passage) !== '') return placesOf(readings, passage);
  return text === '' ? [] : [{ start: 0, end: text.length }];
}

/** Two readings of a text find the same place twice. */
function distinct(places: readonly Span[]): number {
  return new Set(places.map(({ start }) => start)).size;
}

/** What overlaps, or touches, is one gap. */
function joined(gaps: Gap[]): Gap[] {
  const all: Gap[] = [];
  for (const gap of gaps.sort((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last && gap.start <= last.end) {
      last.end = Math.max(last.end, gap.end);
      last.for.push(...gap.for);
    } else all.push({ ...gap, for: [...gap.for] });
  }
  return all;
}
