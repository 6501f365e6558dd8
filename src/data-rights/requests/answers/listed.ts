/** A sentence with a list under it, as one paragraph of a letter. */
export const listed = (sentence: string, items: readonly string[]): string =>
  [sentence, ...items.map((item) => `• ${item}`)].join('\n');
