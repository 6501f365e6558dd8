import { expect } from 'chai';
import { parseFileName } from '../../../src/extracts/specification/file-name.ts';

const today = '2004-12-31';
const parse = (name: string) => parseFileName(name, '00AJ', today);
const codeOf = (name: string) => {
  const result = parse(name);
  return result.kind === 'right' ? result.date : result.code;
};

describe('the name of an extract', () => {
  for (const [name, date] of [
    ['SPLSExtract_00AJ_13092004.zip', '2004-09-13'],
    ['SPLSExtract_00AJ_29022004.zip', '2004-02-29'],
    ['SPLSExtract_00AJ_01012003.zip', '2003-01-01'],
    ['SPLSExtract_00AJ_31122004.zip', '2004-12-31'],
    ['splsextract_00aj_13092004.ZIP', '2004-09-13'],
    ['SPLSExtract_00AJ_13092004 (1).zip', '2004-09-13'],
    ['SPLSExtract_00AJ_13092004(12).zip', '2004-09-13'],
  ] as const) {
    it(`${name} says ${date}`, () => {
      expect(parse(name)).to.deep.equal({ kind: 'right', code: '00AJ', date });
    });
  }

  for (const name of [
    '',
    'extract.zip',
    'SPLSExtract_00AJ_13092004',
    'SPLSExtract_00AJ_13092004.csv',
    'SPLSExtract_00AJ_13092004.zip.exe',
    'SPLSExtract_00AJ_130904.zip',
    'SPLSExtract_00AJ_13-09-2004.zip',
    'SPLSExtract_13092004_00AJ.zip',
    'SPLSExtract__13092004.zip',
    'SPLSExtract_00AJ_13092004 (1) (2).zip',
    'SPLSExtract_00AJ_１３092004.zip',
    'SPLSExtract_00AJ_13092004.zip\n',
    '../SPLSExtract_00AJ_13092004.zip',
    'x'.repeat(100_000),
  ]) {
    it(`${JSON.stringify(name.slice(0, 40))} has not the form`, () => {
      expect(parse(name)).to.deep.equal({
        kind: 'wrong',
        code: 'name.form',
        params: { example: 'SPLSExtract_00AJ_31122004.zip' },
      });
    });
  }

  it('is of another authority', () => {
    expect(parse('SPLSExtract_00aa_13092004.zip')).to.deep.equal({
      kind: 'wrong',
      code: 'name.authority',
      params: { other: '00AA', own: '00AJ' },
    });
  });

  it('says the wrong authority before the wrong day', () => {
    expect(codeOf('SPLSExtract_00AA_31022004.zip')).to.equal('name.authority');
  });

  for (const given of [
    '31022004',
    '29022003',
    '00012004',
    '32012004',
    '13132004',
    '13002004',
    '13091999',
    '31122002',
  ]) {
    it(`${given} is no day of the programme`, () => {
      expect(parse(`SPLSExtract_00AJ_${given}.zip`)).to.deep.equal({
        kind: 'wrong',
        code: 'name.date',
        params: { given },
      });
    });
  }

  it('is of tomorrow', () => {
    expect(parse('SPLSExtract_00AJ_01012005.zip')).to.deep.equal({
      kind: 'wrong',
      code: 'name.future',
      params: { given: '01/01/2005' },
    });
  });
});
