import { expect } from 'chai';
import ejs from 'ejs';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const views = fileURLToPath(new URL('../../views/', import.meta.url));
const templates = readdirSync(views, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ejs'))
  .sort();

/** Includes that may stand in a loop, as "template includes component": the loop is short, or the page is paged. */
const INCLUDES_IN_LOOPS = new Set<string>([
  'reports/filters.ejs includes /components/checkboxes',
  'reports/report.ejs includes /components/notice',
]);

/** An address may name another place only where it is a name, not something to fetch. */
const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

describe('Templates', () => {
  it('are found', () => {
    expect(templates).to.include('layout.ejs').and.include('components/text-field.ejs');
  });

  for (const name of templates) {
    const source = readFileSync(`${views}${name}`, 'utf8');

    it(`${name} compiles`, () => {
      ejs.compile(source, { filename: `${views}${name}`, views: [views] });
    });

    it(`${name} escapes all that it prints, but for includes and the layout's body`, () => {
      const unescaped = blocksOf(source).filter((block) => block.startsWith('-'));
      expect(unescaped.filter((block) => !mayBeRaw(name, block))).to.deep.equal([]);
    });

    it(`${name} carries no style, script or address that the content security policy forbids`, () => {
      expect(forbiddenIn(source)).to.deep.equal([]);
    });

    it(`${name} includes nothing once a row`, () => {
      const found = includesInLoops(source).map((component) => `${name} includes ${component}`);
      expect(found.filter((include) => !INCLUDES_IN_LOOPS.has(include))).to.deep.equal([]);
    });
  }

  describe('the rules themselves', () => {
    it('see raw output', () => {
      expect(mayBeRaw('x.ejs', '- page.html ')).to.equal(false);
      expect(mayBeRaw('x.ejs', '- body ')).to.equal(false);
      expect(mayBeRaw('x.ejs', "- include('a') + page.html ")).to.equal(false);
      expect(mayBeRaw('layout.ejs', '- body ')).to.equal(true);
      expect(mayBeRaw('x.ejs', "- include('components/tag', { text: f(page.state) }) ")).to.equal(true);
    });

    it('see inline style, script, handlers and foreign addresses', () => {
      for (const source of [
        '<p style="color: red">',
        '<p\n  onclick="go()">',
        '<script>go()</script>',
        '<script type="module">go()</script>',
        '<style>p { color: red }</style>',
        '<img src="https://example.org/a.png">',
        '<a href="//example.org">',
        '<a href="javascript:go()">',
      ])
        expect(forbiddenIn(source), source).to.have.length.above(0);
      expect(forbiddenIn('<script type="module" src="/assets/js/app.js"></script>')).to.deep.equal([]);
    });

    it('see an include inside a loop, however deep, and not one after it', () => {
      const inside = "<% for (const row of rows) { %><% if (row.a) { %><%- include('x/a') %><% } %><% } %>";
      expect(includesInLoops(inside)).to.deep.equal(['x/a']);
      expect(includesInLoops("<% rows.forEach((row) => { %><%- include('b') %><% }) %>")).to.deep.equal([
        'b',
      ]);
      expect(includesInLoops("<% for (const r of rows) { %>r<% } %><%- include('c') %>")).to.deep.equal([]);
      expect(includesInLoops("<% if (rows) { %><%- include('d') %><% } %>")).to.deep.equal([]);
    });
  });
});

/** What stands between the marks of every EJS block, with the kind (=, -, # or none) in front. */
function blocksOf(source: string): string[] {
  return [...source.matchAll(/<%(?!%)([\s\S]*?)[-_]?%>/g)].map(([, block = '']) => block);
}

function mayBeRaw(name: string, block: string): boolean {
  const expression = block.slice(1).trim();
  if (expression === 'body') return name === 'layout.ejs';
  return /^include\(/.test(expression) && endOfCall(expression) === expression.length;
}

/** The place after the bracket that closes the first call, or -1. */
function endOfCall(expression: string): number {
  let depth = 0;
  for (const { 0: letter, index: place } of expression.matchAll(/[()]/g)) {
    if (letter === '(') depth += 1;
    if (letter === ')' && --depth === 0) return place + 1;
  }
  return -1;
}

function forbiddenIn(source: string): string[] {
  const html = source.replaceAll(/<%[\s\S]*?%>/g, '').replaceAll(SVG_NAMESPACE, '');
  const rules = [
    /<[a-z][^>]*\sstyle\s*=/gi,
    /<[a-z][^>]*\son[a-z]+\s*=/gi,
    /<script(?![^>]*\ssrc=)[^>]*>/gi,
    /<script[^>]*>\s*[^<\s]/gi,
    /<style\b/gi,
    /https?:\/\//gi,
    /(?:src|href|action)\s*=\s*["']?\s*(?:\/\/|javascript:|data:)/gi,
  ];
  return rules.flatMap((rule) => html.match(rule) ?? []);
}

/** The names of what is included inside for, while or a callback: each is a call and a copy of all locals for every row. */
function includesInLoops(source: string): string[] {
  const found: string[] = [];
  const open: boolean[] = [];
  for (const block of blocksOf(source)) {
    if (block.startsWith('#')) continue;
    const included = /include\(\s*['"`](?:\.\.\/)*([^'"`]+)/.exec(block)?.[1];
    if (included && open.includes(true)) found.push(included);
    const code = block.replaceAll(/'[^']*'|"[^"]*"|`[^`]*`/g, "''");
    let begun = 0;
    for (const { 0: letter, index: place } of code.matchAll(/[{}]/g)) {
      if (letter === '{') {
        open.push(/\b(?:for|while)\b|\.(?:forEach|map)\(/.test(code.slice(begun, place)));
        begun = place + 1;
      }
      if (letter === '}') {
        open.pop();
        begun = place + 1;
      }
    }
  }
  return found;
}
