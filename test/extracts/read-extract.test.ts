import { expect } from 'chai';
import { unreadableSentence } from '../../src/extracts/presenters.ts';
import { readExtract } from '../../src/extracts/read-extract.ts';
import {
  checkOpened,
  EXTRACT_NAME,
  extractZip,
  OWN,
  tableFiles,
  withFile,
} from '../support/extract-files.ts';
import { ENCRYPTED, rawZip, SYMLINK, type RawEntry } from '../support/raw-zip.ts';

const TODAY = '2004-12-31';
const files = tableFiles();
const service: RawEntry = { name: 'SupportService.csv', content: files.services };
const funding: RawEntry = { name: 'SupportServiceSPFunding.csv', content: files.fundings };

/** What is read of a file: the entries of its used tables and the names of the others, or the fault in a sentence. */
function read(zip: Buffer, name = EXTRACT_NAME) {
  return withFile(zip, async (path) => {
    const extract = await readExtract({ path, name }, OWN, TODAY);
    if (extract.kind === 'unreadable') {
      return { code: extract.code, params: extract.params, sentence: unreadableSentence(extract) };
    }
    const { findings, tables } = await checkOpened(extract);
    extract.close();
    const { services, fundings } = extract.tables;
    return {
      dataDate: extract.dataDate,
      used: [services!.name, fundings!.name],
      keptOnly: tables.filter(({ rows }) => rows === null).map(({ name }) => name),
      findings,
      tables: tables.map(({ name, rows, encoding }) => ({ name, rows, encoding })),
    };
  });
}

const readEntries = (...entries: RawEntry[]) => read(rawZip(entries));

describe('an extract that can be read', () => {
  it('has its day, its two tables, and the others kept only [P8]', async () => {
    const others = { 'SupportServiceMore.csv': 'x', 'Provider.csv': 'x', 'readme.txt': 'x' };
    expect(await read(extractZip(files, others))).to.deep.equal({
      dataDate: '2004-09-13',
      used: ['SupportService.csv', 'SupportServiceSPFunding.csv'],
      keptOnly: ['SupportServiceMore.csv', 'Provider.csv', 'readme.txt'],
      findings: [],
      tables: [
        { name: 'SupportService.csv', rows: 3, encoding: 'UTF-8' },
        { name: 'SupportServiceSPFunding.csv', rows: 3, encoding: 'UTF-8' },
        { name: 'SupportServiceMore.csv', rows: null, encoding: null },
        { name: 'Provider.csv', rows: null, encoding: null },
        { name: 'readme.txt', rows: null, encoding: null },
      ],
    });
  });

  it('may have its tables in folders, of any case, beside what a Mac adds', async () => {
    const result = await readEntries(
      { name: 'extract/', method: 0 },
      { ...service, name: 'extract/SUPPORTSERVICE.CSV' },
      { ...funding, name: 'other\\supportservicespfunding.csv' },
      { name: '__MACOSX/extract/SupportService.csv', content: 'x' },
      { name: 'extract/._SupportService.csv', content: 'x' },
    );
    expect(result).to.deep.include({
      used: ['extract/SUPPORTSERVICE.CSV', 'other/supportservicespfunding.csv'],
      keptOnly: [],
      findings: [],
    });
  });

  it('may hold other files of one name twice', async () => {
    const twice = ['a/readme.txt', 'b/readme.txt'].map((name) => ({ name, content: 'x' }));
    expect(await readEntries(service, funding, ...twice)).to.deep.include({
      keptOnly: ['readme.txt', 'readme.txt'],
    });
  });

  it('may have the name that a browser gives a second download', async () => {
    expect(await read(extractZip(), 'SPLSExtract_00AJ_13092004 (1).zip')).to.deep.include({
      dataDate: '2004-09-13',
    });
  });

  it('shows the names of other files cut and without control characters', async () => {
    const result = await readEntries(service, funding, { name: `a\n${'x'.repeat(500)}.txt`, content: '' });
    expect(result.keptOnly?.[0])
      .to.match(/^a x+…$/)
      .and.have.length(80);
  });
});

