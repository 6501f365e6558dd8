import type { Finding } from '../../src/tables/index.ts';
import { indicators, outcomeColumn, reasonColumn } from '../../src/outcomes/specification/workbook.ts';
import { csvOf, OTHER, type CsvShape, type Row } from '../support/extract-files.ts';
import { formHeadings, indicatorCells, sheetOf, type Sheet } from '../support/outcome-files.ts';

/** Sound forms, two at least, and the live services that they are of. */
export interface SoundForms {
  forms: Row[];
  services: ReadonlyMap<string, string>;
}

/** A workbook with one defect, and what is to be found of it. Where the defect is one of CSV, its text is given. */
export interface Planted {
  content: Sheet | string;
  found: Partial<Finding> & { code: string };
}

/** Plants a defect in the row at an index (and, if it is of an indicator, in that one), or in the whole. */
export type Plant = (sound: SoundForms, at: number, indicator: number) => Planted;

const REASON = 'Health of client';

/** Cells of a row that hold something else; the fault is in the first of them. */
function cells(
  code: string,
  change: (form: Row, indicator: number) => Row,
  more: Partial<Finding> = {},
): Plant {
  return ({ forms }, at, indicator) => {
    const changed = change(forms[at]!, indicator);
    const [field = ''] = Object.keys(changed);
    return {
      content: sheetOf(forms.map((form, index) => (index === at ? { ...form, ...changed } : form))),
      found: {
        ...{ code, row: at + 2, columnPosition: formHeadings.indexOf(field) + 1, severity: 'error', field },
        ...{ value: changed[field]!.trim(), serviceId: { ...forms[at], ...changed }.SPServiceID!.trim() },
        ...more,
      },
    };
  };
}

const cell = (field: string, text: string, code: string, more?: Partial<Finding>): Plant =>
  cells(code, () => ({ [field]: text }), more);

type Triple = readonly [need: string, outcome: string, reason: string];
type Part = 'need' | 'outcome' | 'reason';

/** Three cells of an indicator that do not belong together; the fault is in one of them. */
function triple(code: string, part: Part, ...[need, outcome, reason]: Triple): Plant {
  return cells(code, (_form, at) => {
    const indicator = indicators[at]!;
    const all = indicatorCells(indicator.code, need, outcome, reason);
    const field = columnOf(part, indicator);
    return { [field]: all[field]!, ...all };
  });
}

function columnOf(part: Part, { code, column }: (typeof indicators)[number]): string {
  if (part === 'need') return column;
  return part === 'outcome' ? outcomeColumn(code) : reasonColumn(code);
}

/** The whole sheet, its finding being of no cell. */
function sheet(
  code: string,
  row: number,
  change: (forms: readonly Row[]) => Sheet,
  more: Partial<Finding> = {},
): Plant {
  return ({ forms }) => ({
    content: change(forms),
    found: { code, row, columnPosition: 0, serviceId: '', severity: 'error', ...more },
  });
}

function withoutColumn(field: string): Plant {
  const headings = formHeadings.filter((heading) => heading !== field);
  return sheet('header.missing', 1, (forms) => sheetOf(forms, headings), { field });
}

/** A column more, with the same text in each of its cells but the row at the index. */
function withColumn(heading: string, text: string): (forms: readonly Row[], at: number) => Sheet {
  return (forms, at) =>
    sheetOf(
      forms.map((form, index) => ({ ...form, [heading]: index === at ? text : '' })),
      [...formHeadings, heading],
    );
}

const text = (forms: readonly Row[], shape?: CsvShape): string =>
  csvOf(forms, { headings: formHeadings, ...shape });

function wholeText(code: string, row: number, write: (forms: readonly Row[]) => string): Plant {
  return ({ forms }) => ({
    content: write(forms),
    found: { code, row, columnPosition: 0, serviceId: '', severity: 'error' },
  });
}

/** One line of the CSV changed. */
function line(code: string, change: (line: string) => string): Plant {
  return ({ forms }, at) => ({
    content: text(forms)
      .split('\r\n')
      .map((each, index) => (index === at + 1 ? change(each) : each))
      .join('\r\n'),
    found: { code, row: at + 2, columnPosition: 0, serviceId: '', severity: 'error' },
  });
}

