import { expect } from 'chai';
import { parseText } from '../../../../src/policies/texts/rules/parse-text.ts';

const facts = {
  version: '2',
  date: '2026-03-01',
  'approved by': 'Data Protection Officer',
  'next review': '2027-03-01',
  changed: 'Clearer words.',
};

function fileOf(body: string, given: Record<string, string> = {}): string {
  const lines = Object.entries({ ...facts, ...given }).map(([name, value]) => `${name}: ${value}`);
  return `---\n${lines.join('\n')}\n---\n\n${body}\n`;
}

const read = (source: string) => parseText(source, { page: 'privacy', version: 2 });

function blocksOf(body: string) {
  const parsed = read(fileOf(body));
  if (parsed.kind === 'wrong') throw new Error(parsed.sentence);
  return parsed.text.blocks;
}

describe('the text of a page', () => {
  it('has its facts and its blocks', () => {
    const parsed = read(fileOf('Words.'));
    expect(parsed.kind === 'ok' && parsed.text).to.deep.equal({
      ...{ page: 'privacy', version: 2, date: '2026-03-01', approvedBy: 'Data Protection Officer' },
      ...{ nextReview: '2027-03-01', changed: 'Clearer words.' },
      blocks: [{ kind: 'paragraph', line: [{ kind: 'text', text: 'Words.' }] }],
    });
  });

  it('may hold headings, paragraphs, lists, tables, marked words and links', () => {
    expect(
      blocksOf(
        '## What we hold\n\nA **bold** & *soft* `code`, "as is" <3\nover two lines.\n\n1. One\n2. Two\n\n### What we hold\n\n| A | B |\n|---|---|\n| 1 | [2](/contact) |',
      ),
    ).to.deep.equal([
      { kind: 'heading', level: 2, id: 'what-we-hold', text: 'What we hold' },
      {
        kind: 'paragraph',
        line: [
          { kind: 'text', text: 'A ' },
          { kind: 'strong', text: 'bold' },
          { kind: 'text', text: ' & ' },
          { kind: 'emphasis', text: 'soft' },
          { kind: 'text', text: ' ' },
          { kind: 'code', text: 'code' },
          { kind: 'text', text: ', "as is" <3 over two lines.' },
        ],
      },
      {
        kind: 'list',
        isOrdered: true,
        items: [[{ kind: 'text', text: 'One' }], [{ kind: 'text', text: 'Two' }]],
      },
      { kind: 'heading', level: 3, id: 'what-we-hold-2', text: 'What we hold' },
      {
        ...{ kind: 'table', id: 'table-what-we-hold', caption: 'What we hold', columns: ['A', 'B'] },
        rows: [
          [
            [{ kind: 'text', text: '1' }],
            [{ kind: 'link', text: '2', href: '/contact', isElsewhere: false }],
          ],
        ],
      },
    ]);
  });

  it('has parts where the application puts what it knows', () => {
    expect(blocksOf('{{cookies}}')).to.deep.equal([{ kind: 'part', name: 'cookies' }]);
  });

  it('tells links to other sites from our own', () => {
    const [block] = blocksOf('[a](https://ico.org.uk/concerns/?x=1) [b](#here) [c](/policies/privacy)');
    const links = block?.kind === 'paragraph' ? block.line.filter(({ kind }) => kind === 'link') : [];
    expect(links).to.deep.equal([
      { kind: 'link', text: 'a', href: 'https://ico.org.uk/concerns/?x=1', isElsewhere: true },
      { kind: 'link', text: 'b', href: '#here', isElsewhere: false },
      { kind: 'link', text: 'c', href: '/policies/privacy', isElsewhere: false },
    ]);
  });

  for (const [what, body, sentence] of [
    ['HTML', '<b onclick="x">hi</b>', /HTML/],
    ['HTML inside a line', 'A <script>x</script>', /HTML/],
    ['a script for a link', '[a](javascript:alert)', /link leads/],
    ['a link without encryption', '[a](http://example.org)', /link leads/],
    ['a link without a site', '[a](//example.org)', /link leads/],
    ['a link with a backslash', '[a](/\\\\example.org)', /link leads/],
    ['a picture', '![a](/a.png)', /image/],
    ['code', '```\nx\n```', /code/],
    ['a quotation', '> x', /blockquote/],
    ['a title of the page', '# Title', /Headings begin/],
    ['a list in a list', '- a\n  - b', /one paragraph/],
    ['a part that is not known', '{{secrets}}', /No part/],
    ['nothing', '', /no text/],
  ] as const) {
    it(`is refused with ${what}`, () => {
      const parsed = read(fileOf(body));
      expect(parsed.kind).to.equal('wrong');
      expect(parsed.kind === 'wrong' && parsed.sentence).to.match(sentence);
    });
  }

  for (const [what, given, sentence] of [
    ['another number than its name', { version: '3' }, /version 3, and its name says 2/],
    ['no number', { version: 'two' }, /whole number/],
    ['a day that is not there', { date: '2026-02-30' }, /not a day/],
    ['nobody who approved it', { 'approved by': '' }, /approved by.*missing/],
    ['a review before its date', { 'next review': '2026-01-01' }, /not after its date/],
    ['a fact that is not known', { author: 'Somebody' }, /author.*not known/],
  ] as const) {
    it(`is refused with ${what}`, () => {
      const parsed = read(fileOf('Words.', given));
      expect(parsed.kind === 'wrong' && parsed.sentence).to.match(sentence);
    });
  }

  it('is refused without its facts', () => {
    expect(read('Words.').kind).to.equal('wrong');
    expect(read('---\nversion: 2\n---\nWords.').kind).to.equal('wrong');
  });
});
