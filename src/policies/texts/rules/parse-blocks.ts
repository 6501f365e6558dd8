import { marked, type MarkedToken, type Token, type Tokens } from 'marked';
import type { Block, Inline, Line } from '../policy-text.ts';
import { parts, type PartName } from '../specification/pages.ts';

/** A text holds something that a page does not show. The message is a sentence. */
export class Unfit extends Error {}

/**
 * The text's blocks: headings of two levels, paragraphs, flat lists, tables, and marks {{name}} that stand for a part.
 * No HTML, no pictures, no code; links lead to our own pages or to https. Throws Unfit.
 */
export function blocksOf(body: string): Block[] {
  const ids = new Set<string>();
  let heading = '';
  const blocks: Block[] = [];
  for (const token of marked.lexer(body) as MarkedToken[]) {
    if (token.type === 'space') continue;
    if (token.type === 'heading') {
      heading = wordsIn(token.tokens);
      blocks.push({ kind: 'heading', level: levelOf(token), id: idOf(heading, ids), text: heading });
    } else if (token.type === 'table') {
      blocks.push({ ...tableOf(token), id: idOf(`table ${heading}`, ids), caption: heading });
    } else blocks.push(blockOf(token));
  }
  return blocks;
}

function blockOf(token: MarkedToken): Block {
  if (token.type === 'paragraph') return paragraphOf(token);
  if (token.type === 'list') {
    return { kind: 'list', isOrdered: token.ordered, items: token.items.map(itemOf) };
  }
  throw unfit(token);
}

function unfit({ type, raw }: Token): Unfit {
  return new Unfit(
    `It holds ${type === 'html' ? 'HTML' : `“${type}”`}, which pages do not show: ${quoted(raw)}.`,
  );
}

function quoted(raw: string): string {
  return `“${raw.trim().slice(0, 60)}”`;
}

function levelOf({ depth, raw }: Tokens.Heading): 2 | 3 {
  if (depth === 2 || depth === 3) return depth;
  throw new Unfit(`Headings begin with ## or ###: ${quoted(raw)}.`);
}

/** "What we hold" is what-we-hold; a second one what-we-hold-2. */
function idOf(text: string, taken: Set<string>): string {
  const words =
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'part';
  let id = words;
  for (let number = 2; taken.has(id); number += 1) id = `${words}-${number}`;
  taken.add(id);
  return id;
}

function paragraphOf({ text, tokens }: Tokens.Paragraph): Block {
  const name = /^\{\{(.*)\}\}$/.exec(text.trim())?.[1];
  if (name === undefined) return { kind: 'paragraph', line: lineOf(tokens) };
  if (!(parts as readonly string[]).includes(name)) throw new Unfit(`No part is called {{${name}}}.`);
  return { kind: 'part', name: name as PartName };
}

function itemOf({ tokens, raw, task }: Tokens.ListItem): Line {
  const [first, ...more] = tokens as MarkedToken[];
  if (task || more.length > 0 || (first?.type !== 'text' && first?.type !== 'paragraph'))
    throw new Unfit(`An item of a list is one paragraph: ${quoted(raw)}.`);
  return lineOf(first.tokens ?? []);
}

function tableOf({ header, rows }: Tokens.Table): Omit<Block & { kind: 'table' }, 'id' | 'caption'> {
  return {
    kind: 'table',
    columns: header.map(({ tokens }) => wordsIn(tokens)),
    rows: rows.map((cells) => cells.map(({ tokens }) => lineOf(tokens))),
  };
}

function lineOf(tokens: readonly Token[]): Inline[] {
  return (tokens as MarkedToken[]).map(inlineOf);
}

function inlineOf(token: MarkedToken): Inline {
  switch (token.type) {
    case 'text':
    case 'escape':
      return { kind: 'text', text: plainText(token.text) };
    case 'strong':
      return { kind: 'strong', text: wordsIn(token.tokens) };
    case 'em':
      return { kind: 'emphasis', text: wordsIn(token.tokens) };
    case 'codespan':
      return { kind: 'code', text: plainText(token.text) };
    case 'link':
      return linkOf(token);
    default:
      throw unfit(token);
  }
}

/** To a page of ours, a place on this page, or another site by https. */
function linkOf({ href, tokens, raw }: Tokens.Link): Inline {
  const isOwn = /^(\/(?![/\\])|#)[A-Za-z0-9/_.?=&#-]*$/.test(href);
  const isElsewhere = /^https:\/\/[a-z0-9.-]+\.[a-z]+(\/[^\s\\]*)?$/.test(href);
  if (!isOwn && !isElsewhere)
    throw new Unfit(`A link leads to our own pages or begins with https: ${quoted(raw)}.`);
  return { kind: 'link', text: wordsIn(tokens), href, isElsewhere };
}

/** Plain words: what stands inside a heading, a link or a strong phrase has no marks of its own. */
function wordsIn(tokens: readonly Token[]): string {
  return (tokens as MarkedToken[])
    .map((token) => {
      if (token.type !== 'text' && token.type !== 'escape') throw unfit(token);
      return plainText(token.text);
    })
    .join('');
}

/** A line that was broken for its writer is one line for its reader. */
function plainText(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
