const BEFORE = /^(london borough of|royal borough of|metropolitan borough of|borough of|city of|county of) /;
const AFTER =
  / (london borough|metropolitan borough|metropolitan district|borough|city|county|district|unitary)?( ?council| corporation| of)$/;

/** An authority's name without case, punctuation and the words of its kind, so that its usual spellings are one. */
export function plainName(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[^a-z ]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const short = plain.replace(BEFORE, '').replace(AFTER, '');
  return short || plain;
}