/** Every kind of finding, planted. Named by the defect. */
export const defects: Record<string, Plant> = {
  'no form id': cell('FormID', ' ', 'empty'),
  'a form id of ten digits': cell('FormID', '1234567890', 'digits'),
  'a form id of twelve digits': cell('FormID', '123456789012', 'digits'),
  'a form id with a letter': cell('FormID', '1234567890A', 'digits'),
  'a form id with an exponent': cell('FormID', '1.23457E+10', 'digits'),
  'a form twice': ({ forms }, at) => ({
    content: sheetOf([...forms, forms[at]!]),
    found: {
      ...{ code: 'row.repeated', row: forms.length + 2, columnPosition: 1, field: 'FormID' },
      ...{ value: forms[at]!.FormID!, params: { before: at + 2, key: 'FormID' }, severity: 'error' },
    },
  }),
  'no authority': cell('AdminAuth', '', 'empty'),
  'an authority that is none': cell('AdminAuth', 'Eeling', 'authority.unknown-name', {
    params: { own: 'Ealing' },
  }),
  'an authority’s code': cell('AdminAuth', OTHER, 'authority.unknown-name'),
  'another authority': cell('AdminAuth', 'City of London', 'authority.other', {
    params: { own: 'Ealing', other: 'City of London' },
  }),
  'only rows of another authority': ({ forms }) => ({
    content: sheetOf(forms.map((form) => ({ ...form, AdminAuth: 'Barking and Dagenham' }))),
    found: {
      ...{ code: 'authority.other-file', row: 2, columnPosition: 2, field: 'AdminAuth' },
      ...{ params: { rows: forms.length, own: 'Ealing', other: 'Barking and Dagenham' } },
      ...{ value: 'Barking and Dagenham', severity: 'error' },
    },
  }),
  'no name of the service': cell('Service_Name', '', 'empty'),
  'a name with a NUL': cell('Service_Name', 'a\0b', 'text.control-character'),
  'a name with a telephone number': cell('Service_Name', 'Ring 07911 123456', 'personal.value', {
    value: '',
  }),
  'another name than the extract’s': (sound, at, indicator) =>
    cells('irregular.name', () => ({ Service_Name: 'Quite another name' }), {
      severity: 'irregular',
      params: { known: sound.services.get(sound.forms[at]!.SPServiceID!.trim())! },
    })(sound, at, indicator),
  'no id of the service': cell('SPServiceID', '', 'empty'),
  'an id with a forbidden character': cell('SPServiceID', 'a%1', 'id.character'),
  'an id too long': cell('SPServiceID', 'x'.repeat(100), 'id.long'),
  'an id with a line break': cell('SPServiceID', 'a\n1', 'text.control-character'),
  'a service that is not live': cell('SPServiceID', 'no such service', 'service.unknown', {
    severity: 'notice',
  }),
  'no need': triple('empty', 'need', '', 'No', REASON),
  'a need in other words': triple('list.unknown', 'need', 'Y', 'Yes', 'Missing'),
  'no outcome': triple('empty', 'outcome', 'Yes', '', REASON),
  'an outcome in other words': triple('list.unknown', 'outcome', 'No', 'n/a', 'Missing'),
  'no reason': triple('empty', 'reason', 'Yes', 'No', ''),
  'a reason in other words': triple('list.unknown', 'reason', 'Yes', 'No', 'Was ill'),
  'a need whose outcome is missing': triple('outcome.needed', 'outcome', 'Yes', 'Missing', 'Missing'),
  'an outcome without the need': triple('outcome.unneeded', 'outcome', 'No', 'Yes', 'Missing'),
  'an outcome where the need is missing': triple('outcome.unneeded', 'outcome', 'Missing', 'No', REASON),
  'an outcome not achieved without a reason': triple('reason.needed', 'reason', 'Yes', 'No', 'Missing'),
  'an outcome achieved with a reason': triple('reason.unneeded', 'reason', 'Yes', 'Yes', REASON),
  'a reason without an outcome': triple('reason.unneeded', 'reason', 'No', 'Missing', REASON),
  'no column of forms': withoutColumn('FormID'),
  'no column of authorities': withoutColumn('AdminAuth'),
  'no column of services': withoutColumn('SPServiceID'),
  'no column of a need': withoutColumn('MentalHealth_3b'),
  'no column of an outcome': withoutColumn('ActualOutcome_3b'),
  'no column of a reason': withoutColumn('Reason_3b_Primary'),
  'a column twice': ({ forms }) => ({
    content: withColumn('Form ID', '')(forms, 0),
    found: { code: 'header.repeated', row: 1, columnPosition: 53, field: 'FormID', value: 'Form ID' },
  }),
  'a column of people': ({ forms }, at) => ({
    content: withColumn('Client surname', 'x')(forms, at),
    found: { code: 'personal.heading', row: 1, columnPosition: 53, params: { what: 'name' } },
  }),
  'a person in a column of notes': ({ forms }, at) => ({
    content: withColumn('Notes', 'See ann.smith@example.org')(forms, at),
    found: { code: 'personal.value', row: at + 2, columnPosition: 53, value: '', params: { what: 'email' } },
  }),
  'a cell beyond the headings': ({ forms }, at) => ({
    content: withColumn('', 'x')(forms, at),
    found: { code: 'row.cells', row: at + 2, columnPosition: 0, params: { cells: 53, headings: 52 } },
  }),
  'headings only': sheet('file.no-rows', 1, () => sheetOf([])),
  'nothing at all': wholeText('file.empty', 1, () => ''),
  'no headings': wholeText('header.none', 1, (forms) => text(forms).replace(/^.*\r\n/, '')),
  'a title above the headings': wholeText('header.lower', 1, (forms) => `Outcomes, 2010\r\n${text(forms)}`),
  'a blank row above the headings': wholeText('header.lower', 1, (forms) => `\r\n${text(forms)}`),
  'semicolons between columns': wholeText('header.separator', 1, (forms) => text(forms, { separator: ';' })),
  'a quotation mark in the headings': wholeText('csv.heading', 1, (forms) => text(forms).replace(',', '",')),
  'a comma without quotation marks': line('row.cells', (each) => `${each},more`),
  'a row cut short': line('row.cells', (each) => each.split(',').slice(0, 9).join(',')),
  'a stray quotation mark': line('csv.quotes', (each) => each.replace(',', ',x"')),
  'a quotation mark never closed': line('csv.quotes', (each) => `"${each}`),
  'a row over a mebibyte': line('csv.record-too-long', (each) => each + 'x'.repeat(1_100_000)),
};
