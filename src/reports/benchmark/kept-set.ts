import { benchmarkSet, type AuthorityPart, type BenchmarkSet } from './benchmark-set.ts';

/** What a set is to have of an authority, at the revision that changes with whatever is said there. */
export interface Wanted {
  authority: number;
  revision: number;
}

/**
 * A set that is kept, and brought up to date at each call: only of whom it has nothing yet, or something of another
 * revision, is anything read. Calls are answered one after the other, so that none takes another's parts for its own.
 * @param columns of measures; all of them unless told otherwise
 */
export function keptSet<Given extends Wanted>(
  read: (wanted: readonly Given[]) => Promise<AuthorityPart[]>,
  columns?: readonly string[],
): (wanted: () => Promise<readonly Given[]>) => Promise<BenchmarkSet> {
  let set = benchmarkSet([], columns);
  const revisions = new Map<number, number>();
  let last: Promise<unknown> = Promise.resolve();

  async function upTo(wanted: readonly Given[]): Promise<BenchmarkSet> {
    const there = new Set(wanted.map(({ authority }) => authority));
    const gone = [...revisions.keys()].filter((authority) => !there.has(authority));
    const missing = wanted.filter(({ authority, revision }) => revisions.get(authority) !== revision);
    if (gone.length === 0 && missing.length === 0) return set;
    const parts = missing.length === 0 ? [] : await read(missing);
    // Of whom nothing was read there is nothing: that is known too.
    set = set.changed(parts, new Set([...gone, ...missing.map(({ authority }) => authority)]));
    for (const authority of gone) revisions.delete(authority);
    for (const { authority, revision } of missing) revisions.set(authority, revision);
    return set;
  }

  return (wanted) => {
    const next = last.then(async () => upTo(await wanted()));
    last = next.catch(() => undefined);
    return next;
  };
}
