/**
 * What staff wrote of a recipient may name the person ("for the case of Ann Example"): a removal keeps whom to tell, and
 * nothing that the person is known by (C14, C24). @param traces all that they are recognised by
 */
export function withoutTraces(text: string, traces: readonly string[]): string {
  // The longest first: a surname must not be taken out of the middle of a name, which would leave the rest of it.
  const longestFirst = [...traces].sort((a, b) => b.length - a.length);
  return longestFirst.reduce((left, trace) => left.replace(patternOf(trace), '…'), text);
}

/** Whole words only: "Ann" is not taken out of "planning". */
const patternOf = (trace: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${trace.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'giu');
