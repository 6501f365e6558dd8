import { LINE_HEIGHT, linesFrom, textWidth, wrapText, type Line } from './text.ts';
import { round, WIDTH } from './scale.ts';

/** What is explained beside the drawing; views/reports/charts/svg/key.ejs draws each. */
export type Mark =
  | 'own-dot'
  | 'own-diamond'
  | 'own-bar'
  | 'own-line'
  | 'peer-box'
  | 'peer-whisker'
  | 'peer-dot'
  | 'peer-bar'
  | 'peer-band'
  | 'peer-line'
  | 'A'
  | 'B'
  | 'C'
  | 'D';

/** A mark with its middle at markX, markY and its words. The key is part of the drawing, for one may take that away alone. */
export interface KeyItem {
  mark: Mark;
  markX: number;
  markY: number;
  textX: number;
  lines: Line[];
}

export interface Key {
  items: KeyItem[];
  /** Where the key ends and the drawing may begin. */
  bottom: number;
}

const LEFT = 4;
const MARK = 28;
const GAP = 14;

/** Marks and words from left to right, in as many lines as they take. */
export function keyOf(entries: readonly (readonly [Mark, string])[], top = 0): Key {
  let x = LEFT;
  let y = top;
  const items = entries.map(([mark, words]): KeyItem => {
    const texts = wrapText(words, WIDTH - LEFT - MARK);
    const width = MARK + Math.max(...texts.map((text) => textWidth(text)), 0);
    if (x > LEFT && x + width > WIDTH) {
      x = LEFT;
      y += LINE_HEIGHT + 2;
    }
    const item = {
      mark,
      markX: round(x + MARK / 2 - 3),
      markY: y + 10,
      textX: round(x + MARK),
      lines: linesFrom(texts, y + 15),
    };
    x += width + GAP;
    y += LINE_HEIGHT * Math.max(texts.length - 1, 0);
    return item;
  });
  return { items, bottom: entries.length === 0 ? top : y + LINE_HEIGHT + 8 };
}
