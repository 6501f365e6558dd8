import { expect } from 'chai';
import { unreadableSentence } from '../../src/outcomes/presenters.ts';
import { readWorkbook } from '../../src/outcomes/read-workbook.ts';
import type { ZipLimits } from '../../src/platform/zip.ts';
import { encoded, extractZip, OWN, withFile } from '../support/extract-files.ts';
import { bytesOf, formRow, matrixOf, nameOf, sheetOf, TODAY } from '../support/outcome-files.ts';
import { ENCRYPTED, rawZip, SYMLINK, type RawEntry } from '../support/raw-zip.ts';
import { workbookBytes, workbookParts, type WorkbookOptions } from '../support/xlsx-files.ts';

const sheet = sheetOf([formRow('10000000001'), formRow('10000000002')]);
const csv = bytesOf(sheet, 'csv');
const xlsx = bytesOf(sheet, 'xlsx');
const workbook = (options: WorkbookOptions) => workbookBytes(matrixOf(sheet), options);
const COMPOUND_FILE = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]);

/** The parts of a sound workbook as entries, one of them changed, others beside them. */
function container(part: string, change: Partial<RawEntry>, ...others: RawEntry[]): Buffer {
  const entries = [...workbookParts(matrixOf(sheet), {})].map(([name, content]): RawEntry => ({
    name,
    content: Buffer.concat([...content]),
  }));
  return rawZip([
    ...entries.map((entry) => (entry.name === part ? { ...entry, ...change } : entry)),
    ...others,
  ]);
}

/** What is read of a file: its facts, or the fault with its sentence. */
function read(bytes: Buffer, name: string, limits?: ZipLimits) {
  return withFile(bytes, async (path) => {
    const result = await readWorkbook({ path, name }, OWN, TODAY, limits);
    if (result.kind === 'unreadable') return { ...result, sentence: unreadableSentence(result) };
    const { file, ...facts } = result;
    expect(file).to.deep.equal({ path, name });
    return facts;
  });
}

describe('a workbook that can be read', () => {
  for (const [name, bytes, facts] of [
    ['OutcomesShort_00AJ_30062010.csv', csv, { term: 'short', dataDate: '2010-06-30', format: 'csv' }],
    ['OutcomesLong_00AJ_31032010.xlsx', xlsx, { term: 'long', dataDate: '2010-03-31', format: 'xlsx' }],
    ['outcomeslong_00aj_31032010 (2).XLSX', xlsx, { term: 'long', dataDate: '2010-03-31', format: 'xlsx' }],
  ] as const) {
    it(`${name} says its term, its day and its format`, async () => {
      expect(await read(bytes, name)).to.deep.equal({ kind: 'readable', ...facts });
    });
  }

  it('is any text under the name of a CSV: what is in it is for the rules to say', async () => {
    const texts = ['', 'x', '%PDF-1.4', encoded('FormID', 'utf-16le', true), Buffer.from([0xff, 0x00, 0x80])];
    for (const text of texts)
      expect(await read(Buffer.from(text), nameOf('csv'))).to.include({ kind: 'readable' });
  });

  it('may have been saved by another program, or with the rows’ formulas', async () => {
    for (const options of [
      { isStrict: true },
      { hasFormulas: true },
      { strings: 'inline' },
      { prefix: 'x' },
    ] as const)
      expect(await read(workbook(options), nameOf('xlsx'))).to.include({ kind: 'readable' });
  });
});

const few: ZipLimits = { entries: 200, unpackedBytes: 2000, ratio: 200 };

const unreadable: Record<
  string,
  { bytes: Buffer; name?: string; limits?: ZipLimits; code: string; says: RegExp }
