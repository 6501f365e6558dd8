export const SHORTEST_PASSWORD = 15;
/** Where a second factor stands beside the password. */
export const SHORTEST_WITH_FACTOR = 8;
export const LONGEST_PASSWORD = 256;

/** Whose password it is to be, as far as a guesser would know. */
export interface PasswordOwner {
  email: string;
  name: string;
  /** The authority's name; null or absent for OCC's own people. */
  authority?: string | null;
  hasSecondFactor?: boolean;
}

const ADVICE = 'Choose something nobody would guess, such as three random words';

const ownWords = [
  'sp-bench',
  'spbench',
  'sp bench',
  'occ',
  'oxford computer consultants',
  'supporting people',
];

/** Parts shorter than this would forbid by chance. */
const SHORTEST_WORD = 3;

/**
 * Why this password cannot be chosen, as a sentence that says what would work; null when it can. Length is what counts
 * (NIST 800-63B-4: 15 where the password is the only factor, 8 beside a second one), and that it is not among the first
 * that are tried: no rules about kinds of characters.
 * @param common passwords that many people have, in lower case
 */
export function faultOfPassword(
  password: string,
  person: PasswordOwner,
  common: ReadonlySet<string>,
): string | null {
  if (password === '') return 'Enter a password';
  const length = Array.from(password).length;
  const shortest = shortestFor(person);
  if (length < shortest) return `Password must be ${shortest} characters or more`;
  if (length > LONGEST_PASSWORD) return `Password must be ${LONGEST_PASSWORD} characters or fewer`;
  if (isSame(password, person.email)) return 'Password must not be your email address';
  if (isSame(password, person.name)) return 'Password must not be your name';
  if (isCommon(password, common)) return `Password is one of those that are tried first. ${ADVICE}`;
  if (hasNothingOfItsOwn(password, person, common))
    return `Password says little more than your name, your authority or SP-Bench. ${ADVICE}`;
  return null;
}

export function shortestFor({ hasSecondFactor = false }: Pick<PasswordOwner, 'hasSecondFactor'>): number {
  return hasSecondFactor ? SHORTEST_WITH_FACTOR : SHORTEST_PASSWORD;
}

/** A common password as it is, spaced out, repeated, or a run along the keyboard of numbers or the alphabet. */
function isCommon(password: string, common: ReadonlySet<string>): boolean {
  const plain = bare(password);
  const piece = repeatedPieceOf(plain);
  return (
    plain === '' ||
    common.has(password.toLowerCase()) ||
    common.has(plain) ||
    piece.length <= SHORTEST_WORD ||
    (piece !== plain && common.has(piece)) ||
    isRun(plain)
  );
}

/** True when a word about the person or the site, taken away, leaves nothing but numbers or a common password. */
function hasNothingOfItsOwn(password: string, person: PasswordOwner, common: ReadonlySet<string>): boolean {
  const words = wordsAbout(person).sort((a, b) => b.length - a.length);
  const plain = bare(password);
  let rest = plain;
  for (const word of words) rest = rest.replaceAll(word, '');
  if (rest === plain) return false;
  const letters = rest.replace(/\d/g, '');
  return letters.length <= SHORTEST_WORD || common.has(rest) || common.has(letters);
}

function wordsAbout({ email, name, authority }: PasswordOwner): string[] {
  const texts = [...ownWords, name, email, authority ?? ''];
  const parts = texts.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]);
  return [...new Set(parts.map(bare))].filter((word) => word.length >= SHORTEST_WORD);
}

/** Without capitals, spaces and signs. */
function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** "abab" is "ab" twice; what repeats nothing is its own piece. */
function repeatedPieceOf(text: string): string {
  const at = `${text}${text}`.indexOf(text, 1);
  return at === -1 ? text : text.slice(0, at);
}

/** "123456789012345", "abcdefghijklmno", and both backwards. */
function isRun(text: string): boolean {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  return [1, -1].some((step) =>
    codes.every((code, at) => {
      const before = codes[at - 1];
      return before === undefined || code - before === step || code - before === -9 * step;
    }),
  );
}

function isSame(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
