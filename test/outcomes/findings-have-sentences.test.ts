import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { outcomeSentences, ownSentences } from '../../src/outcomes/finding-sentences.ts';
import { adviceFor, unreadableSentence } from '../../src/outcomes/presenters.ts';
import type { UnreadableWorkbook } from '../../src/outcomes/read-workbook.ts';
import { workbook } from '../../src/outcomes/specification/workbook.ts';
import { formRow } from '../support/outcome-files.ts';
import { defects } from './defects.ts';

const source = path.join(import.meta.dirname, '../../src');
const textOf = (name: string): string => readFileSync(path.join(source, name), 'utf8');

/** The codes of the rules that a workbook uses of those of any table: no numbers, no dates, no authority's code. */
const ofAnyTable = [
  ...['header.missing', 'header.repeated', 'header.none', 'header.separator', 'header.lower'],
  ...['file.empty', 'file.no-rows', 'csv.heading', 'csv.quotes', 'csv.record-too-long', 'table.damaged'],
  ...['row.cells', 'row.repeated', 'empty', 'digits', 'list.unknown', 'text.control-character'],
  ...['authority.unknown-name', 'authority.other', 'authority.other-file', 'id.character', 'id.long'],
  ...['personal.heading', 'personal.value'],
];
const ofWorkbooks = [
  ...['outcome.needed', 'outcome.unneeded', 'reason.needed', 'reason.unneeded'],
  ...['irregular.name', 'service.unknown', 'table.too-large', 'form.replaces'],
];
const used = [...ofAnyTable, ...ofWorkbooks];

/** The codes that the source of the workbook's own rules gives. */
function codesInSource(): string[] {
  const rules = readdirSync(path.join(source, 'outcomes/rules')).map((name) => `outcomes/rules/${name}`);
  const text = [...rules, 'outcomes/check-workbook.ts', 'outcomes/load-workbook.ts'].map(textOf).join('\n');
  return [...text.matchAll(/'((?:outcome|reason|service|irregular|table|form)\.[a-z-]+)'/g)].map(
    ([, code = '']) => code,
  );
}

const params = {
  ...{ own: 'Kingston upon Hull, City of', other: 'Bath and North East Somerset', rows: 12_345 },
  ...{ cells: 53, headings: 52, above: 3, before: 1234, key: 'FormID', length: 11, longest: 80 },
  ...{ character: '%', separator: 'a tab', what: 'national-insurance-number' },
  ...{ need: 'MaintainAccommodation_4a', outcome: 'ActualOutcome_4a', reason: 'Reason_4a_Primary' },
  ...{ answer: 'Missing', known: 'x'.repeat(500), file: 'OutcomesShort_00AJ_30062009.xlsx', forms: 12 },
};

describe('the codes of findings in a workbook', () => {
  it('are found in the source', () => {
    expect([...new Set(codesInSource())]).to.have.members([...ofWorkbooks, 'table.damaged']);
  });

  it('have each a sentence, and no sentence of the workbook’s own is for a code that is not used', () => {
    expect(outcomeSentences).to.include.all.keys(used);
    expect(used).to.include.members(Object.keys(ownSentences));
  });

  it('are each given by a planted defect', () => {
    const forms = [formRow('10000000001'), formRow('10000000002')];
    const sound = { forms, services: new Map([['S1', 'Service S1']]) };
    const planted = Object.values(defects).map((plant) => plant(sound, 0, 0).found.code);
    // What shows only when the sheet is read is in check-workbook.test.ts, what other workbooks hold in upload.test.ts.
    expect([...new Set([...planted, 'table.damaged', 'table.too-large', 'form.replaces'])]).to.have.members(
      used,
    );
  });

  for (const code of used) {
    it(`${code} says what is wrong and what to do, in a sentence each`, () => {
      for (const { name, content } of workbook.fields) {
        if (code === 'list.unknown' && content.kind !== 'list') continue;
        const suggestions = [
          '',
          name.startsWith('Reason') ? "Circumstances outside the client's control" : 'Missing',
        ];
        for (const suggestion of suggestions) {
          const { message, howToFix } = adviceFor({ code, field: name, params: { ...params, suggestion } });
          for (const sentence of [message, howToFix]) {
            expect(sentence).to.match(/^[A-Z]/);
            expect(sentence).not.to.match(/undefined|NaN|\[object|\bcsv\.|\brow\./);
            expect(sentence).to.have.length.lessThan(160);
          }
          expect(howToFix).to.match(/\.$/);
        }
      }
    });
  }

  it('speak of workbooks and names, not of extracts and codes', () => {
    for (const code of ['authority.other', 'authority.other-file', 'authority.unknown-name']) {
      const { message, howToFix } = adviceFor({ code, field: 'AdminAuth', params });
      expect(`${message} ${howToFix}`).not.to.match(/extract|code/);
    }
  });

  it('that nobody has written a sentence for are a mistake of ours', () => {
    expect(() => adviceFor({ code: 'new.code', field: '', params: {} })).to.throw(
      'No sentence for the finding code new.code',
    );
  });
});

describe('the faults of a workbook', () => {
  const faultsOf = (file: string, type: string): string[] => {
    const [, union = ''] = new RegExp(`export type ${type} =([^;]+);`).exec(textOf(file)) ?? [];
    return [...union.matchAll(/'([^']+)'/g)].map(([, fault = '']) => fault);
  };
  const codes = [
    ...faultsOf('platform/xlsx-error.ts', 'XlsxFault').map((fault) => `xlsx.${fault}`),
    ...faultsOf('platform/zip.ts', 'ZipFault').map((fault) => `zip.${fault}`),
    ...['name.form', 'name.authority', 'name.date', 'name.future', 'format.csv', 'format.packed'],
  ];

  it('are found in the source', () => {
    expect(codes).to.have.length(6 + 9 + 6);
  });

  for (const code of codes) {
    it(`${code} says what is wrong and what to do`, () => {
      const given = { name: 'xl/workbook.xml', example: 'OutcomesShort_00AJ_31122010.xlsx', other: '00AA' };
      const sentence = unreadableSentence({
        code: code as UnreadableWorkbook['code'],
        params: { ...given, own: '00AJ', given: '01/01/2011' },
      });
      expect(sentence).to.match(/^(The|This) .*\.$/);
      expect(sentence).to.have.length.lessThan(160);
      expect(sentence).not.to.include('undefined');
    });
  }
});
