import { expect } from 'chai';
import { columnWidths } from '../../../src/platform/pdf/column-widths.ts';
import { printable } from '../../../src/platform/pdf/printable.ts';
import { cutLine, cutLines, wrap } from '../../../src/platform/pdf/wrap.ts';

/** Each sign as wide as any other. */
const measure = (text: string): number => text.length;
const rounded = (widths: number[]): number[] => widths.map((width) => Math.round(width * 10) / 10);

describe('laying out a PDF', () => {
  it('breaks lines at spaces, which they keep, and words only where it must', () => {
    expect(wrap('one two three', 20, measure)).to.deep.equal(['one two three']);
    expect(wrap('one two three', 7, measure)).to.deep.equal(['one two ', 'three']);
    expect(wrap('', 7, measure)).to.deep.equal(['']);
    expect(wrap('a abcdefghijkl m', 5, measure)).to.deep.equal(['a ', 'abcde', 'fghij', 'kl m']);
    expect(wrap('housing-support', 10, measure)).to.deep.equal(['housing-', 'support']);
    expect(wrap('between -12345 and', 10, measure)).to.deep.equal(['between ', '-12345 and']);
    expect(wrap('a/b//cd/ef', 5, measure)).to.deep.equal(['a/b//', 'cd/ef']);
    expect(wrap('abc', 0, measure)).to.deep.equal(['a', 'b', 'c']);
    expect(wrap('a'.repeat(100_001), 50, measure)).to.deep.equal([
      ...Array.from({ length: 2000 }, () => 'a'.repeat(50)),
      'a',
    ]);
  });

  it('says of cut lines that there was more', () => {
    expect(cutLines(['one ', 'two'], 2, 4, measure)).to.deep.equal(['one ', 'two']);
    expect(cutLines(['one ', 'two ', 'three'], 2, 4, measure)).to.deep.equal(['one ', 'two…']);
    expect(cutLines(['full', 'line'], 1, 4, measure)).to.deep.equal(['ful…']);
    expect(cutLine('fits', 4, measure)).to.equal('fits');
    expect(cutLine('a title', 3, measure)).to.equal('a…');
  });

  it('shares a width out: in proportion where there is enough, else short texts first, else by their words', () => {
    const column = (whole: number, least: number) => ({ whole, least });
    expect(columnWidths([column(10, 5), column(30, 5)], 80)).to.deep.equal([20, 60]);
    expect(rounded(columnWidths([column(10, 5), column(300, 40), column(200, 20)], 110))).to.deep.equal([
      10, 50, 50,
    ]);
    expect(rounded(columnWidths([column(90, 90), column(300, 20)], 120))).to.deep.equal([90, 30]);
    expect(columnWidths([column(90, 60), column(90, 60)], 60)).to.deep.equal([30, 30]);
  });

  it('has a likeness for what the fonts lack, and leaves alone what they have', () => {
    for (const text of ['£35.50 – “half” of peers’ €1 … •', 'plain', 'naïve façade Ÿ', ''])
      expect(printable(text)).to.equal(text);
    for (const [text, likeness] of [
      ['Łukasz Đ ı', 'Lukasz D i'],
      ['ŵ ŷ ő ĉ', 'w y o c'],
      ['e\u0301 a\u0308', 'é ä'],
      ['ﬁne ½ ² ⅓ №', 'fine ½ ² 1/3 No'],
      ['−5 ≤ x ≠ y', '–5 <= x <> y'],
      ['a\t\r\n b\u2003 c ', 'a b c'],
      ['soft\u00ADhyphen\u200B\u202E\uFEFF', 'softhyphen'],
      ['\u0000\u0085\u009F\u007F', ''],
      ['你 😀 \uD800.', '? ? ?.'],
    ] as const)
      expect(printable(text), JSON.stringify(text)).to.equal(likeness);
    for (let code = 0; code < 0x3100; code += 1)
      expect(
        /^[ -~\u00A0-\u00AC\u00AE-\u00FF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/.test(
          printable(String.fromCodePoint(code)),
        ),
      ).to.equal(true);
  });
});