const unreadable: Record<string, { zip: Buffer; name?: string; code: string; says: RegExp }> = {
  'a name without a date': {
    zip: extractZip(),
    name: 'SPLSExtract.zip',
    code: 'name.form',
    says: /SPLSExtract_00AJ_31122004\.zip/,
  },
  "another authority's name": {
    zip: extractZip(),
    name: 'SPLSExtract_00AA_13092004.zip',
    code: 'name.authority',
    says: /belongs to authority 00AA; yours is 00AJ/,
  },
  '31 February': {
    zip: extractZip(),
    name: 'SPLSExtract_00AJ_31022004.zip',
    code: 'name.date',
    says: /31022004, is not a day/,
  },
  'a day yet to come': {
    zip: extractZip(),
    name: 'SPLSExtract_00AJ_01012005.zip',
    code: 'name.future',
    says: /01\/01\/2005, is yet to come/,
  },
  'a CSV renamed': {
    zip: Buffer.from(files.services),
    code: 'zip.not-a-zip',
    says: /is not a ZIP, .* upload the ZIP/,
  },
  'a workbook renamed': {
    zip: rawZip(
      ['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml'].map((name) => ({ name, content: '<x/>' })),
    ),
    code: 'zip.workbook',
    says: /is an Excel workbook/,
  },
  'a ZIP cut off': { zip: extractZip().subarray(0, -30), code: 'zip.not-a-zip', says: /only a part of one/ },
  'a directory in tatters': {
    zip: extractZip().subarray(3),
    code: 'zip.damaged',
    says: /is damaged\. Make it again/,
  },
  'a password': {
    zip: rawZip([{ ...service, flags: ENCRYPTED }, funding]),
    code: 'zip.encrypted',
    says: /protected by a password/,
  },
  'another way of packing': {
    zip: rawZip([service, { ...funding, method: 14 }]),
    code: 'zip.compression',
    says: /SupportServiceSPFunding\.csv cannot be unpacked/,
  },
  '201 files': {
    zip: rawZip(Array.from({ length: 201 }, (_, index) => ({ name: `${index}.csv` }))),
    code: 'zip.too-many-entries',
    says: /more than 200 files/,
  },
  'a bomb': {
    zip: rawZip([service, funding, { name: 'x.csv', content: Buffer.alloc(4_000_000) }]),
    code: 'zip.too-large',
    says: /512 MB in all, 200 times/,
  },
  'a name that leads out': {
    zip: rawZip([service, funding, { name: '../../x.csv', content: 'x' }]),
    code: 'zip.unsafe-name',
    says: /\(\.\.\/\.\.\/x\.csv\)/,
  },
  'a link': {
    zip: rawZip([service, { ...funding, attributes: SYMLINK }]),
    code: 'zip.link',
    says: /a link in place of a file \(SupportServiceSPFunding\.csv\)/,
  },
  'shared bytes': {
    zip: rawZip([service, { ...funding, offset: 0 }]),
    code: 'zip.overlap',
    says: /no export makes/,
  },
  'no services': {
    zip: rawZip([funding]),
    code: 'table.missing',
    says: /holds no SupportService\.csv\. Check/,
  },
  'no funding': {
    zip: rawZip([service]),
    code: 'table.missing',
    says: /holds no SupportServiceSPFunding\.csv\. Check/,
  },
  'neither table': {
    zip: rawZip([]),
    code: 'table.missing',
    says: /holds no SupportService\.csv and no SupportServiceSPFunding\.csv\. Check/,
  },
  'an extract inside a ZIP': {
    zip: rawZip([{ name: EXTRACT_NAME, content: extractZip() }]),
    code: 'table.missing',
    says: /holds no SupportService\.csv/,
  },
  'a table twice, in another case': {
    zip: rawZip([service, funding, { ...service, name: 'SUPPORTSERVICE.csv' }]),
    code: 'table.repeated',
    says: /SUPPORTSERVICE\.csv more than once/,
  },
  'a table twice, in another folder': {
    zip: rawZip([service, funding, { ...funding, name: 'old/SupportServiceSPFunding.csv' }]),
    code: 'table.repeated',
    says: /SupportServiceSPFunding\.csv more than once/,
  },
  'a kept table twice': {
    zip: rawZip([service, funding, { name: 'Provider.csv' }, { name: 'old/provider.csv' }]),
    code: 'table.repeated',
    says: /provider\.csv more than once/,
  },
};

describe('an extract that cannot be read', () => {
  for (const [defect, { zip, name, code, says }] of Object.entries(unreadable)) {
    it(`${defect}: ${code}, in a sentence that says what to do`, async () => {
      const result = await read(zip, name);
      expect(result.code).to.equal(code);
      expect(result.sentence)
        .to.match(says)
        .and.to.match(/^The |^This /)
        .and.to.match(/\.$/);
      expect(result.sentence).not.to.include('undefined');
    });
  }

  it('shows a name from the ZIP cut and on one line', async () => {
    const result = await readEntries(service, { name: `../\n${'x'.repeat(5000)}`, content: 'x' });
    expect(result.params?.name)
      .to.match(/^\.\.\/ x+…$/)
      .and.have.length(80);
  });

  it('is told at once by its name, whatever it holds', async () => {
    expect(await read(Buffer.from('no ZIP'), 'x.zip')).to.include({ code: 'name.form' });
  });
});

describe('bytes of a table that are damaged', () => {
  it('are a finding of that table, and the other one is checked', async () => {
    const { findings, tables } = await readEntries({ ...service, crc: 1 }, funding);
    expect(findings).to.deep.equal([
      {
        ...{ file: 'SupportService.csv', filePosition: 1, row: 1, columnPosition: 0, field: '', value: '' },
        ...{ code: 'table.damaged', params: {}, severity: 'error', serviceId: '', serviceName: '' },
      },
    ]);
    expect(tables?.map(({ rows }) => rows)).to.deep.equal([0, 3]);
  });

  it('are found where the directory lies of their size', async () => {
    const { findings } = await readEntries(service, { ...funding, unpackedSize: 10 });
    expect(findings?.map(({ file, code }) => [file, code])).to.deep.equal([
      ['SupportServiceSPFunding.csv', 'table.damaged'],
    ]);
  });
});
