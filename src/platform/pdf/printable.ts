/** What the standard fonts of a PDF have beside Latin-1 (WinAnsi). */
const BEYOND_LATIN_1 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
const SIGNS = `!-~\u00A1-\u00AC\u00AE-\u00FF${BEYOND_LATIN_1}`;
const PLAIN = new RegExp(`^[${SIGNS}]+(?: [${SIGNS}]+)*$`);
const PRINTABLE = new RegExp(`[ \u00A0${SIGNS}]`);
/** Nothing is seen of these: controls, soft hyphens, joiners, marks of direction and of byte order. */
const UNSEEN = /[\p{Cc}\p{Cf}]/gu;

/** Letters that do not come apart into one of Latin-1 and its accent, and signs that are nearly as good. */
const nearly: Readonly<Record<string, string>> = {
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  Ħ: 'H',
  ħ: 'h',
  ı: 'i',
  ẞ: 'SS',
  ʼ: '’',
  ʹ: "'",
  '′': "'",
  '″': '"',
  '‐': '-',
  '‑': '-',
  '‒': '–',
  '―': '—',
  '−': '–',
  '⁄': '/',
  '∕': '/',
  '≤': '<=',
  '≥': '>=',
  '≠': '<>',
  '≈': '~',
  '→': '->',
  '←': '<-',
  '∙': '·',
  '●': '•',
  '▪': '•',
};

/** A text on one line, of the characters that the standard fonts have; one that has no likeness becomes `?`. */
export function printable(text: string): string {
  if (PLAIN.test(text)) return text;
  const spaced = text
    .replace(/[^\S\u00A0]+/g, ' ')
    .replace(UNSEEN, '')
    .trim();
  const composed = spaced.toWellFormed().normalize('NFC');
  return Array.from(composed, (sign) => (PRINTABLE.test(sign) ? sign : likeness(sign))).join('');
}

/** Whether a text comes out in the standard fonts with nothing of it lost. */
export function isPrintable(text: string): boolean {
  const lost = (words: string): number => words.split('?').length;
  return lost(printable(text)) === lost(text);
}

/** ŵ becomes w, ﬁ becomes fi. */
function likeness(sign: string): string {
  const near = nearly[sign];
  if (near !== undefined) return near;
  const bare = sign.normalize('NFKD').replace(/\p{M}/gu, '');
  if (bare === '') return '';
  return Array.from(bare, (part) => (PRINTABLE.test(part) ? part : (nearly[part] ?? '?'))).join('');
}
