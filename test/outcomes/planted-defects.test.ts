import { expect } from 'chai';
import fc from 'fast-check';
import { adviceFor } from '../../src/outcomes/presenters.ts';
import { answers, indicators, reasonLabels } from '../../src/outcomes/specification/workbook.ts';
import { csvOf, encoded, type Row } from '../support/extract-files.ts';
import {
  bytesOf,
  checkBytes,
  formHeadings,
  matrixOf,
  sheetOf,
  type CheckedWorkbook,
  type Sheet,
} from '../support/outcome-files.ts';
import { workbookBytes, type WorkbookOptions } from '../support/xlsx-files.ts';
import { defects, type SoundForms } from './defects.ts';
import { soundForms } from './sound-forms.ts';

const respelt = (heading: string, how: number): string =>
  [
    heading,
    heading.toUpperCase(),
    `${heading.slice(0, 3)} ${heading.slice(3)}`,
    ` ${heading.toLowerCase()}_`,
  ][how % 4]!;

/** The same forms under headings in another order and spelling, with columns that are not used. */
function reshaped(rows: readonly Row[], order: readonly string[], spelling: number): Sheet {
  const headings = order.map((heading) => respelt(heading, spelling));
  return {
    headings,
    rows: rows.map((row) =>
      Object.fromEntries(order.map((heading, at) => [headings[at]!, row[heading] ?? 'kept, not used'])),
    ),
  };
}

const orders = fc.shuffledSubarray([...formHeadings, 'Postcode', 'Notes'], {
  minLength: formHeadings.length + 2,
});

const positionOf = (labels: readonly string[], cell: string): number =>
  labels.findIndex(
    (label) => label.toLowerCase() === cell.toLowerCase().replaceAll('’', "'").replace(/ +/g, ' ').trim(),
  ) + 1;

/** That nothing is found and every form is handed on as it was meant. */
function expectAllTaken({ findings, forms, counts }: CheckedWorkbook, { forms: meant }: SoundForms): void {
  expect(findings).to.deep.equal([]);
  expect(counts).to.deep.equal({ seen: meant.length, taken: meant.length });
  expect(forms).to.deep.equal(
    meant.map((form, at) => ({
      row: at + 2,
      formId: form.FormID,
      serviceId: form.SPServiceID,
      needs: indicators.map(({ column }) => positionOf(answers, form[column]!)),
      outcomes: indicators.map(({ code }) => positionOf(answers, form[`ActualOutcome_${code}`]!)),
      reasons: indicators.map(({ code }) => positionOf(reasonLabels, form[`Reason_${code}_Primary`]!)),
    })),
  );
}

