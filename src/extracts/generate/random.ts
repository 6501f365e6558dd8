/** Numbers that look random and are the same at every run, on every machine. */
export interface Random {
  /** From 0 up to 1. */
  next(): number;
  between(least: number, most: number): number;
  /** A whole number from `least` to `most`, both possible. */
  whole(least: number, most: number): number;
  pick<T>(choices: readonly T[]): T;
  /** A factor of median 1, log-normal and cut at two standard deviations, so that nothing is far from usual. */
  spread(sigma: number): number;
}

const FURTHEST = 2;

/** The stream of numbers that belongs to these words: the same words, the same numbers. */
export function randomFor(...words: (string | number)[]): Random {
  const next = mulberry32(hashOf(words.join('|')));
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const random: Random = {
    next,
    between: (least, most) => least + next() * (most - least),
    whole,
    pick: <T>(choices: readonly T[]) => choices[whole(0, choices.length - 1)] as T,
    spread: (sigma) => Math.exp(sigma * normal(next)),
  };
  return random;
}

/** Standard normal by Box and Muller, drawn again beyond two standard deviations. */
function normal(next: () => number): number {
  for (;;) {
    const value = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    if (Math.abs(value) <= FURTHEST) return value;
  }
}

/** Tommy Ettinger's mulberry32: 32 bits of state, good enough for figures that are made up. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** FNV-1a with the last mix of MurmurHash3, so that neighbouring words give unlike seeds. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
