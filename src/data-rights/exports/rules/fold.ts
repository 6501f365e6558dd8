/** A text as it is compared, and for each of its code units the piece of the original that it comes from. */
export interface Folded {
  text: string;
  /** Where the piece begins and ends. */
  starts: number[];
  ends: number[];
}

/** Room, a JSON escape or a sign with its marks. */
const PIECES = /[^\S\uFEFF]+|\P{M}?\p{M}+|\P{M}/gsu;
const PIECES_AND_ESCAPES = /[^\S\uFEFF]+|\\u[0-9a-fA-F]{4}|\\[bfnrt"\\/]|\P{M}?\p{M}+|\P{M}/gsu;

/** Nothing is seen of these: controls, soft hyphens, joiners, marks of direction, selectors of variants. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** Accents of Latin, Greek and Cyrillic letters; the marks of other scripts are letters to their readers. */
const ACCENTS = /[\u0300-\u036F]/g;
const ROOM = /^[^\S\uFEFF]+$/;

const escapes: Readonly<Record<string, string>> = {
  ...{ b: '\b', f: ' ', n: ' ', r: ' ', t: ' ' },
  ...{ '"': '"', '\\': '\\', '/': '/' },
};

/** Letters that do not come apart into a letter and its accent, and signs that are written in several ways. */
const likenesses: Readonly<Record<string, string>> = {
  ...{ ł: 'l', đ: 'd', ħ: 'h', ı: 'i', ø: 'o', æ: 'ae', œ: 'oe' },
  ...{ '’': "'", '‘': "'", ʼ: "'", ʹ: "'", '′': "'", '`': "'", '“': '"', '”': '"', '″': '"' },
  ...{ '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '―': '-', '−': '-' },
  ...{ '⁄': '/', '∕': '/' },
};

/**
 * Makes ways of writing the same words alike: capitals, accents, the forms of Unicode, room of any kind and length, and what
 * is not seen. It would rather make too much alike than too little: what is withheld has to go however it is written.
 * @param readsEscapes reads `\u00e9` and the like as they stand in JSON
 */
export function fold(original: string, readsEscapes = false): Folded {
  const folded: Folded = { text: '', starts: [], ends: [] };
  for (const match of original.matchAll(readsEscapes ? PIECES_AND_ESCAPES : PIECES)) {
    const [piece] = match;
    const said = readsEscapes && piece.length > 1 && piece.startsWith('\\') ? unescaped(piece) : piece;
    const alike = ROOM.test(said) ? ' ' : likenessOf(said);
    // Room beside room that was written as an escape.
    if (alike === ' ' && folded.text.endsWith(' ')) {
      folded.ends[folded.ends.length - 1] = match.index + piece.length;
      continue;
    }
    folded.text += alike;
    for (let unit = 0; unit < alike.length; unit += 1) {
      folded.starts.push(match.index);
      folded.ends.push(match.index + piece.length);
    }
  }
  return folded;
}

function unescaped(piece: string): string {
  return piece[1] === 'u' && piece.length === 6
    ? String.fromCharCode(parseInt(piece.slice(2), 16))
    : (escapes[piece[1] ?? ''] ?? piece);
}

/** By way of the capital, which makes ß, ſ and the two small sigmas alike. */
function likenessOf(sign: string): string {
  const bare = sign.normalize('NFKD').replace(UNSEEN, '').replace(ACCENTS, '').replaceAll(/\s+/g, ' ');
  let alike = '';
  for (const part of bare) {
    const small = part.toUpperCase().toLowerCase().normalize('NFKD').replace(ACCENTS, '');
    for (const letter of small) alike += likenesses[letter] ?? letter;
  }
  return alike;
}

/** What a passage is looked for as; empty where it says nothing that can be seen. */
export function foldedPassage(passage: string): string {
  return fold(passage).text.trim();
}
