import { adviceFrom, type Advice, type Finding } from '../tables/index.ts';
import { outcomeSentences } from './finding-sentences.ts';
import type { UnreadableWorkbook } from './read-workbook.ts';

export function adviceFor(finding: Pick<Finding, 'code' | 'params' | 'field'>): Advice {
  return adviceFrom(outcomeSentences, finding);
}

const damaged = (): string =>
  'The workbook is damaged. Open it in Excel, save it again as .xlsx and upload that.';
const protectedByPassword = (): string =>
  'The workbook has a password, or is of an Excel before 2007 (.xls). Save it as .xlsx without a password and upload that.';
const tooLarge = (): string =>
  'The workbook unpacks to more than a workbook can be. Copy the forms, and nothing else, to a new one and upload that.';
const unusual = (): string =>
  'The workbook is built in a way that Excel never builds one. Open it in Excel, save it again as .xlsx and upload that.';

const fileSentences: Record<UnreadableWorkbook['code'], (params: Record<string, string>) => string> = {
  'name.form': ({ example }) =>
    `The file’s name must say which forms it holds, whose and of which day: ${example}, or OutcomesLong_. Rename it and upload it again.`,
  'name.authority': ({ other, own }) =>
    `The file’s name says that it belongs to authority ${other}; yours is ${own}. Choose your own authority’s workbook.`,
  'name.date': ({ given }) =>
    `The date in the file’s name, ${given}, is not a day (DDMMYYYY, from 2003 on). Correct the name and upload it again.`,
  'name.future': ({ given }) =>
    `The date in the file’s name, ${given}, is yet to come. Correct the name and upload it again.`,
  'format.csv': () =>
    'This file is a CSV, though its name ends in .xlsx. Make the name end in .csv and upload it again.',
  'format.packed': () =>
    'This file is an Excel workbook or a ZIP, though its name ends in .csv. Save the forms as CSV or as .xlsx and upload that.',
  'xlsx.not-a-workbook': () =>
    'This file is not an Excel workbook, though its name ends in .xlsx. Save the forms in Excel as .xlsx and upload that.',
  'xlsx.encrypted': protectedByPassword,
  'xlsx.macros': () =>
    'The workbook has macros, which are not accepted. Save it as an Excel workbook without macros (.xlsx) and upload that.',
  'xlsx.external-links': () =>
    'The workbook has links to other files, which are not accepted. Break the links in Excel, save it and upload it again.',
  'xlsx.too-large': tooLarge,
  'xlsx.damaged': damaged,
  'zip.not-a-zip': () =>
    'This file is not an Excel workbook, or only a part of one. Save the forms in Excel as .xlsx and upload that.',
  'zip.damaged': damaged,
  'zip.encrypted': protectedByPassword,
  'zip.too-large': tooLarge,
  'zip.too-many-entries': () =>
    'The workbook has too many sheets or pictures. Copy the forms, and nothing else, to a new one and upload that.',
  'zip.compression': unusual,
  'zip.unsafe-name': unusual,
  'zip.link': unusual,
  'zip.overlap': unusual,
};

/** What is wrong with a file that could not be read at all, and what to do, in one or two sentences. */
export function unreadableSentence({ code, params }: Pick<UnreadableWorkbook, 'code' | 'params'>): string {
  return fileSentences[code](params);
}
