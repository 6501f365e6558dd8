/**
 * The grade of the Flesch-Kincaid formula (Kincaid and others, 1975): about the years of school that a reader needs, 9
 * being those of somebody of 14. Syllables are counted by rule, which is a little off for single words and right for a page.
 */
export function gradeOf(text: string): number {
  const sentences = text.split(/[.!?]+(?=\s|$)/).filter((sentence) => /\p{L}/u.test(sentence)).length;
  const words = wordsIn(text);
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59;
}

export function wordsIn(text: string): string[] {
  return text.match(/\p{L}+(?:[’']\p{L}+)*/gu) ?? [];
}

export function syllablesOf(word: string): number {
  const letters = word
    .toLowerCase()
    .replace(/[’']s$/, '')
    .replace(/[^a-z]/g, '');
  const groups = letters.replace(/^y(?=[aeiou])/, '').match(/[aeiouy]+/g)?.length ?? 0;
  const silent =
    /[^aeiouyl]e$|[aeiouy]le$|[^aeiouy](?<![sxzcg]|sh|ch|[^aeiouy]l)es$|[aeiouy]les$|[^aeiouytd]ed$/.test(
      letters,
    );
  const apart = letters.match(/[^tscg]i[aou]|[aeouy]ing|creat|area|idea|quiet|science/g)?.length ?? 0;
  return Math.max(1, groups - Number(silent) + apart);
}

/**
 * What a page says in sentences: paragraphs and lists. An item that ends no sentence goes on in the next one, so that a
 * list makes nothing look easier than it is. Contents, and values that stand in columns, are names and no sentences.
 * @param main the page's main element
 */
export function proseOf(main: string): string {
  const told = main
    .replace(/<nav\b.*?<\/nav>/gs, '')
    .replace(/<ul class="[^"]*\bapp-columns\b[^"]*">.*?<\/ul>/gs, '');
  const blocks = [...told.matchAll(/<(p|li)\b[^>]*>(.*?)<\/\1>/gs)].map(([, , inside = '']) => inside);
  return blocks
    .map((inside) => inside.replace(/<[^>]+>/g, '').replace(/&#\d+;/g, '’'))
    .join(' ')
    .replace(/\s+/g, ' ');
}
