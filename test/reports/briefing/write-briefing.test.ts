import { hostname, userInfo } from 'node:os';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import {
  writeBriefing,
  type Briefing,
  type BriefingMeasure,
} from '../../../src/reports/briefing/write-briefing.ts';
import { errorOf } from '../../support/errors.ts';
import { readPdf, type DrawnText, type ReadPdf } from '../../support/read-pdf.ts';
import type { PdfTable } from '../../../src/platform/pdf/table.ts';

const MADE = new Date('2026-11-22T09:30:00Z');

const table: PdfTable = {
  caption: 'By client group',
  columns: ['Client group', 'Your median', 'Peer median'],
  numeric: [false, true, true],
  rows: [
    ['Generic', '£21.50', '£19.20'],
    ['Older people with support needs', '–', '£8.00'],
  ],
};

const measure: BriefingMeasure = {
  name: 'Weekly unit cost',
  unit: 'pounds a week',
  definition: 'What one unit costs.',
  sentence: 'Your median is £21.50, above the peers’ £19.20.',
  strip: {
    lowerQuartile: 14.1,
    median: 19.2,
    upperQuartile: 1027.35,
    own: 21.5,
    words: { lowerQuartile: '£14.10', median: '£19.20', upperQuartile: '£1,030', own: '£21.50' },
    alt: 'Peers: median 19.20.',
  },
  tables: [table],
};

const briefing: Briefing = {
  title: 'Services compared',
  subtitle: 'For the Housing Committee',
  edition: 'internal',
  authority: 'Bath & North East Somerset',
  producedOn: '22 November 2026',
  introduction: ['The first paragraph.', 'The second.'],
  measures: [measure],
  notes: [{ heading: 'Method', paragraphs: ['Quartiles of all services.'] }],
};

const read = async (own: Partial<Briefing> = {}): Promise<ReadPdf> =>
  readPdf(await buffer(writeBriefing({ ...briefing, ...own }, MADE)));
const readTable = (own: Partial<PdfTable>): Promise<ReadPdf> =>
  read({ measures: [{ ...measure, tables: [{ ...table, ...own }] }] });

const isFurniture = ({ tags }: DrawnText): boolean => tags[0] === 'Artifact';
const textOf = (texts: readonly DrawnText[]): string => texts.map(({ text }) => text).join('');
/** What a reader that goes by the tags is told: each mark with its text. */
const told = ({ pages }: ReadPdf): string[] =>
  pages
    .flat()
    .flatMap((drawn) => (isFurniture(drawn) ? [] : [`${drawn.tags.join(' ')}: ${drawn.text.trim()}`]));
const count = ({ dictionaries }: ReadPdf, part: string): number =>
  dictionaries.filter((dictionary) => dictionary.includes(part)).length;

