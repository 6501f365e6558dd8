import path from 'node:path';
import ejs from 'ejs';
import type { Letter, LetterPart } from './letter.ts';

export interface RenderedLetter {
  subject: string;
  text: string;
  html: string;
}

const LINE = 76;
const template = path.resolve(import.meta.dirname, '../../../views/emails/letter.ejs');

const closing = [
  'SP-Bench wrote this by itself, about your dealings with it. It is not advertising, and nobody reads replies to it.',
  'Oxford Computer Consultants, who run SP-Bench for England’s administering authorities',
];

/** A mailing is no service message, and says so (P41). */
const closingOfMailing = (why: string): string[] => [
  why,
  'Oxford Computer Consultants, who run SP-Bench for England’s administering authorities',
];

/** A part as both forms show it. */
type ShownPart = Exclude<LetterPart, { kind: 'link' }> | { kind: 'link'; text: string; href: string };

/** Text (lines of at most 76 characters, but for addresses) and HTML of a letter, from the same parts. */
export async function renderLetter(letter: Letter, baseUrl: string): Promise<RenderedLetter> {
  const greeting = letter.name ? `Dear ${letter.name}` : 'Hello';
  const parts = letter.parts.map((part): ShownPart =>
    part.kind === 'link' ? { kind: 'link', text: part.text, href: baseUrl + part.path } : part,
  );
  const ending = letter.unsubscribe ? closingOfMailing(letter.unsubscribe.why) : closing;
  if (letter.unsubscribe) {
    const href = baseUrl + letter.unsubscribe.path;
    parts.push({ kind: 'link', text: 'Stop these messages', href });
  }
  const shown = { subject: letter.subject, greeting, parts, closing: ending };
  const text = [greeting, ...parts.map(textOf), '-- ', ...ending.map(wrapped)].join('\n\n');
  return {
    subject: letter.subject,
    text: `${text}\n`,
    html: await ejs.renderFile(template, shown, { cache: true }),
  };
}

function textOf(part: ShownPart): string {
  if (part.kind === 'text') return wrapped(part.text);
  if (part.kind === 'link') return `${wrapped(`${part.text}:`)}\n${part.href}`;
  return part.facts.map(({ term, detail }) => wrapped(`${term}: ${detail}`)).join('\n');
}

/** Breaks a text at spaces; a word that is longer than a line has one to itself. */
function wrapped(words: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(/\s+/)) {
    if (line && line.length + 1 + word.length > LINE) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line].join('\n');
}
