import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { adviceFor, findingSentences, unreadableSentence } from '../../src/extracts/presenters.ts';
import type { Unreadable } from '../../src/extracts/read-extract.ts';
import { defects } from '../fixtures/defects.ts';
import { fundingRow, performanceRow, qualityRow, serviceRow } from '../support/extract-files.ts';

const source = path.join(import.meta.dirname, '../../src');

/** Every code that the checking of an extract can give, as its source has them: `fault('…')`, `code: '…'`, `csv.…`. */
function codesInSource(): string[] {
  const rules = ['extracts/rules', 'tables/rules'].flatMap((room) =>
    readdirSync(path.join(source, room))
      .filter((name) => name !== 'person-like.ts')
      .map((name) => `${room}/${name}`),
  );
  const text = [...rules, 'tables/read-table.ts', 'extracts/check-extract.ts']
    .map((name) => readFileSync(path.join(source, name), 'utf8'))
    .join('\n');
  const written = text.matchAll(/(?:fault\(|broken\(|code: |\? )'([a-z]+(?:\.[a-z-]+)?)'/g);
  const csvKinds =
    /kind: ('[^;]+);/.exec(readFileSync(path.join(source, 'platform/csv.ts'), 'utf8'))?.[1] ?? '';
  return [
    ...[...written, ...text.matchAll(/ : '((?:personal|csv)\.[a-z-]+)'/g)].map(([, code = '']) => code),
    ...[...csvKinds.matchAll(/'([^']+)'/g)].map(([, kind = '']) => `csv.${kind}`),
  ].filter((code, index, all) => all.indexOf(code) === index);
}

const used = codesInSource();

describe('the codes of findings', () => {
  it('are found in the source', () => {
    expect(used).to.include.members([
      'empty',
      'header.none',
      'number.currency',
      'csv.quotes',
      'csv.heading',
      'table.damaged',
      'irregular.fall',
    ]);
    expect(used).to.have.length.greaterThan(35);
  });

  it('have each a sentence, and no sentence is for a code that is not used', () => {
    expect(Object.keys(findingSentences)).to.have.members(used);
  });

  it('are each given by a planted defect', () => {
    const sound = {
      services: [serviceRow('S1'), serviceRow('S2')],
      fundings: [fundingRow('S1'), fundingRow('S2')],
      quality: [qualityRow('S1'), qualityRow('S2')],
      performance: ['S1', 'S2'].flatMap((id) => ['A', 'B'].map((item) => performanceRow(id, item))),
    };
    const planted = Object.values(defects).map((plant) => plant(sound, 0).found.code);
    // Bytes cannot be damaged in a table that is not packed: read-extract.test.ts has it.
    // Names and digits are an outcomes workbook's; tables that are not used have look-for-people.test.ts.
    expect([
      ...new Set([
        ...planted,
        'table.damaged',
        'authority.unknown-name',
        'digits',
        'personal.table',
        'personal.table-kept',
      ]),
    ]).to.have.members(used);
  });

  for (const code of Object.keys(findingSentences)) {
    it(`${code} says what is wrong and what to do, in a sentence each`, () => {
      const params = {
        own: '00AJ',
        other: '00AA',
        rows: 2,
        cells: 3,
        headings: 4,
        before: 5,
        least: 0,
        most: 10,
        places: 2,
      };
      const more = {
        write: '5',
        services: 'SupportService.csv',
        character: '%',
        separator: ';',
        suggestion: 'Spot',
        length: 90,
        longest: 80,
        ...{ above: 1, key: 'SupportServiceId', first: '01/01/2000', last: '13/09/2004', what: 'name' },
        ...{ indicator: 'KPI1', items: 'A and B', missing: 'B' },
      };
      const { message, howToFix } = adviceFor({
        code,
        field: 'WeeklyUnitCost',
        params: { ...params, ...more },
      });
      for (const sentence of [message, howToFix]) {
        expect(sentence).to.match(/^[A-Z]/);
        expect(sentence).not.to.match(/undefined|NaN|\[object|\bcsv\.|\brow\./);
        expect(sentence).to.have.length.lessThan(160);
      }
    });
  }

  it('that nobody has written a sentence for are a mistake of ours', () => {
    expect(() => adviceFor({ code: 'new.code', field: '', params: {} })).to.throw(
      'No sentence for the finding code new.code',
    );
    expect(() => unreadableSentence({ kind: 'unreadable', code: 'new' } as unknown as Unreadable)).to.throw(
      'No sentence for new',
    );
  });
});

describe('the faults of a file', () => {
  it('have each a sentence', () => {
    const zip =
      /export type ZipFault =([^;]+);/.exec(
        readFileSync(path.join(source, 'platform/zip.ts'), 'utf8'),
      )?.[1] ?? '';
    const names = readFileSync(path.join(source, 'extracts/specification/file-name.ts'), 'utf8');
    const codes = [
      ...[...zip.matchAll(/'([^']+)'/g)].map(([, fault = '']) => `zip.${fault}`),
      ...[...names.matchAll(/'(name\.[a-z]+)'/g)].map(([, code = '']) => code),
      ...['zip.workbook', 'table.missing', 'table.repeated'],
    ];
    expect(codes).to.have.length.greaterThan(12);
    for (const code of codes) {
      const params = { name: 'a.csv', example: 'x', other: 'x', own: 'x', given: 'x' };
      expect(unreadableSentence({ kind: 'unreadable', code, params } as Unreadable)).to.match(
        /^(The|This) .*\.$/,
      );
    }
  });
});