describe('writing a briefing', () => {
  it('says all of it in its order, each part with its tag', async () => {
    expect(told(await read())).to.deep.equal([
      'H1: Services compared',
      'P: For the Housing Committee',
      'P: Bath & North East Somerset. Produced on 22 November 2026.',
      'P: Internal: names services',
      'P: The first paragraph.',
      'P: The second.',
      'H2: Weekly unit cost',
      'P: What one unit costs. Unit: pounds a week.',
      'P: Your median is £21.50, above the peers’ £19.20.',
      'Figure: Lower quartile £14.10',
      'Figure: Median £19.20',
      'Figure: Upper quartile £1,030',
      'Figure: This authority £21.50',
      'Caption: By client group',
      'TH: Client group',
      'TH: Your median',
      'TH: Peer median',
      'TH: Generic',
      'TD: £21.50',
      'TD: £19.20',
      'TH: Older people with support needs',
      'TD: –',
      'TD: £8.00',
      'H2: Method',
      'P: Quartiles of all services.',
    ]);
  });

  it('is tagged throughout, in English, with its title and a description of each drawing', async () => {
    const pdf = await read();
    const catalogue = pdf.dictionaries.find((dictionary) => dictionary.includes('/Type /Catalog'))!;
    expect(catalogue)
      .to.match(/\/Lang \(en-GB\)/)
      .and.match(/\/MarkInfo \d/)
      .and.match(/\/StructTreeRoot \d/);
    expect(count(pdf, '/Marked true')).to.equal(1);
    expect(count(pdf, '/DisplayDocTitle true')).to.equal(1);
    for (const [part, number] of Object.entries({
      '/S /Document': 1,
      '/S /Sect': 2,
      '/S /H1': 1,
      '/S /H2': 2,
      '/S /THead': 1,
      '/S /TBody': 1,
      '/S /TR': 3,
      '/Scope /Column': 3,
      '/Scope /Row': 2,
      '/S /TD': 4,
      '/S /Figure': 1,
      '/Alt (Peers: median 19.20.)': 1,
    }))
      expect(count(pdf, part), part).to.equal(number);
    expect(pdf.pages.flat().every(({ tags }) => tags.length === 1)).to.equal(true);
  });

  it('says on each page what it is, which edition, and which page of how many', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => [`Service ${at}`, '1', '2']);
    for (const [edition, notice] of [
      ['internal', 'Internal: names services'],
      ['public', 'Public edition: no service is named'],
    ] as const) {
      const { pages } = await read({ edition, measures: [{ ...measure, tables: [{ ...table, rows }] }] });
      expect(pages.length).to.be.within(2, 4);
      pages.forEach((page, at) => {
        const furniture = textOf(page.filter(isFurniture));
        expect(furniture)
          .to.include(`Page ${at + 1} of ${pages.length}`)
          .and.include('Services compared');
        expect(furniture).to.include(notice).and.include('Bath & North East Somerset');
      });
    }
  });

  it('repeats the head of a long table, splits no row, and leaves none alone or out', async () => {
    const note = 'A note that takes more than a line because it says so much about the service in question, ';
    const rows = Array.from({ length: 200 }, (_, at) => [
      `Service ${at}.`,
      at % 7 ? 'Short' : note.repeat(3),
      '1',
    ]);
    const pdf = await readTable({
      columns: ['Service', 'Note', 'Value'],
      numeric: [false, false, true],
      rows,
    });
    expect(pdf.pages.length).to.be.within(5, 12);
    const head = 'ServiceNoteValue';
    for (const page of pdf.pages.slice(1, -1)) expect(textOf(page.filter(isFurniture))).to.include(head);
    expect(count(pdf, '/Scope /Column')).to.equal(3);
    expect(count(pdf, '/S /TR')).to.equal(201);
    const ofPages = pdf.pages.map((page) => textOf(page.filter((drawn) => !isFurniture(drawn))));
    rows.forEach(([service, text], at) => {
      const whole = `${service}${text!.trim()}`;
      expect(
        ofPages.filter((page) => page.includes(whole.slice(0, -1))),
        `row ${at}`,
      ).to.have.length(1);
    });
    const rowsOfLast = ofPages
      .filter((page) => page.includes('Service '))
      .at(-1)!
      .match(/Service \d/g);
    expect(rowsOfLast).to.have.length.greaterThan(1);
  });

  it('keeps a small table together', async () => {
    const eight = { ...table, rows: Array.from({ length: 8 }, (_, at) => [`Row ${at}`, '1', '2']) };
    const { pages } = await read({
      measures: [{ ...measure, tables: Array.from({ length: 9 }, () => eight) }],
    });
    for (const page of pages)
      expect(textOf(page).match(/Row 0/g)).to.have.length(textOf(page).match(/Row 7/g)!.length);
  });

  it('says of a table without rows that there are none', async () => {
    const pdf = await readTable({ rows: [] });
    const words = told(pdf);
    expect(words.slice(words.indexOf('P: By client group'))).to.deep.equal([
      'P: By client group',
      'P: None.',
      'H2: Method',
      'P: Quartiles of all services.',
    ]);
    expect(count(pdf, '/S /Table')).to.equal(0);
  });

  it('breaks a word that no line holds, and cuts a text that no page holds', async () => {
    const word = 'x'.repeat(400);
    const pdf = await readTable({
      columns: ['Word', word.slice(0, 90), 'Value'],
      rows: [
        [word, `https://example.org/${'path/'.repeat(60)}`, '1'.repeat(120)],
        ['word '.repeat(8000), '', ''],
        ['after', '', ''],
      ],
    });
    expect(pdf.pages).to.have.length.within(2, 3);
    expect(textOf(pdf.pages.flat().filter(({ tags }) => tags[0] === 'TH'))).to.include(word);
    expect(textOf(pdf.pages[1]!)).to.match(/word w[ord]*…after/);
  });

  it('gives a row that says too little its empty cells, and does not call a figure a heading', async () => {
    const pdf = await readTable({ numeric: [true, true, true], rows: [['1'], ['', '2', '3', 'beyond']] });
    expect([count(pdf, '/S /TD'), count(pdf, '/Scope /Row')]).to.deep.equal([6, 0]);
    expect(textOf(pdf.pages.flat())).not.to.include('beyond');
  });

  it('draws no diamond for an authority without a value, and no strip where there is none', async () => {
    const without = await read({
      measures: [{ ...measure, strip: { ...measure.strip!, own: null } }],
    });
    expect(told(without).filter((text) => text.startsWith('Figure'))).to.deep.equal([
      'Figure: Lower quartile £14.10',
      'Figure: Median £19.20',
      'Figure: Upper quartile £1,030',
    ]);
    expect(count(await read({ measures: [{ ...measure, strip: null }] }), '/S /Figure')).to.equal(0);
  });

  it('goes on over pages with a paragraph that no page holds', async () => {
    const { pages } = await read({
      introduction: ['Rather a lot to say. '.repeat(600)],
      measures: [],
      notes: [],
    });
    expect(pages).to.have.length.greaterThan(2);
    const paragraph = textOf(pages.flat().filter(({ tags }) => tags[0] === 'P'));
    expect(paragraph.match(/Rather a lot to say\./g)).to.have.length(600);
    const last = pages.at(-1)!.filter((drawn) => !isFurniture(drawn));
    expect(last).to.have.length.greaterThan(1);
  });

  it('replaces the signs that the standard fonts have not', async () => {
    const texts = told(
      await read({ introduction: ['Łódź, ŵ, 你 and 😀\u0000\n≥ 5\u00AD'], measures: [], notes: [] }),
    );
    expect(texts.at(-1)).to.equal('P: Lódz, w, ? and ? >= 5');
  });

  it('has no person and no machine in what it says of itself', async () => {
    const pdf = await read({ title: 'Costs & <outcomes>' });
    const info = pdf.dictionaries.join('\n');
    expect(info).not.to.match(/\/Author|\/Subject|\/Keywords/);
    for (const name of [hostname(), userInfo().username])
      expect(`${info}${pdf.metadata}`.includes(`(${name})`), name).to.equal(false);
    expect(info).to.include('(SP-Bench)').and.include('(PDFKit)').and.include('(D:20261122093000Z)');
    expect(info).to.include('(Costs and outcomes)');
    expect(pdf.metadata)
      .to.include('>Costs and outcomes</rdf:li>')
      .and.not.match(/creator>/);
  });

  it('has the same bytes for the same briefing and time, and others for another', async () => {
    const made = (own: Partial<Briefing>, at = MADE) => buffer(writeBriefing({ ...briefing, ...own }, at));
    const first = await made({});
    expect(first.equals(await made({}))).to.equal(true);
    expect(first.equals(await made({}, new Date('2026-11-23T09:30:00Z')))).to.equal(false);
    expect(first.equals(await made({ edition: 'public' }))).to.equal(false);
  });

  it('fails as a stream for what cannot be drawn', async () => {
    const strip = { ...measure.strip!, median: NaN };
    expect(await errorOf(() => read({ measures: [{ ...measure, strip }] }))).to.equal(
      'unsupported number: NaN',
    );
  });
});
