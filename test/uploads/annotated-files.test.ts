import { expect } from 'chai';
import {
  encoded,
  EXTRACT_NAME,
  extractZip,
  serviceHeadings,
  serviceRow,
  servicesCsv,
  tableFiles,
  type TableFiles,
} from '../support/extract-files.ts';
import type { HttpClient } from '../support/http-client.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import {
  ADDED,
  annotatedOf,
  FUNDINGS,
  SERVICES,
  readMeIn,
  verdictsIn,
  type Annotated,
} from './annotated-zip.ts';
import { sendAndSettle } from './officer.ts';

describe('beside its tables, annotated.zip', () => {
  let app: WholeApp;
  let officer: HttpClient;
  before(async () => {
    app = await startWholeApp();
    officer = await app.signInAs();
  });
  after(() => app.close());

  const annotatedTables = async (
    own: Partial<TableFiles>,
    others?: Record<string, string | Buffer>,
  ): Promise<Annotated> =>
    annotatedOf(app, officer, await sendAndSettle(officer, extractZip(tableFiles(own), others)));

  it('gives back other files as they are, wherever they stand in the ZIP', async () => {
    const others = {
      'old/Notes.csv': Buffer.from([0xff, 0x00, 0x22, 0x0a]),
      'readme.txt': 'mine',
      'READ-ME.txt': 'of last time',
    };
    const annotated = await annotatedTables({}, others);
    expect([...annotated.files.keys()]).to.deep.equal([
      SERVICES,
      FUNDINGS,
      'old/Notes.csv',
      'readme.txt',
      'READ-ME.txt',
    ]);
    expect(annotated.files.get('old/Notes.csv')!.equals(others['old/Notes.csv'])).to.be.true;
    expect(annotated.files.get('readme.txt')!.toString()).to.equal('mine');
    expect(readMeIn(annotated))
      .to.include.members(['- old/Notes.csv', '- readme.txt'])
      .and.not.to.include('- READ-ME.txt');
  });

  it('says in READ-ME.txt whose file it is and what stands beside no row', async () => {
    const rows = ['S1', 'S2', 'S3'].map((id) => serviceRow(id));
    const headings = serviceHeadings.filter((heading) => heading !== 'ChargeType');
    const lines = readMeIn(await annotatedTables({ services: servicesCsv(rows, { headings }) }));
    expect(lines[2]).to.match(
      /^Upload \d+ of Ealing \(00AJ\): SPLSExtract_00AJ_13092004\.zip, data of 13 September 2004\.$/,
    );
    expect(lines.find((line) => line.includes('proper name'))).to.include(EXTRACT_NAME);
    for (const heading of ADDED) expect(lines.some((line) => line.startsWith(`- ${heading}: `))).to.be.true;
    const at = lines.indexOf('Findings that stand beside no row');
    expect(lines.slice(at + 1)).to.deep.equal([
      '- SupportService.csv, row 1: ChargeType: There is no column ChargeType. Add the column ChargeType, or correct its heading in row 1.',
      '',
    ]);
    expect(lines.join('\n')).not.to.match(/undefined|NaN|\[object/);
  });

  it('gives back as it was sent a table that could not be read to its end', async () => {
    const services = servicesCsv(['S1', 'S2', 'S3'].map((id) => serviceRow(id, { SPFundedStatus: 'x' })));
    const stray = services.replace('00AJ,S3', '00AJ,S"3');
    const annotated = await annotatedTables({ services: encoded(stray, 'utf-16le', true) });
    expect(annotated.files.get(SERVICES)!.equals(encoded(stray, 'utf-16le', true))).to.be.true;
    expect(verdictsIn(annotated, FUNDINGS)).to.have.length(3);
    const lines = readMeIn(annotated);
    const told = lines.flatMap(
      (line) => /^- SupportService\.csv, row (\d): (\S+)/.exec(line)?.slice(1).join(' ') ?? [],
    );
    expect(told).to.deep.equal(['2 M', '3 M', '4 The']);
    expect(lines.at(-2)).to.equal(`- ${SERVICES}`);
  });

  it('does without a table that cannot be unpacked, and lists no more than anybody would read', async () => {
    const rows = Array.from({ length: 250 }, (_, n) => serviceRow(`S${n}`, { ChargeType: 'x' }));
    const damaged = extractZip(tableFiles({ services: `${servicesCsv(rows)}"` }), { 'Lost.csv': 'a,b\r\n' });
    damaged.writeUInt8(
      damaged.readUInt8(damaged.indexOf('Lost.csv') + 9) ^ 0xff,
      damaged.indexOf('Lost.csv') + 9,
    );
    const annotated = await annotatedOf(app, officer, await sendAndSettle(officer, damaged));
    expect([...annotated.files.keys()]).to.deep.equal([SERVICES, FUNDINGS, 'READ-ME.txt']);
    const lines = readMeIn(annotated);
    expect(lines.slice(lines.findIndex((line) => line.includes('cannot be unpacked: the ZIP')))).to.be.not
      .empty;
    expect(lines.at(-2)).to.equal('- Lost.csv');
    expect(lines.filter((line) => line.startsWith(`- ${SERVICES}, row`))).to.have.length(200);
    expect(lines.some((line) => line.startsWith(`- ${SERVICES} has more of them`))).to.be.true;
  });
});
