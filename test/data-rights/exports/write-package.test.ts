import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import yauzl from 'yauzl';
import { writePackage } from '../../../src/data-rights/exports/package/write-package.ts';
import { readPdf } from '../../support/read-pdf.ts';
import { contents, entriesOf, file, item, withheldFrom } from './package-world.ts';

interface JsonFile {
  schema: string;
  version: number;
  reference: string;
  name: string;
  madeAt: string;
  records: {
    table: string;
    record: number;
    title: string;
    fields: { column: string; isShown: boolean; value?: unknown; withheld: string }[];
  }[];
  files: { name: string; about: string }[];
  searches: unknown[];
  withheld: { number: number; extent: string; reason: string | null }[];
  unexplained: number;
}

const odd = {
  arabic: 'كتبت ليلى هذا',
  emoji: '👩🏽‍🔧 and 😀',
  controls: 'a\u0001b\u0085c\uFFFEd\u202Ee',
  markup: '<script>alert("1")</script> & \'x\' <!-- ]]>',
  formula: '=HYPERLINK("http://x")',
  lines: 'one\r\ntwo\n\nthree, "four"',
  long: 'x'.repeat(30_000),
  wide: `${'word '.repeat(2000)}end`,
  empty: '',
  surrogate: 'half \uD800 of one',
};

const whole = contents({
  items: [
    item('users:id:1', { name: 'Ann Okafor', active: true, seen: null, number: -1.5, password: undefined }),
    item('notes:by:1', odd, 'Notes'),
    item('notes:by:2', { arabic: ['x', ['y', null, 2]], none: [] }, 'Notes'),
  ],
  files: [
    file('f1', 'report.csv', Buffer.from('a,b\r\n1,2\r\n')),
    file('f2', 'REPORT.csv', Buffer.from([0, 255, 1])),
    file('f3', '../..\\con\u202E: <é>.', Buffer.alloc(0)),
  ],
  searches: [
    { place: 'Accounts', terms: 'Ann Okafor', on: '2026-11-20', result: 'One account', whyNot: null },
    { place: 'Backups', terms: '-', on: '2026-11-20', result: '', whyNot: 'They hold nothing else.' },
  ],
  withholdings: [withheldFrom('notes:by:1', 'markup', 'alert'), withheldFrom('notes:by:2', 'none', null)],
  letter: 'Dear Ann Okafor\n\nHere it is:\n- one\n- two\n\nYours',
});

const text = (entries: Map<string, Buffer>, name: string): string => entries.get(name)!.toString('utf8');
const json = (entries: Map<string, Buffer>): JsonFile => JSON.parse(text(entries, 'data.json')) as JsonFile;
const csv = (entries: Map<string, Buffer>, name: string): Record<string, string>[] =>
  parse(entries.get(name)!, { columns: true, bom: true });
const pdfText = (bytes: Buffer): string =>
  readPdf(bytes)
    .pages.flat()
    .filter(({ tags }) => tags[0] !== 'Artifact')
    .map((drawn) => drawn.text)
    .join('');

