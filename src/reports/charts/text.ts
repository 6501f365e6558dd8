/** Sizes of text, in units of a viewBox, and how it is broken into lines: SVG neither measures nor wraps. */

/** 14 units in 360 are still 11 pixels on a telephone of 320. */
export const TEXT_SIZE = 14;
export const LINE_HEIGHT = 18;

/** A line of text at its baseline. */
export interface Line {
  text: string;
  y: number;
}

/** Widths of Arial's letters in parts of its size, rounded up; whatever is not named is taken for a capital. */
const WIDTHS = new Map<string, number>([
  ...widthOf(" !',./:;I|fijlt’‘·", 0.28),
  ...widthOf('"()-[]`r', 0.36),
  ...widthOf('#$*+0123456789<=>?Jabcdeghknopqsuvxyz£_~“”–', 0.56),
  ...widthOf('%@MWm—…', 0.95),
]);
const CAPITAL = 0.76;
/** Bold letters are wider, and a reader's own font may stand in for Arial. */
const ALLOWANCE = { plain: 1.05, bold: 1.13 };

export type Weight = keyof typeof ALLOWANCE;

/** About the width of a text, rather too much than too little. */
export function textWidth(text: string, weight: Weight = 'plain'): number {
  const ems = Array.from(text).reduce((sum, letter) => sum + (WIDTHS.get(letter) ?? CAPITAL), 0);
  return ems * TEXT_SIZE * ALLOWANCE[weight];
}

/** The text in lines no wider than `width`, broken at spaces and after strokes, a word that is too long anywhere. */
export function wrapText(text: string, width: number, weight: Weight = 'plain'): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text, width, weight)) {
    if (line !== '' && textWidth((line + piece).trimEnd(), weight) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()].filter((one) => one !== '');
}

/** Lines one below the other, the first with its baseline at `y`. */
export function linesFrom(texts: readonly string[], y: number): Line[] {
  return texts.map((text, index) => ({ text, y: y + index * LINE_HEIGHT }));
}

function piecesOf(text: string, width: number, weight: Weight): string[] {
  const pieces = text.trim().match(/[^\s/]*\/|[^\s/]+\s*|\s+/g) ?? [];
  return pieces.flatMap((piece) =>
    textWidth(piece.trimEnd(), weight) > width ? Array.from(piece) : [piece.replace(/\s+/, ' ')],
  );
}

function widthOf(letters: string, width: number): [string, number][] {
  return Array.from(letters).map((letter) => [letter, width]);
}
