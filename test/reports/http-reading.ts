import { expect } from 'chai';
import type { TestApp } from '../support/app.ts';
import type { HttpClient } from '../support/http-client.ts';

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&#34;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
};

/** What stands on a page, or in a part of it, without its markup: what is drawn too, as its words say it. */
export function textOf(html: string): string {
  const text = html.replace(/<[^>]*>/g, ' ').replace(/&(lt|gt|#34|#39|nbsp|amp);/g, (one) => entities[one]!);
  return text.replace(/\s+/g, ' ').trim();
}

/** The main part of a page. */
export function mainOf(html: string): string {
  return /<main.*<\/main>/s.exec(html)?.[0] ?? '';
}

/** The rows of the table with this caption, each by its cells' texts. */
export function rowsOf(html: string, captionId: string): string[][] {
  return tableOf(html, captionId).map((row) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => textOf(cell!)),
  );
}

/** The rows of the table with this caption, as they are written. */
export function tableOf(html: string, captionId: string): string[] {
  const [, table = ''] = html.split(`<caption id="${captionId}">`);
  const body = /<tbody>(.*?)<\/tbody>/s.exec(table)?.[1] ?? '';
  return [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) => row!);
}

/** Where the links of a page lead. */
export function hrefsOf(html: string): string[] {
  return [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'));
}

/** Where the link with this text leads. */
export function hrefOf(html: string, text: string): string {
  const found = [...html.matchAll(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs)].find(
    ([, , inside]) => textOf(inside!) === text,
  );
  if (!found) throw new Error(`There is no link “${text}”`);
  return found[1]!.replaceAll('&amp;', '&');
}

/** What the page says it left out of what was asked. */
export function noticesOf(html: string): string[] {
  const banner = /<div class="govuk-notification-banner__content">(.*?)<\/div>/s.exec(html)?.[1] ?? '';
  return [...banner.matchAll(/<(?:li|p)[^>]*>(.*?)<\/(?:li|p)>/gs)].map(([, notice]) => textOf(notice!));
}

/** The sentences above everything else. */
export function leadOf(html: string): string {
  return textOf(/<p class="govuk-body-l">(.*?)<\/p>/s.exec(html)?.[1] ?? '');
}

/** A download's bytes, once it has been answered with success. */
export async function bytesOf(app: TestApp, client: HttpClient, path: string): Promise<Buffer> {
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(app.baseUrl + path, { headers: { cookie } });
  expect(answer.status, path).to.equal(200);
  return Buffer.from(await answer.arrayBuffer());
}

/** Lines of a CSV without its heading. No cell of these tests breaks a line. */
export function linesOf(csv: string): string[] {
  return csv.trim().split('\r\n').slice(1);
}
