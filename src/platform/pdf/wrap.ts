/** How wide a text is, in points. */
export type Measure = (text: string) => number;

/** A word may also be broken after a hyphen between letters, and after a slash. */
const PIECES = /(?<=\p{L}-)(?=\p{L})|(?<=\/)(?=[^/ ])/u;

/**
 * The lines of a text; a piece that is wider than a line is broken wherever the line ends. A line keeps the space that it
 * ends at, or who is read the text would hear two words as one.
 */
export function wrap(text: string, width: number, measure: Measure): string[] {
  if (measure(text) <= width) return [text];
  const lines: string[] = [];
  const space = measure(' ');
  let line = '';
  let taken = 0;
  for (const word of text.split(' ')) {
    let gap = line === '' ? '' : ' ';
    for (const piece of word.split(PIECES).flatMap((part) => broken(part, width, measure))) {
      const more = measure(piece);
      if (line !== '' && taken + (gap === '' ? 0 : space) + more > width) {
        lines.push(line + gap);
        [line, taken, gap] = ['', 0, ''];
      }
      line += gap + piece;
      taken += (gap === '' ? 0 : space) + more;
      gap = '';
    }
  }
  return [...lines, line];
}

/** More signs than a line has; no more are measured at once, or a word of a whole file's length would take minutes. */
const MOST_OF_A_LINE = 400;

/** The longest pieces that fit, each of at least one character. */
function broken(piece: string, width: number, measure: Measure): string[] {
  const parts: string[] = [];
  let rest = piece;
  while (rest.length > MOST_OF_A_LINE || measure(rest) > width) {
    let [fits, tooLong] = [1, Math.min(rest.length, MOST_OF_A_LINE)];
    while (tooLong - fits > 1) {
      const middle = Math.floor((fits + tooLong) / 2);
      if (measure(rest.slice(0, middle)) <= width) fits = middle;
      else tooLong = middle;
    }
    if (fits === rest.length) break;
    parts.push(rest.slice(0, fits));
    rest = rest.slice(fits);
  }
  return [...parts, rest];
}

/** As many lines as there is room for, the last of them saying that there were more. */
export function cutLines(lines: string[], most: number, width: number, measure: Measure): string[] {
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  return [...kept.slice(0, -1), ending(kept.at(-1) ?? '', width, measure)];
}

/** A text on one line, cut where the line ends. */
export function cutLine(text: string, width: number, measure: Measure): string {
  return measure(text) <= width ? text : ending(text, width, measure);
}

function ending(text: string, width: number, measure: Measure): string {
  let short = text.trimEnd();
  while (short !== '' && measure(`${short}…`) > width) short = short.slice(0, -1).trimEnd();
  return `${short}…`;
}
