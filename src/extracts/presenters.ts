import { adviceFrom, tableSentences, type Advice, type Finding } from '../tables/index.ts';
import { extractSentences } from './finding-sentences.ts';
import type { Unreadable } from './read-extract.ts';

export const findingSentences = { ...tableSentences, ...extractSentences };

export function adviceFor(finding: Pick<Finding, 'code' | 'params' | 'field'>): Advice {
  return adviceFrom(findingSentences, finding);
}

const zipSentences: Record<string, (params: Record<string, string>) => string> = {
  'zip.not-a-zip': () =>
    'This file is not a ZIP, or only a part of one. Export the extract from your Supporting People system again and upload the ZIP it makes.',
  'zip.workbook': () =>
    'This file is an Excel workbook with its name changed. Upload the ZIP of CSV tables that your Supporting People system exports.',
  'zip.damaged': ({ name }) =>
    `The ZIP is damaged${name ? ` (${name} cannot be unpacked)` : ''}. Make it again, or copy it again from where it was made.`,
  'zip.encrypted': () => 'The ZIP is protected by a password. Make it again without a password.',
  'zip.compression': ({ name }) =>
    `The ZIP is packed in an unusual way (${name} cannot be unpacked). Make it again with the usual compression (Deflate).`,
  'zip.too-many-entries': () => 'The ZIP holds more than 200 files. Upload the extract alone.',
  'zip.too-large': () =>
    'The ZIP unpacks to more than an extract can be (512 MB in all, 200 times its packed size). Upload the extract alone.',
  'zip.unsafe-name': ({ name }) =>
    `The ZIP holds a file whose name leads out of the ZIP (${name}). Make it again from the CSV tables alone.`,
  'zip.link': ({ name }) =>
    `The ZIP holds a link in place of a file (${name}). Make it again from the CSV tables alone.`,
  'zip.overlap': () => 'The ZIP is built in a way that no export makes. Make it again from the CSV tables.',
  'table.missing': ({ name }) =>
    `The ZIP holds no ${name}. Check that all tables were exported, then upload it again.`,
  'table.repeated': ({ name }) =>
    `The ZIP holds ${name} more than once. Keep the right one and upload it again.`,
  'name.form': ({ example }) =>
    `The file’s name must say whose extract it is and of which day, for example ${example}. Rename the file and upload it again.`,
  'name.authority': ({ other, own }) =>
    `The file’s name says that it belongs to authority ${other}; yours is ${own}. Choose your own authority’s extract.`,
  'name.date': ({ given }) =>
    `The date in the file’s name, ${given}, is not a day (DDMMYYYY, from 2003 on). Correct the name and upload it again.`,
  'name.future': ({ given }) =>
    `The date in the file’s name, ${given}, is yet to come. Correct the name and upload it again.`,
};

/** What is wrong with a file that could not be read at all, and what to do, in one or two sentences. */
export function unreadableSentence({ code, params }: Unreadable): string {
  const write = zipSentences[code];
  if (!write) throw new Error(`No sentence for ${code}`);
  return write(params);
}
