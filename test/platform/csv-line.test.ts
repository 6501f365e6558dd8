import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import fc from 'fast-check';
import { csvLine, notAFormula } from '../../src/platform/csv-line.ts';

const cell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('a', ' ', '"', ',', '\r', '\n', ';', "'"), { maxLength: 8 })
    .map((parts) => parts.join('')),
);

describe('a line of CSV', () => {
  it('is read as the very cells that it was made of', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1 }), (records) => {
        const text = records.map(csvLine).join('');
        const shape = { relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] };
        expect(parse(text, shape)).to.deep.equal(records);
      }),
    );
  });

  it('has quotation marks only where they are needed', () => {
    expect(csvLine(['a b', ' c ', "d'e", '', 'f;g'])).to.equal("a b, c ,d'e,,f;g\r\n");
    expect(csvLine(['a,b', 'c"d', 'e\nf', 'g\rh'])).to.equal('"a,b","c""d","e\nf","g\rh"\r\n');
    expect(csvLine([''])).to.equal('\r\n');
  });
});

describe('a text of ours', () => {
  it('is no formula in a spreadsheet', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
      expect(notAFormula(`${start}1+1`)).to.equal(`'${start}1+1`);
  });

  it('is left alone where it could be none', () => {
    for (const text of ['', 'passed', '1 error', 'D ServiceType: =1+1', ' =1'])
      expect(notAFormula(text)).to.equal(text);
  });
});
