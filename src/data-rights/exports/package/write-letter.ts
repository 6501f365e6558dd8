import { markup } from '../../../platform/html.ts';
import { pageEnd, pageStart, paragraphs } from './page.ts';
import type { PackageDocument } from './package-document.ts';

/** With the line ends of every system's simplest editor. */
export function letterText({ letter }: PackageDocument): string[] {
  return [`${letter.join('\n\n').replaceAll(/\r?\n/g, '\r\n')}\r\n`];
}

export function letterPage({ letter, reference }: PackageDocument): string[] {
  const words = markup`<h1>Covering letter</h1>
    ${paragraphs(letter)}`;
  return [pageStart(`Covering letter ${reference}`).source, words.source, pageEnd.source];
}
