import type { Finding } from './finding.ts';

/** How a finding reads: what is wrong, and how to put it right. */
export interface Advice {
  message: string;
  howToFix: string;
}

export type Params = Readonly<Record<string, string | number>>;

/** By the codes of findings. */
export type Sentences = Readonly<Record<string, (params: Params) => Advice>>;

/** The sentences of a finding. An unknown code is a mistake of ours, which the tests catch: every code has its own. */
export function adviceFrom(
  sentences: Sentences,
  { code, params, field }: Pick<Finding, 'code' | 'params' | 'field'>,
): Advice {
  const write = sentences[code];
  if (!write) throw new Error(`No sentence for the finding code ${code}`);
  return write({ field, ...params });
}

const range = ({ least, most }: Params): string => `${plainNumber(least)} to ${plainNumber(most)}`;

const personLike: Readonly<Record<string, string>> = {
  name: 'a name',
  'national-insurance-number': 'a National Insurance number',
  'nhs-number': 'an NHS number',
  'date-of-birth': 'a date of birth',
  email: 'an e-mail address',
  phone: 'a personal telephone number',
  postcode: 'a full postcode',
  address: 'an address',
  'special-category': 'a detail that the law protects most, such as ethnicity, religion or health',
};

/** The sentences of what can be wrong in any table. */
export const tableSentences: Sentences = {
  'header.missing': ({ field }) => ({
    message: `There is no column ${String(field)}.`,
    howToFix: `Add the column ${String(field)}, or correct its heading in row 1.`,
  }),
  'header.repeated': ({ field }) => ({
    message: `There is more than one column ${String(field)}.`,
    howToFix: 'Keep the right one and remove the others.',
  }),
  'header.none': () => ({
    message: 'Row 1 holds none of the headings of this table, so no row was read.',
    howToFix: 'Make row 1 the headings: remove any title or blank row above them.',
  }),
  'header.separator': ({ separator }) => ({
    message: `The columns are separated by ${String(separator)} in place of a comma, so no row was read.`,
    howToFix: 'Save the table as comma separated values (CSV).',
  }),
  'file.empty': () => ({
    message: 'The table is empty: it has neither headings nor rows.',
    howToFix: 'Export the table again.',
  }),
  'table.damaged': () => ({
    message: 'The table cannot be unpacked from the ZIP: the ZIP is damaged.',
    howToFix: 'Make the ZIP again, or copy it again from where it was made.',
  }),
  'file.no-rows': () => ({
    message: 'The table has headings but no rows.',
    howToFix: 'Export the table again with its services.',
  }),
  'csv.heading': () => ({
    message: 'Row 1 cannot be read as headings with commas between them, so no row was read.',
    howToFix: 'Save the table as comma separated values (CSV), with its headings in row 1.',
  }),
  'csv.quotes': () => ({
    message: 'The quotation marks do not match from this row on, so the rest of the table was not read.',
    howToFix: 'Put quotation marks round the whole value, and write a quotation mark inside it twice.',
  }),
  'csv.record-too-long': () => ({
    message: 'This row is longer than a row can be, so the rest of the table was not read.',
    howToFix: 'Look for a quotation mark that is opened and never closed.',
  }),
  'row.cells': ({ cells, headings }) => ({
    message: `The row has ${String(cells)} cells under ${String(headings)} headings, so it was not read.`,
    howToFix: 'Put a value that holds a comma in quotation marks, and leave no cell out.',
  }),
  empty: ({ field }) => ({ message: `${String(field)} is empty.`, howToFix: `Enter ${String(field)}.` }),
  'authority.unknown': ({ own }) => ({
    message: 'This is not the code of an administering authority.',
    howToFix: `Enter your authority’s code, ${String(own)}.`,
  }),
  'authority.other': ({ own, other }) => ({
    message: `The row belongs to another authority (${String(other)}).`,
    howToFix: `Remove the row, or enter your authority’s code, ${String(own)}.`,
  }),
  'authority.other-file': ({ own, other, rows }) => ({
    message: `Every row (${plainNumber(rows)}) belongs to another authority (${String(other)}).`,
    howToFix: `Upload your own authority’s extract (${String(own)}).`,
  }),
  'id.character': ({ character }) => ({
    message: `An id may not hold ${String(character)}`,
    howToFix: 'Take out any of , % _ [ ] ^ in your system, in every table alike.',
  }),
  'id.long': ({ length, longest }) => ({
    message: `The id has ${plainNumber(length)} characters; an id may have ${String(longest)}.`,
    howToFix: 'Shorten it in your system, in every table alike.',
  }),
  'text.control-character': () => ({
    message: 'The value holds a character that cannot be shown.',
    howToFix: 'Type the value again.',
  }),
  'list.unknown': ({ field, suggestion }) => ({
    message: `This is not in the list of ${String(field)}.`,
    howToFix: suggestion
      ? `Did you mean “${String(suggestion)}”? Otherwise use a value of the list in the data requirements.`
      : 'Use a value of the list in the data requirements, spelt as there.',
  }),
  'number.whole': ({ field }) => ({
    message: `${String(field)} must be a whole number.`,
    howToFix: 'Enter the number without decimals.',
  }),
  'number.range': (params) => ({
    message: `${String(params.field)} must be ${range(params)}.`,
    howToFix: `Enter a number from ${range(params)}.`,
  }),
  'number.decimals': ({ places }) => ({
    message: `The number has more than ${String(places)} decimals.`,
    howToFix: `Round it to ${String(places)} decimals.`,
  }),
  'number.currency': ({ write }) => ({
    message: 'The number has a currency sign.',
    howToFix: write ? `Write ${String(write)}` : 'Write the number alone, in full.',
  }),
  'number.thousands': ({ write }) => ({
    message: 'The number has commas between its thousands.',
    howToFix: `Write ${String(write)}`,
  }),
  'number.comma': ({ write }) => ({
    message: 'The number has a comma in place of a decimal point.',
    howToFix: `Write ${String(write)}`,
  }),
  'number.point': ({ write }) => ({
    message: 'The number has nothing before its decimal point.',
    howToFix: `Write ${String(write)}`,
  }),
  'number.negative': ({ field }) => ({
    message: `${String(field)} cannot be below zero.`,
    howToFix: 'Enter the number without its minus sign.',
  }),
  'number.exponent': ({ write }) => ({
    message: 'The number is written with an exponent.',
    howToFix: write ? `Write ${String(write)}` : 'Write the number in full.',
  }),
  'number.not-a-number': ({ field }) => ({
    message: `${String(field)} must be a number.`,
    howToFix: 'Enter digits with a decimal point, for example 1234.50',
  }),
  'header.lower': ({ headings, above }) => ({
    message: `The headings stand in row ${String(headings)}, not in row 1, so no row was read.`,
    howToFix: above === 1 ? 'Remove the row above them.' : `Remove the ${String(above)} rows above them.`,
  }),
  'row.repeated': ({ before, key }) => ({
    message: `Row ${String(before)} has the same ${String(key)}.`,
    howToFix: 'Keep the right row and remove the other.',
  }),
  'authority.unknown-name': ({ own }) => ({
    message: 'This is not the name of an administering authority.',
    howToFix: `Enter your authority’s name, ${String(own)}.`,
  }),
  'date.form': ({ write }) => ({
    message: 'This is not a date written as DD/MM/YYYY.',
    howToFix: write
      ? `Write ${String(write)}`
      : 'Write the day, the month and the year in full, for example 31/03/2004',
  }),
  'date.short-year': () => ({
    message: 'The year has only two digits.',
    howToFix: 'Write the year in full, for example 31/03/2004',
  }),
  'date.impossible': () => ({
    message: 'There is no such day.',
    howToFix: 'Write the day first, then the month: DD/MM/YYYY',
  }),
  'date.early': ({ first }) => ({
    message: `The date is before ${String(first)}.`,
    howToFix: 'Check the year.',
  }),
  'date.late': ({ last }) => ({
    message: `The date is after the day that this file’s data is of (${String(last)}).`,
    howToFix: 'Correct the date, or the day in the file’s name.',
  }),
  digits: ({ field, length }) => ({
    message: `${String(field)} must be ${String(length)} digits.`,
    howToFix: 'Enter all the digits, with the zeros that they begin with, and nothing else.',
  }),
  'personal.heading': ({ what }) => ({
    message: `The column looks like data about a person (${personWords(what)}), which SP-Bench must not hold.`,
    howToFix: 'Remove the column. The file was not kept.',
  }),
  'personal.value': ({ what }) => ({
    message: `The value looks like data about a person (${personWords(what)}), which SP-Bench must not hold. It is not repeated here.`,
    howToFix: 'Remove it from the cell. The file was not kept.',
  }),
};

/** What a text that looks like a person's is taken for, in words. */
export function personWords(what: string | number | undefined): string {
  return personLike[String(what)] ?? 'a person';
}

export function plainNumber(value: string | number | undefined): string {
  return typeof value === 'number'
    ? value.toLocaleString('en-GB', { maximumFractionDigits: 2 })
    : String(value);
}
