/** Two uploads of one authority, and on which page they are compared: it decides the words of a warning. */
export interface Comparison {
  authorityId: number;
  fromUploadId: number;
  toUploadId: number;
  /** The second waits to take the place of the first; has taken it; or somebody wants to see both. */
  occasion: 'waiting' | 'live' | 'chosen';
}

/** What one version adds, removes and changes against another, in the words of its kind. Plain data. */
export interface Changes {
  totals: ChangedTotal[];
  /** Only what has changed: no list is empty. */
  lists: ChangedList[];
  /** Sentences on what the figures leave out, or that nothing has changed. */
  notes: string[];
  /** Sentences to read before anything is confirmed; null when all is usual. */
  warning: string | null;
}

export interface ChangedTotal {
  label: string;
  before: number;
  after: number;
  unit: 'count' | 'pounds';
}

export interface ChangedList {
  title: string;
  /** What a row's detail says, as the heading of its column. */
  detailTitle: string;
  /** Of all, of which the rows may be the first only. */
  count: number;
  rows: { id: string; name: string; detail: string }[];
}
