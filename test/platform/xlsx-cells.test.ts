import { expect } from 'chai';
import fc from 'fast-check';
import { XlsxError } from '../../src/platform/xlsx.ts';
import { plainNumber } from '../../src/platform/xlsx-cells.ts';
import { PackedTexts } from '../../src/platform/xlsx-texts.ts';
import { cellOf, readBook, readData } from '../support/xlsx-reading.ts';

describe('a cell of a workbook', () => {
  const items = '<si><t>zero</t></si><si><r><t>one </t></r><r><rPr/><t>and half</t></r></si><si/>';
  for (const [cell, text] of [
    ['<c t="s"><v>0</v></c>', 'zero'],
    ['<c t="s"><v>1</v></c>', 'one and half'],
    ['<c t="s"><v>2</v></c>', ''],
    ['<c t="s"/>', ''],
    ['<c t="s"><v>3</v></c>', 'damaged'],
    ['<c t="s"><v>-1</v></c>', 'damaged'],
    ['<c t="s"><v>99999999999</v></c>', 'damaged'],
    ['<c t="s"><v>zero</v></c>', 'damaged'],
    ['<c t="inlineStr"><is><t>in </t><t>line</t></is></c>', 'in line'],
    ['<c t="inlineStr"><is><r><t>東京</t></r><rPh sb="0" eb="2"><t>とうきょう</t></rPh></is></c>', '東京'],
    ['<c t="inlineStr"><is><t>a<!-- x -->b<![CDATA[<&]]>&amp;</t></is></c>', 'ab<&&'],
    ['<c t="inlineStr"><is><t> spaces </t></is></c>', ' spaces '],
    ['<c t="inlineStr"><is><t>a_x000D_b_x005F_x000D_c_x12_</t></is></c>', 'a\rb_x000D_c_x12_'],
    ['<c t="inlineStr"><is><t>_xD83D__xDE00__xD83D_</t></is></c>', '😀\ufffd'],
    ['<c t="inlineStr"><is><t>a<b/></t></is></c>', 'damaged'],
    ['<c t="str"><f>A1&amp;"x"</f><v>cached_x0009_</v></c>', 'cached\t'],
    ['<c t="str"><f>A1</f></c>', ''],
    ['<c t="n"><is><t>of another kind</t></is></c>', ''],
    ['<c t="s"><v> 0\n</v></c>', 'zero'],
    ['<c><f>1+1</f></c>', ''],
    ['<c><f>1+1</f><v>2</v></c>', '2'],
    ['<c><f>1</f><v/></c>', ''],
    ['<c t="b"><v>1</v></c>', 'TRUE'],
    ['<c t="b"><v>0</v></c>', 'FALSE'],
    ['<c t="b"><v>2</v></c>', 'damaged'],
    ['<c t="e"><v>#N/A</v></c>', '#N/A'],
    ['<c t="d"><v>2004-09-13</v></c>', '2004-09-13'],
    ['<c s="14"><v>38243</v></c>', '38243'],
    ['<c t="n"><v>1.2345678901E10</v></c>', '12345678901'],
    ['<c><v>twelve</v></c>', 'damaged'],
    ['<c t="other"><v>1</v></c>', 'damaged'],
    ['<c><v>1<x/>2</v></c>', 'damaged'],
    ['<c r="A2"><v>1</v></c>', 'damaged'],
    ['<c r="a1"><v>1</v></c>', 'damaged'],
    ['<c r="A1"/><c r="A1"/>', 'damaged'],
    ['<c r="XFE1"/>', 'damaged'],
  ] as const) {
    it(`${cell} is "${text.replace('\r', '␍')}"`, async () => {
      expect(await cellOf(cell, items)).to.equal(text);
    });
  }

  it('gives numbers as an officer reads them', () => {
    for (const [text, shown] of [
      ['0.1', '0.1'],
      ['1.1000000000000001', '1.1'],
      ['0.30000000000000004', '0.3'],
      ['18460.000000000004', '18460'],
      ['-1.5E-7', '-0.00000015'],
      ['1e-10', '0.0000000001'],
      ['123456789012345680000', '123456789012345680000'],
      ['1e20', '100000000000000000000'],
      ['-0', '0'],
      ['007', '7'],
      [' 5.50 ', '5.5'],
      ['.5', '0.5'],
      ['+5.', '5'],
      ['1234567890123456', '1234567890123456'],
    ] as const)
      expect(plainNumber(text), text).to.equal(shown);
    for (const text of ['', '1e999', 'NaN', '0x10', '1,5', '1 2', '--1', `${'1'.repeat(200_000)}x`])
      expect(plainNumber(text), text.slice(0, 10)).to.equal(null);
  });

  it('never has an exponent below 1e21, and is the number to 15 digits', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true, max: 9e20, min: -9e20 });
    fc.assert(
      fc.property(number, (value) => {
        const shown = plainNumber(String(value)) ?? '';
        return /^-?\d+(\.\d+)?$/.test(shown) && Number(shown) === Number(value.toPrecision(15)) + 0
          ? true
          : Number.isInteger(value) && Number(shown) === value;
      }),
    );
  });

  it('holds 32,767 characters and stands in one of 16,384 columns and 1,048,576 rows', async () => {
    const long = 'é'.repeat(32_767);
    for (const strings of ['inline', 'shared'] as const) {
      expect((await readBook([[long]], { strings })).rows).to.deep.equal([[1, long]]);
      expect(await readBook([[`${long}x`]], { strings })).to.deep.equal({ rows: [], fault: 'damaged' });
    }
    expect(await cellOf(`<c t="str"><v>${long}x</v></c>`)).to.equal('damaged');
    const { rows } = await readData('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>');
    expect(rows[0]).to.have.length(16_385);
    for (const wrong of [
      '<row r="1048577"/>',
      '<row r="1048576"/><row/>',
      '<row r="0"/>',
      '<row r="2"/><row r="2"/>',
    ])
      expect((await readData(wrong)).fault, wrong).to.equal('damaged');
  });
});

describe('shared strings', () => {
  it('are kept as they are, across blocks', () => {
    const texts = new PackedTexts();
    const text = (index: number) => `${index} ${'é😀'.repeat(index % 97 === 0 ? 9000 : index % 7)}`;
    for (let index = 0; index < 20_000; index += 1) texts.add(index % 3 === 0 ? '' : text(index));
    for (let round = 0; round < 2; round += 1)
      for (let index = 0; index < 20_000; index += 1)
        if (texts.at(index) !== (index % 3 === 0 ? '' : text(index))) throw new Error(`differs: ${index}`);
    for (const index of [-1, 20_000, NaN, 1e9]) expect(texts.at(index)).to.equal(null);
  });

  it('are refused beyond a number, or a number of bytes', () => {
    const few = new PackedTexts({ texts: 2, bytes: 100 });
    few.add('a');
    few.add('b');
    expect(() => few.add('c')).to.throw(XlsxError, 'too-large');
    const short = new PackedTexts({ texts: 100, bytes: 10 });
    short.add('ééééé');
    expect(() => short.add('x')).to.throw(XlsxError, 'too-large');
  });
});
