import { expect } from 'chai';
import { parseFileName, workbookName } from '../../../src/outcomes/specification/file-name.ts';

const today = '2010-12-31';
const parse = (name: string) => parseFileName(name, '00AJ', today);

describe('the name of an outcomes workbook', () => {
  for (const [name, term, date, format] of [
    ['OutcomesShort_00AJ_30062010.xlsx', 'short', '2010-06-30', 'xlsx'],
    ['OutcomesLong_00AJ_30062010.csv', 'long', '2010-06-30', 'csv'],
    ['OutcomesShort_00AJ_29022008.csv', 'short', '2008-02-29', 'csv'],
    ['OutcomesLong_00AJ_01012003.xlsx', 'long', '2003-01-01', 'xlsx'],
    ['OutcomesShort_00AJ_31122010.xlsx', 'short', '2010-12-31', 'xlsx'],
    ['outcomesLONG_00aj_30062010.XLSX', 'long', '2010-06-30', 'xlsx'],
    ['OutcomesShort_00AJ_30062010 (1).xlsx', 'short', '2010-06-30', 'xlsx'],
    ['OutcomesShort_00AJ_30062010(12).csv', 'short', '2010-06-30', 'csv'],
  ] as const) {
    it(`${name} says ${term}, ${date}, ${format}`, () => {
      expect(parse(name)).to.deep.equal({ kind: 'right', term, code: '00AJ', date, format });
    });
  }

  for (const name of [
    '',
    'outcomes.xlsx',
    'Outcomes_00AJ_30062010.xlsx',
    'OutcomesMedium_00AJ_30062010.xlsx',
    'OutcomesShort_00AJ_30062010',
    'OutcomesShort_00AJ_30062010.xls',
    'OutcomesShort_00AJ_30062010.xlsm',
    'OutcomesShort_00AJ_30062010.xlsx.exe',
    'OutcomesShort_00AJ_300610.xlsx',
    'OutcomesShort_00AJ_30-06-2010.xlsx',
    'OutcomesShort_30062010_00AJ.xlsx',
    'OutcomesShort__30062010.xlsx',
    'OutcomesShort_00AJ_30062010 (1) (2).xlsx',
    'OutcomesShort_00AJ_３0062010.xlsx',
    'OutcomesShort_00AJ_30062010.xlsx\n',
    '../OutcomesShort_00AJ_30062010.xlsx',
    'SPLSExtract_00AJ_30062010.zip',
    'x'.repeat(100_000),
  ]) {
    it(`${JSON.stringify(name.slice(0, 40))} has not the form`, () => {
      expect(parse(name)).to.deep.equal({
        kind: 'wrong',
        code: 'name.form',
        params: { example: 'OutcomesShort_00AJ_31122010.xlsx' },
      });
    });
  }

  it('is of another authority, which is said before a wrong day', () => {
    for (const name of ['OutcomesShort_00aa_30062010.csv', 'OutcomesShort_00AA_31022010.csv']) {
      expect(parse(name)).to.deep.equal({
        kind: 'wrong',
        code: 'name.authority',
        params: { other: '00AA', own: '00AJ' },
      });
    }
  });

  for (const given of ['31022010', '29022009', '00012010', '32012010', '13132010', '30061999', '31122002']) {
    it(`${given} is no day of the programme`, () => {
      expect(parse(`OutcomesLong_00AJ_${given}.xlsx`)).to.deep.equal({
        kind: 'wrong',
        code: 'name.date',
        params: { given },
      });
    });
  }

  it('is of tomorrow', () => {
    expect(parse('OutcomesLong_00AJ_01012011.xlsx')).to.deep.equal({
      kind: 'wrong',
      code: 'name.future',
      params: { given: '01/01/2011' },
    });
  });

  it('is read as it is written', () => {
    for (const term of ['short', 'long'] as const) {
      for (const format of ['xlsx', 'csv'] as const) {
        const name = { term, code: '00AJ', date: '2009-03-31', format };
        expect(parse(workbookName(name))).to.deep.equal({ kind: 'right', ...name });
      }
    }
  });
});
