import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { Finding } from '../../src/tables/index.ts';
import {
  check,
  fundingRow,
  fundingsCsv,
  serviceHeadings,
  servicesCsv,
  serviceRow,
} from '../support/extract-files.ts';

const folder = path.join(import.meta.dirname, '../fixtures/support-service');
const fixture = (name: string) => readFileSync(path.join(folder, name));
const namesIn = (name: string) => readdirSync(path.join(folder, name));

/** The services of every fixture have their funding: none of it may be called without a service. */
const fundings = fundingsCsv([fundingRow('S1'), fundingRow('S2')]);

const encodings: Record<string, string> = {
  'utf-16le-with-mark.csv': 'UTF-16LE',
  'utf-16be-with-mark.csv': 'UTF-16BE',
  'utf-16le-without-mark.csv': 'UTF-16LE',
  'utf-16be-without-mark.csv': 'UTF-16BE',
  'windows-1252.csv': 'Windows-1252',
};

describe('a sound SupportService.csv', () => {
  for (const name of namesIn('sound')) {
    it(name, async () => {
      for (const chunkBytes of [1, 3, 1000, 64 * 1024]) {
        const { findings, services, tables } = await check(
          { services: fixture(`sound/${name}`), fundings },
          {},
          chunkBytes,
        );
        expect(findings).to.deep.equal([]);
        expect(tables[0]?.encoding).to.equal(encodings[name] ?? 'UTF-8');
        expect([...services.keys()]).to.deep.equal(['S1', 'S2']);
        const values = ['00AJ', 'S1', 'Café “Zoë” – women’s £5', 1, 3, 5, 3, 12, 37.5, 1, 2.5, 4, 1];
        expect(services.get('S1')?.values).to.deep.equal(values);
        expect([...services.get('S1')!.numbers].slice(0, 6)).to.deep.equal([12, 37.5, 1, 2.5, 35.5, 18460]);
        expect([...services.values()].map(({ row }) => row)).to.deep.equal([2, 3]);
      }
    });
  }
});

type Told = Partial<Pick<Finding, 'row' | 'columnPosition' | 'field' | 'value' | 'params' | 'serviceId'>> & {
  code: string;
};

const column = (name: string) => ({ field: name, columnPosition: serviceHeadings.indexOf(name) + 1 });

/** The one finding of each faulty file. */
const told: Record<string, Told> = {
  'title-row-above-headings.csv': {
    code: 'header.lower',
    row: 1,
    value: 'SPLS extract; Ealing |  September 2004',
    params: { headings: 2, above: 1 },
  },
  'blank-row-above-headings.csv': { code: 'header.lower', row: 1, value: '' },
  'no-headings.csv': { code: 'header.none', row: 1 },
  'headings-of-another-table.csv': { code: 'header.none', row: 1, value: 'QAFObjective | ProviderScore' },
  'semicolons.csv': { code: 'header.separator', row: 1, params: { separator: ';' } },
  'tabs.csv': { code: 'header.separator', row: 1, params: { separator: 'a tab' } },
  'tabs-in-utf-16.csv': { code: 'header.separator', row: 1, params: { separator: 'a tab' } },
  'bars.csv': { code: 'header.separator', row: 1, params: { separator: '|' } },
  'semicolons-and-quotation-marks.csv': { code: 'csv.heading', row: 1 },
  'workbook.csv': { code: 'header.none', row: 1 },
  'pdf.csv': { code: 'header.none', row: 1 },
  'empty.csv': { code: 'file.empty', row: 1 },
  'byte-order-mark-alone.csv': { code: 'file.empty', row: 1 },
  'headings-only.csv': { code: 'file.no-rows', row: 1 },
  'headings-and-blank-rows.csv': { code: 'file.no-rows', row: 1 },
  'quote-never-closed.csv': { code: 'csv.quotes', row: 3 },
  'quote-inside-value.csv': { code: 'csv.quotes', row: 3 },
  'comma-without-quotation-marks.csv': {
    code: 'row.cells',
    row: 2,
    params: { cells: 14, headings: 13 },
    columnPosition: 0,
  },
  'row-cut-short.csv': { code: 'row.cells', row: 2, params: { cells: 7, headings: 13 }, columnPosition: 0 },
  'nul-in-name.csv': { code: 'text.control-character', row: 2, serviceId: 'S1', ...column('ServiceName') },
  'byte-that-is-no-character.csv': {
    code: 'text.control-character',
    row: 2,
    serviceId: 'S1',
    ...column('ServiceName'),
  },
  'missing-column.csv': {
    code: 'header.missing',
    row: 1,
    field: 'HouseholdUnitsAvailable',
    columnPosition: 0,
  },
  'missing-accommodation-column.csv': {
    code: 'header.missing',
    row: 1,
    field: 'AccommodationType',
    columnPosition: 0,
  },
  'repeated-column.csv': {
    code: 'header.repeated',
    row: 1,
    field: 'NumberPaidFrontlineStaff',
    columnPosition: 14,
  },
};

describe('a faulty SupportService.csv', () => {
  it('is told of here, every one', () => {
    expect(Object.keys(told)).to.have.members(namesIn('faulty'));
  });

  for (const [name, expected] of Object.entries(told)) {
    it(`${name}: ${expected.code} and nothing else`, async () => {
      const rows =
        name.startsWith('nul') || name.startsWith('byte-that')
          ? [fundingRow('S1')]
          : [fundingRow('S1'), fundingRow('S2')];
      const files = { services: fixture(`faulty/${name}`), fundings: fundingsCsv(rows) };
      const { findings } = await check(files);
      expect(findings.map(({ code }) => code)).to.deep.equal([expected.code]);
      expect(findings[0]).to.deep.include({
        file: 'SupportService.csv',
        filePosition: 1,
        severity: 'error',
        ...expected,
      });
    });
  }

  it('a record over a mebibyte, which the rest of the table is not read after', async () => {
    const services = servicesCsv([
      serviceRow('S1'),
      serviceRow('S2', { ServiceName: 'x'.repeat(1_100_000) }),
      serviceRow('S3'),
    ]);
    const { findings } = await check({ services, fundings });
    expect(findings.map(({ code, row }) => ({ code, row }))).to.deep.equal([
      { code: 'csv.record-too-long', row: 3 },
    ]);
  });
});