describe('any sound workbook', () => {
  const csvShapes = fc.record({
    lineEnding: fc.constantFrom('\r\n', '\n', '\r'),
    isLastEnded: fc.boolean(),
    encoding: fc.constantFrom(
      ['utf8', false],
      ['utf8', true],
      ['utf-16le', true],
      ['utf-16be', true],
      ['utf-16le', false],
    ),
  });

  it('has no finding as a CSV, whatever its shape', async () => {
    await fc.assert(
      fc.asyncProperty(
        ...[soundForms(), orders, fc.nat({ max: 3 }), csvShapes],
        async (sound, order, spelling, { encoding, ...ends }) => {
          const { headings, rows } = reshaped(sound.forms, order, spelling);
          const [name, hasMark] = encoding as [string, boolean];
          const bytes = encoded(csvOf(rows, { headings, ...ends }), name, hasMark);
          expectAllTaken(await checkBytes(bytes, 'csv', { services: sound.services }), sound);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('has no finding as a CSV in Windows-1252', async () => {
    await fc.assert(
      fc.asyncProperty(soundForms(true), async (sound) => {
        const bytes = encoded(csvOf(sound.forms, { headings: formHeadings }), 'windows-1252');
        expectAllTaken(await checkBytes(bytes, 'csv', { services: sound.services }), sound);
      }),
      { numRuns: 40 },
    );
  });

  const xlsxShapes: fc.Arbitrary<WorkbookOptions> = fc.record({
    strings: fc.constantFrom('shared', 'inline'),
    hasFormulas: fc.boolean(),
    hasReferences: fc.boolean(),
    isStrict: fc.boolean(),
    targets: fc.constantFrom('relative', 'absolute'),
    encoding: fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'),
  });

  it('has no finding as an .xlsx, whatever its shape, with its numbers as numbers too', async () => {
    await fc.assert(
      fc.asyncProperty(
        ...[soundForms(), orders, fc.nat({ max: 3 }), xlsxShapes, fc.boolean()],
        async (sound, order, spelling, shape, hasNumbers) => {
          const matrix = matrixOf(reshaped(sound.forms, order, spelling));
          const cells = matrix.map((row) =>
            row.map((cell) => (hasNumbers && /^[1-9]\d{10}$/.test(cell) ? Number(cell) : cell)),
          );
          const bytes = workbookBytes(cells, shape);
          expectAllTaken(await checkBytes(bytes, 'xlsx', { services: sound.services }), sound);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('has all its columns in the generator', () => {
    const [first] = fc.sample(soundForms(), 1);
    expect(first!.forms[0]).to.have.all.keys([...formHeadings]);
  });
});

describe('one defect in any sound workbook', () => {
  for (const [name, plant] of Object.entries(defects)) {
    it(`${name}: is found where it is, once, and nothing else is`, async () => {
      await fc.assert(
        fc.asyncProperty(
          ...[soundForms(), fc.nat(), fc.nat({ max: indicators.length - 1 })],
          async (sound, anywhere, indicator) => {
            // No line break in a value, so that a line is a row.
            const forms = sound.forms.map((form) => ({
              ...form,
              Service_Name: form.Service_Name!.replace(/[\r\n",;]/g, ''),
            }));
            const services = new Map(
              [...sound.services].map(([id, known]) => [id, known.replace(/[\r\n",;]/g, '')]),
            );
            const planted = plant({ forms, services }, anywhere % forms.length, indicator);
            const checked = await checkPlanted(planted.content, services);
            for (const { findings } of checked) {
              expect(findings.map(({ code }) => code)).to.deep.equal([planted.found.code]);
              expect(findings[0]).to.deep.include(planted.found);
              const { message, howToFix } = adviceFor(findings[0]!);
              expect(`${message} ${howToFix}`).not.to.match(/undefined|NaN|\[object/);
            }
          },
        ),
        { numRuns: name.includes('mebibyte') ? 2 : 15 },
      );
    });
  }

  /** In both formats, unless the defect is one of CSV. */
  function checkPlanted(
    content: Sheet | string,
    services: SoundForms['services'],
  ): Promise<CheckedWorkbook[]> {
    if (typeof content === 'string')
      return Promise.all([checkBytes(Buffer.from(content), 'csv', { services })]);
    const formats = ['csv', 'xlsx'] as const;
    return Promise.all(formats.map((format) => checkBytes(bytesOf(content, format), format, { services })));
  }
});

describe('any one cell that cannot be read', () => {
  it('is one finding, and none follows from it', async () => {
    const fields = formHeadings.slice(4);
    await fc.assert(
      fc.asyncProperty(soundForms(), fc.nat(), fc.constantFrom(...fields), async (sound, anywhere, field) => {
        const at = anywhere % sound.forms.length;
        const forms = sound.forms.map((form, index) => (index === at ? { ...form, [field]: '???' } : form));
        const { services } = sound;
        const { findings, counts } = await checkBytes(bytesOf(sheetOf(forms), 'csv'), 'csv', { services });
        expect(findings.map(({ code, row, field }) => ({ code, row, field }))).to.deep.equal([
          { code: 'list.unknown', row: at + 2, field },
        ]);
        expect(counts).to.deep.equal({ seen: forms.length, taken: forms.length - 1 });
      }),
      { numRuns: 100 },
    );
  });
});
