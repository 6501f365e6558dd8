import fc from 'fast-check';
import { indicators, reasons } from '../../src/outcomes/specification/workbook.ts';
import type { Row } from '../support/extract-files.ts';
import { indicatorCells, joined } from '../support/outcome-files.ts';
import type { SoundForms } from './defects.ts';

const ids = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => text.replace(/[,%_[\]^\p{C}\p{Z}\ufffd]/gu, ''))
  .filter((id) => id.length > 0);

/** Plain ones, so that any encoding has them. */
const plainIds = fc.integer({ min: 1, max: 99_999 }).map((number) => `S${number}`);

/** Any text that Windows-1252 has too; no digits, which may come to look like somebody's postcode. */
const names = fc
  .array(fc.constantFrom('a', 'Z', ' ', '-', 'é', '£', '“', '’', "'", ',', '"', ';', '\r\n', '='), {
    minLength: 1,
    maxLength: 20,
  })
  .map((parts) => `N${parts.join('')}.`);

/** Spellings that make no other name. */
const nameSpellings: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => ` ${name.replaceAll(' ', '  ')} `,
  (name) => name.replaceAll("'", '’'),
];

const labelSpellings: readonly ((label: string) => string)[] = [
  (label) => label,
  (label) => label.toUpperCase(),
  (label) => ` ${label.toLowerCase()}`,
  (label) => label.replaceAll("'", '’').replaceAll(' ', '  '),
];

const triples = fc.oneof(
  fc.constant(['Yes', 'Yes', 'Missing'] as const),
  fc.constantFrom(...reasons).map((reason) => ['Yes', 'No', reason] as const),
  fc.constantFrom('No', 'Missing').map((need) => [need, 'Missing', 'Missing'] as const),
);

const answersOfForm = fc
  .tuple(
    fc.array(triples, { minLength: indicators.length, maxLength: indicators.length }),
    fc.constantFrom(...labelSpellings),
  )
  .map(([given, spell]) => {
    const cells = indicators.map(({ code }, at) => {
      const [need, outcome, reason] = given[at]!;
      return indicatorCells(code, spell(need), spell(outcome), spell(reason));
    });
    return joined(cells);
  });

const forms = fc.record({
  FormID: fc.integer({ min: 0, max: 99_999_999_999 }).map((number) => String(number).padStart(11, '0')),
  AdminAuth: fc.constantFrom('Ealing', 'EALING', ' ealing ', 'London Borough of Ealing', 'Ealing Council'),
  service: fc.nat(),
  spell: fc.constantFrom(...nameSpellings),
  answers: answersOfForm,
});

/** Sound workbooks of 2 to 6 forms of some of 1 to 4 services. */
export const soundForms = (hasPlainIds = false): fc.Arbitrary<SoundForms> =>
  fc
    .tuple(
      fc.uniqueArray(fc.tuple(hasPlainIds ? plainIds : ids, names), {
        ...{ minLength: 1, maxLength: 4, selector: ([id]) => id },
      }),
      fc.uniqueArray(forms, { minLength: 2, maxLength: 6, selector: ({ FormID }) => FormID }),
    )
    .map(([services, given]) => ({
      services: new Map(services),
      forms: given.map(({ service, spell, answers, ...form }): Row => {
        const [id, name] = services[service % services.length]!;
        return { ...form, SPServiceID: id, Service_Name: spell(name), ...answers };
      }),
    }));
