import { FIRST_YEAR } from '../tables/index.ts';
import { workbookName } from './specification/file-name.ts';
import { workbook } from './specification/workbook.ts';

export interface WorkbookLimits {
  fileBytes: number;
  unpackedBytes: number;
}

const example = workbookName({ term: 'short', code: '00AJ', date: '2009-06-30', format: 'xlsx' });

/** What an outcomes workbook must hold, in the specification's own words: for the page of data requirements. */
export function outcomeRequirements(limits: WorkbookLimits) {
  return {
    ...{ id: 'outcomes', title: 'Outcomes workbook', plural: 'workbooks', container: 'sheet' as const },
    about:
      'The forms of clients who left a short-term service, or who live with a long-term one: a workbook for each. It holds one row a form, on the first sheet of an Excel workbook (.xlsx) or in a CSV, with its headings in row 1. It takes the place of the workbook of the same day; a form that an earlier workbook holds too is replaced. Upload your extract first: forms are matched to its services.',
    fileName: 'OutcomesShort_<ONS code>_<DDMMYYYY>.xlsx, or OutcomesLong_, or .csv',
    example: `${example}, Ealing’s short-term forms up to 30 June 2009`,
    nameParts: [
      { part: 'ONS code', says: 'Your own authority’s code' },
      { part: 'DDMMYYYY', says: `The last day of the period, from ${FIRST_YEAR} on and not yet to come` },
    ],
    limits: { ...limits, files: null },
    firstYear: FIRST_YEAR,
    tables: [{ table: { ...workbook, name: 'The first sheet' }, isOptional: false }],
    conditions: [],
    meanings: [],
    rules: [
      'If a need is Yes, its outcome is Yes or No; otherwise the outcome is Missing.',
      'If an outcome is No, its reason is one of the list; otherwise the reason is Missing.',
      'A form whose SPServiceID is not a service of your live extract is not taken; the result lists it.',
      'Only cached values of formulas are read. Macros, links to other files and passwords are refused.',
    ],
    details: [],
    irregular: ['A Service_Name that differs from the name of that service in your live extract'],
  };
}