> = {
  'a name without a term': {
    ...{ bytes: xlsx, name: 'Outcomes_00AJ_30062010.xlsx' },
    ...{ code: 'name.form', says: /OutcomesShort_00AJ_31122010\.xlsx, or OutcomesLong_/ },
  },
  'an old workbook’s name': {
    ...{ bytes: COMPOUND_FILE, name: 'OutcomesShort_00AJ_30062010.xls' },
    ...{ code: 'name.form', says: /must say/ },
  },
  'another authority’s name': {
    ...{ bytes: xlsx, name: 'OutcomesShort_00AA_30062010.xlsx' },
    ...{ code: 'name.authority', says: /belongs to authority 00AA; yours is 00AJ/ },
  },
  '31 February': {
    ...{ bytes: xlsx, name: 'OutcomesShort_00AJ_31022010.xlsx' },
    ...{ code: 'name.date', says: /31022010, is not a day/ },
  },
  'a day yet to come': {
    ...{ bytes: xlsx, name: 'OutcomesShort_00AJ_01012011.xlsx' },
    ...{ code: 'name.future', says: /01\/01\/2011, is yet to come/ },
  },
  'a CSV as .xlsx': { bytes: csv, code: 'format.csv', says: /is a CSV, .* end in \.csv/ },
  'a CSV in UTF-16 as .xlsx': {
    ...{ bytes: encoded(csv.toString(), 'utf-16le', true), code: 'format.csv', says: /is a CSV/ },
  },
  'a CSV below a title as .xlsx': {
    ...{ bytes: Buffer.from(`Outcomes\r\n\r\nform id,x\r\n`), code: 'format.csv', says: /is a CSV/ },
  },
  'an .xlsx as .csv': {
    ...{ bytes: xlsx, name: nameOf('csv'), code: 'format.packed', says: /ends in \.csv\. Save the forms/ },
  },
  'a part of an .xlsx as .csv': {
    ...{ bytes: xlsx.subarray(0, 3000), name: nameOf('csv'), code: 'format.packed', says: /Excel workbook/ },
  },
  'an old workbook as .csv': {
    ...{ bytes: COMPOUND_FILE, name: nameOf('csv'), code: 'format.packed', says: /Excel workbook/ },
  },
  'an extract as .csv': { bytes: extractZip(), name: nameOf('csv'), code: 'format.packed', says: /or a ZIP/ },
  'an extract as .xlsx': {
    bytes: extractZip(),
    code: 'xlsx.not-a-workbook',
    says: /is not an Excel workbook/,
  },
  'nothing at all': { bytes: Buffer.alloc(0), code: 'zip.not-a-zip', says: /only a part of one/ },
  'a web page': {
    bytes: Buffer.from('<html><table>'),
    code: 'zip.not-a-zip',
    says: /is not an Excel workbook/,
  },
  'a workbook cut off': { bytes: xlsx.subarray(0, -30), code: 'zip.not-a-zip', says: /only a part of one/ },
  'a workbook without its start': { bytes: xlsx.subarray(3), code: 'zip.damaged', says: /is damaged/ },
  'a password': { bytes: COMPOUND_FILE, code: 'xlsx.encrypted', says: /has a password, or .* \.xls/ },
  'a password of the ZIP': {
    bytes: container('xl/workbook.xml', { flags: ENCRYPTED }),
    ...{ code: 'zip.encrypted', says: /has a password/ },
  },
  macros: { bytes: workbook({ macros: 'project' }), code: 'xlsx.macros', says: /has macros/ },
  'links to other files': {
    ...{
      bytes: workbook({ externalLinks: true }),
      code: 'xlsx.external-links',
      says: /links to other files/,
    },
  },
  'no sheet': {
    bytes: workbook({ parts: { 'xl/worksheets/sheet1.xml': null } }),
    ...{ code: 'xlsx.damaged', says: /is damaged/ },
  },
  'a bomb': {
    bytes: container('', {}, { name: 'x.xml', content: Buffer.alloc(4_000_000) }),
    ...{ code: 'zip.too-large', says: /unpacks to more/ },
  },
  'more than fits': { bytes: xlsx, limits: few, code: 'zip.too-large', says: /Copy the forms/ },
  '201 parts': {
    bytes: rawZip(Array.from({ length: 201 }, (_, index) => ({ name: `${index}.xml` }))),
    ...{ code: 'zip.too-many-entries', says: /too many sheets or pictures/ },
  },
  'another way of packing': {
    bytes: container('xl/workbook.xml', { method: 14 }),
    ...{ code: 'zip.compression', says: /Excel never builds/ },
  },
  'a name that leads out': {
    bytes: container('', {}, { name: '../../x.xml', content: 'x' }),
    ...{ code: 'zip.unsafe-name', says: /Excel never builds/ },
  },
  'a link': {
    bytes: container('xl/workbook.xml', { attributes: SYMLINK }),
    ...{ code: 'zip.link', says: /Excel never builds/ },
  },
  'shared bytes': {
    bytes: container('xl/workbook.xml', { offset: 0 }),
    ...{ code: 'zip.overlap', says: /Excel never builds/ },
  },
};

describe('a workbook that cannot be read', () => {
  for (const [defect, { bytes, name = nameOf('xlsx'), limits, code, says }] of Object.entries(unreadable)) {
    it(`${defect}: ${code}, in a sentence that says what to do`, async () => {
      const result = await read(bytes, name, limits);
      if (!('sentence' in result)) throw new Error('It can be read.');
      expect(result.code).to.equal(code);
      expect(result.sentence)
        .to.match(says)
        .and.to.match(/^(The|This) .*\.$/);
      expect(result.sentence).not.to.include('undefined');
    });
  }

  it('is told at once by its name, whatever it holds', async () => {
    expect(await read(csv, 'x.xlsx')).to.include({ code: 'name.form' });
  });

  it('shows no name of a part at length', async () => {
    const result = await read(
      container('', {}, { name: `../\n${'x'.repeat(5000)}`, content: 'x' }),
      nameOf('xlsx'),
    );
    if (!('sentence' in result)) throw new Error('It can be read.');
    expect(result.params.name)
      .to.match(/^\.\.\/ x+…$/)
      .and.have.length(80);
  });

  it('that is not there is a mistake of ours', async () => {
    const path = '/nowhere/at/all';
    for (const format of ['csv', 'xlsx'] as const) {
      const failure: unknown = await readWorkbook({ path, name: nameOf(format) }, OWN, TODAY).then(
        () => null,
        (error: unknown) => error,
      );
      expect(failure).to.be.an('error');
    }
  });
});
