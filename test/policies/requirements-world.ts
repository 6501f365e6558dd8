import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { extractRequirements } from '../../src/extracts/index.ts';
import { openZip } from '../../src/platform/zip.ts';
import type { RequirementSet } from '../../src/policies/index.ts';
import { field, type Field, type Table } from '../../src/tables/index.ts';
import type { TestApp } from '../support/app.ts';

const limits = { fileBytes: 64 * 1024 * 1024, unpackedBytes: 512 * 1024 * 1024, files: 200 };

/** What the shipped page is made from. */
export const extractSet: RequirementSet = extractRequirements(limits);

/** The same specification with more fields at the end of its first table. */
export function withFields(...fields: Field[]): RequirementSet {
  const tables = extractSet.tables.map((one, at) =>
    at === 0 ? { ...one, table: { ...one.table, fields: [...one.table.fields, ...fields] } } : one,
  );
  return { ...extractSet, tables };
}

const answers = { kind: 'list', labels: ['Yes', 'No', 'Missing'] } as const;

const formTable: Table = {
  name: 'The first sheet',
  rowIs: 'a form',
  key: ['FormID'],
  fields: [
    field('FormID', { kind: 'digits', length: 11 }, 'The form’s number'),
    field('AdminAuth', { kind: 'authority-name' }, 'Your authority'),
    field('Remark', { kind: 'text' }, 'Whatever there is to say', { mandatory: false }),
    ...['One', 'Two', 'Three', 'Four'].map((name) => field(name, answers, `The answer to ${name}`)),
  ],
};

/** A second kind of file: one sheet, with kinds of content that the extract has not. */
export const sheetSet: RequirementSet = {
  ...{ id: 'forms', title: 'Forms', plural: 'workbooks', container: 'sheet', about: 'Sheets of forms.' },
  ...{ fileName: 'Forms_<ONS code>.xlsx', example: 'Forms_00AJ.xlsx', nameParts: [] },
  limits: { ...limits, files: null },
  firstYear: 2007,
  tables: [{ table: formTable, isOptional: false }],
  ...{ conditions: [], meanings: [], rules: [], details: [], irregular: [] },
};

/** Text of the page as it is read: tags gone, references to characters resolved, spaces made one. */
export function textOf(html: string): string {
  const text = html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
  const plain = text.replaceAll('&#34;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  return plain.replace(/\s+/g, ' ');
}

/** The cells of the rows of the table in the region that an id names. */
export function rowsOf(html: string, id: string): string[][] {
  const region = html.split(`aria-labelledby="${id}"`)[1]?.split('</table>')[0] ?? '';
  const body = region.split('<tbody>')[1] ?? '';
  return [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => textOf(cell).trim()),
  );
}

/** The entries of the list under the heading with an id. */
export function entriesOf(html: string, id: string): string[] {
  const list = html.split(`id="${id}"`)[1]?.split('</ul>')[0] ?? '';
  return [...list.matchAll(/<li>(.*?)<\/li>/gs)].map(([, entry = '']) => textOf(entry).trim());
}

/** A ZIP as anybody gets it, with the name that the browser would give it. */
export async function download(app: TestApp, address: string): Promise<{ bytes: Buffer; name: string }> {
  const answer = await fetch(app.baseUrl + address);
  expect(answer.status, address).to.equal(200);
  expect(answer.headers.get('content-type')).to.equal('application/zip');
  const name = /filename="?([^"]+)"?/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '';
  return { bytes: Buffer.from(await answer.arrayBuffer()), name };
}

/** The files of a ZIP as text, unpacked by way of a folder. */
export async function entriesIn(folder: string, bytes: Buffer): Promise<{ name: string; text: string }[]> {
  const file = path.join(folder, 'unpacked.zip');
  await writeFile(file, bytes);
  const zip = await openZip(file);
  try {
    return await Promise.all(
      zip.entries.map(async ({ name, read }) => ({ name, text: (await buffer(read())).toString() })),
    );
  } finally {
    zip.close();
  }
}
