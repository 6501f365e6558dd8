import { expect } from 'chai';
import fc from 'fast-check';
import { scaleFor, thinned, ticksAcross } from '../../../src/reports/charts/scale.ts';
import { textWidth, wrapText } from '../../../src/reports/charts/text.ts';

describe('text of a chart', () => {
  it('is broken at spaces, else after strokes, else anywhere', () => {
    expect(wrapText('one two three', 60)).to.deep.equal(['one two', 'three']);
    expect(wrapText('floating/resettlement', 100)).to.deep.equal(['floating/', 'resettlement']);
    expect(wrapText('Llanfairpwllgwyngyll', 60)).to.have.length.above(1);
    expect(wrapText('  spaced   out ', 200)).to.deep.equal(['spaced out']);
    expect(wrapText('', 100)).to.deep.equal([]);
  });

  it('keeps every letter, in lines that fit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        const lines = wrapText(text, 100);
        expect(lines.join('').replaceAll(/\s/g, '')).to.equal(text.replaceAll(/\s/g, ''));
        for (const line of lines) expect(textWidth(line)).to.be.at.most(100);
      }),
    );
  });

  it('is not thought narrower than Arial', () => {
    // Measured by Chromium at 14 units.
    expect(textWidth('£1,234.56')).to.be.within(62.3, 70);
    expect(textWidth('Accommodation based', 'bold')).to.be.within(154, 175);
  });
});

describe('scale of a chart', () => {
  it('has as many ticks as have room between them', () => {
    const scale = scaleFor([0, 100], [0, 300]);
    const wide = ticksAcross(scale, (value) => `£${value},000,000.00`);
    const narrow = ticksAcross(scale, String);
    expect(wide.length).to.be.below(narrow.length);
    expect(wide.length).to.be.above(0);
    for (const { textX, text } of wide) expect(textX - textWidth(text) / 2).to.be.at.least(-0.01);
  });

  it('takes absurd and minute values without a fault', () => {
    for (const values of [[1e300, -1e300], [5e-324], [0], [1e15, 1e15], [-3, -1]]) {
      const { at, ticks } = scaleFor(values, [10, 90], { fit: true });
      for (const value of values) expect(at(value)).to.be.within(10, 90);
      expect(ticks(5)).not.to.be.empty;
    }
  });

  it('keeps one of the dots that cover each other', () => {
    const dots = [5, 5.2, 9].map((x) => ({ x, y: 1 }));
    expect(thinned(dots, 1)).to.deep.equal([dots[0], dots[2]]);
  });
});