describe('the package for somebody who asks for their data', () => {
  let entries: Map<string, Buffer>;
  before(async () => {
    entries = await entriesOf(whole);
  });

  it('has a report, letter, data, searches, what is withheld and copies of files, the manifest last [P60]', () => {
    expect([...entries.keys()]).to.deep.equal([
      ...['read-me-first.html', 'report.pdf', 'letter.txt', 'letter.html', 'data.json', 'data.csv'],
      ...['searches.csv', 'withheld.csv', 'files/1-report.csv', 'files/2-REPORT.csv'],
      ...['files/3-..-..-con- -é-', 'SHA256SUMS', 'manifest.json'],
    ]);
    expect(entries.get('files/2-REPORT.csv')).to.deep.equal(Buffer.from([0, 255, 1]));
  });

  it('lists SHA-256 and size of every other entry, and has a list for other tools', () => {
    const manifest = JSON.parse(text(entries, 'manifest.json')) as {
      entries: { name: string; bytes: number; sha256: string }[];
    };
    const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
    const others = [...entries].filter(([name]) => name !== 'manifest.json');
    expect(manifest.entries).to.deep.equal(
      others.map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sum(bytes) })),
    );
    expect(text(entries, 'SHA256SUMS')).to.equal(
      others
        .slice(0, -1)
        .map(([name, bytes]) => `${sum(bytes)}  ${name}\n`)
        .join(''),
    );
  });

  it('has the same bytes for the same contents, and nothing beside names and one day in its directory', async () => {
    const bytes = await buffer(writePackage(whole));
    expect(bytes.equals(await buffer(writePackage(whole)))).to.be.true;
    const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
    for await (const entry of zip.eachEntry()) {
      expect([entry.extraFieldLength, entry.fileCommentLength]).to.deep.equal([0, 0]);
      expect(entry.getLastModDate({ forceDosFormat: true }).getDate()).to.equal(30);
    }
  });

  it('has every value exactly in its JSON, and what is shown to nobody without one [P60, P77]', () => {
    const { records, ...rest } = json(entries);
    expect([rest.schema, rest.version, rest.reference, rest.name, rest.madeAt]).to.deep.equal([
      ...['sp-bench-subject-access', 1, 'D-2026-0007', 'Ann Okafor', '2026-11-30T09:15:00.000Z'],
    ]);
    const untouched = whole.items.map(({ fields }) =>
      fields.filter(({ column }) => column !== 'markup' && column !== 'none').map(({ value }) => value),
    );
    expect(
      records.map(({ fields }) =>
        fields.filter((one) => one.withheld === 'nothing').map(({ value }) => value),
      ),
    ).to.deep.equal(untouched);
    expect(records[0]?.fields.at(-1)).to.include({ column: 'password', isShown: false });
    expect(records[0]?.fields.at(-1)).not.to.have.property('value');
    expect(rest.searches).to.deep.equal(whole.searches);
    expect(rest.withheld.map(({ number, extent, reason }) => [number, extent, reason])).to.deep.equal([
      [1, 'passage', 'A colleague.'],
      [2, 'value', 'A colleague.'],
    ]);
  });

  it('is exact in JSON whatever is held', async () => {
    const value = fc.oneof(
      ...[fc.string({ unit: 'binary' }), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()],
      ...[fc.constant(null), fc.array(fc.string(), { maxLength: 3 })],
    );
    const kept = (given: unknown): unknown => JSON.parse(JSON.stringify(given));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string({ minLength: 1 }), value, { maxKeys: 4 }), async (values) => {
        const made = await entriesOf(contents({ items: [item('t:1', values)] }));
        expect(json(made).records[0]?.fields.map(({ column, value: held }) => [column, held])).to.deep.equal(
          Object.entries(values).map(([column, held]) => [column, kept(held)]),
        );
        isWellFormed(text(made, 'read-me-first.html'));
      }),
      { numRuns: 30 },
    );
  });

  it('has a line for each value in its CSV, no formula among them', () => {
    const lines = csv(entries, 'data.csv');
    expect(lines).to.have.length(5 + Object.keys(odd).length + 2);
    const of = (column: string): Record<string, string> => lines.find((line) => line.column === column) ?? {};
    expect(of('formula').value).to.equal(`'${odd.formula}`);
    expect(of('lines').value).to.equal(odd.lines);
    expect(of('password').value).to.equal('(held, not shown)');
    expect(of('none')).to.include({
      value: '[withheld: about somebody else]',
      withheld: 'value',
      record: '2',
    });
    for (const name of ['data.csv', 'searches.csv', 'withheld.csv']) {
      expect(text(entries, name)).to.match(/^\uFEFF[a-z_,]+\r\n/);
      for (const line of csv(entries, name))
        for (const cell of Object.values(line)) expect(cell).not.to.match(/^[=+\-@\t\r]/);
    }
    expect(csv(entries, 'searches.csv').map((line) => line.why_not_searched)).to.deep.equal([
      '',
      'They hold nothing else.',
    ]);
    expect(csv(entries, 'withheld.csv')[0]).to.include({ number: '1', extent: 'passage', times: '1' });
  });

  it('has a report that says all of it, well-formed, that fetches nothing and runs nothing', () => {
    const page = text(entries, 'read-me-first.html');
    const words = isWellFormed(page);
    expect(page).not.to.match(/<script|<link|<img|<iframe|\ssrc=|\son[a-z]+=|https?:\/\/[^x]|url\(|@import/i);
    for (const value of [
      ...[
        odd.arabic,
        odd.emoji,
        odd.wide,
        odd.formula,
        'a\\u0001b\\u0085c\\ufffed\u202Ee',
        'half \\ud800 of one',
      ],
      ...['<script>[withheld: about somebody else]("1")</script> & \'x\' <!-- ]]>', '(empty)', '-1.5', 'Yes'],
      ...[
        'Legitimate interests (UK GDPR, article 6(1)(f))',
        'While you have an account.',
        'Here it is:\n- one',
      ],
      ...['Not searched: They hold nothing else.', 'files/2-REPORT.csv', '(held, not shown)'],
      ...['About somebody else: A colleague. (Data Protection Act 2018, schedule 2, part 3, paragraph 16)'],
      ...['You can complain to us', 'Information Commissioner', 'go to court', '20 November 2026'],
    ])
      expect(words, value).to.include(value);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id!);
    expect(ids).to.include.members(links);
  });

  it('has the letter as text and as a page', () => {
    expect(text(entries, 'letter.txt')).to.equal(
      'Dear Ann Okafor\r\n\r\nHere it is:\r\n- one\r\n- two\r\n\r\nYours\r\n',
    );
    expect(isWellFormed(text(entries, 'letter.html')))
      .to.include('Dear Ann Okafor')
      .and.include('- two');
  });

  it('has a PDF that says all of it, and which characters it could not', () => {
    const pdf = readPdf(entries.get('report.pdf')!);
    const words = pdfText(entries.get('report.pdf')!);
    for (const value of [
      ...[
        'What we hold on Ann Okafor',
        'Dear Ann Okafor',
        'Why each detail is held',
        'Record 2',
        'Yes',
        '-1.5',
      ],
      ...['[withheld: about somebody else]', 'How to complain', 'Accounts', 'files/2-REPORT.csv'],
      ...['not all of its characters can be printed here', odd.wide.trim()],
    ])
      expect(words, value).to.include(value);
    expect(words.match(/x/g)!.length).to.be.at.least(odd.long.length);
    expect(pdf.pages.length).to.be.above(3);
    expect(pdf.dictionaries.find((one) => one.includes('/Type /Catalog'))).to.include('/MarkInfo');
  });

  it('prints as many records as are of use on paper, and says where the others are', async () => {
    const items = Array.from({ length: 402 }, (_, at) => item(`t:${at}`, { value: `value ${at + 1}.` }));
    const many = await entriesOf(contents({ items: [...items, item('other:1', { last: 'The last one' })] }));
    const printed = pdfText(many.get('report.pdf')!);
    expect(printed).to.include('value 400.').and.not.to.include('value 401.');
    expect(printed).to.include('2 records more of this kind').and.to.include('The last one');
    expect(json(many).records).to.have.length(403);
    expect(csv(many, 'data.csv')).to.have.length(403);
    expect(text(many, 'read-me-first.html')).to.include('value 402.');
  });

  it('says nothing of its makers in the PDF: no author, no machine', () => {
    const { dictionaries, metadata } = readPdf(entries.get('report.pdf')!);
    const info = dictionaries.find((one) => one.includes('/CreationDate'))!;
    const keys = [...info.matchAll(/\/([A-Z][A-Za-z]+) /g)].map(([, key]) => key);
    expect(keys).to.have.members(['Title', 'Creator', 'Producer', 'CreationDate']);
    expect(metadata).not.to.match(/author|dc:creator/i);
  });

  it('is whole for somebody on whom nothing is held [P59]', async () => {
    const nothing = await entriesOf(contents({ letter: '' }));
    expect(json(nothing)).to.deep.include({
      records: [],
      files: [],
      searches: [],
      withheld: [],
      unexplained: 0,
    });
    expect(csv(nothing, 'data.csv')).to.deep.equal([]);
    const words = isWellFormed(text(nothing, 'read-me-first.html'));
    for (const said of [
      ...['No record on you is part of this package.', 'Nothing that was found is withheld.'],
      ...['No searches are listed.', 'There are no copies of files.'],
    ]) {
      expect(words).to.include(said);
      expect(pdfText(nothing.get('report.pdf')!)).to.include(said);
    }
    const bare = await entriesOf(contents({ items: [item('t:1', {})] }));
    expect(json(bare).records[0]?.fields).to.deep.equal([]);
  });

  it('is not made when what is withheld does not fit, or a file cannot be read', async () => {
    expect(() =>
      writePackage({ ...whole, withholdings: [withheldFrom('notes:by:1', 'markup', 'Jo')] }),
    ).to.throw('the review does not fit');
    const broken = { ...file('f1', 'x', Buffer.alloc(0)), open: brokenFile };
    const failure = await buffer(writePackage({ ...whole, files: [broken] })).then(
      () => null,
      (error: unknown) => error,
    );
    expect(String(failure)).to.include('cannot be opened');
  });
});

// eslint-disable-next-line @typescript-eslint/require-await -- a file is read as it comes
async function* brokenFile(): AsyncGenerator<Buffer> {
  yield Buffer.from('beginning');
  throw new Error('cannot be opened');
}

/** Throws unless it is well-formed; answers what it says. */
function isWellFormed(page: string): string {
  const parser = new SaxesParser();
  let words = '';
  let depth = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('text', (said) => (words += said));
  parser.on('opentag', () => (depth += 1));
  parser.on('closetag', () => (depth -= 1));
  parser.write(page).close();
  expect(depth).to.equal(0);
  return words;
}
