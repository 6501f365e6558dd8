/** HTML that may stand in a page as it is. */
export class Html {
  constructor(readonly source: string) {}
}

type Part = string | number | Html | readonly Html[];

/**
 * HTML of a document that is written piece by piece, to be a file by itself; pages of the application have templates. Every
 * text that is put in is escaped; what comes out is well-formed XML too, if what stands around it is. It is not called html, or
 * the formatter would close tags that are left open on purpose.
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((string, at) => string + sourceOf(parts[at] ?? '')).join(''));
}

function sourceOf(part: Part): string {
  if (part instanceof Html) return part.source;
  if (typeof part === 'object') return part.map(({ source }) => source).join('');
  return escaped(String(part));
}

const entities: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' },
};
/** What no HTML or XML may hold is written as JSON would write it. */
// eslint-disable-next-line no-control-regex -- these are what is to be replaced
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]|\p{Cs}/gu;

function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
    .replace(FORBIDDEN, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
