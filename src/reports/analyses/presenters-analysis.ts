import { paths } from '../../paths.ts';
import type { Page } from '../../web/render.ts';
import type { Drawing } from '../charts/drawing.ts';
import { quartileStrip, type Strip } from '../charts/strip.ts';
import type { Measure } from '../measures/measure.ts';
import type { PeerAnswer } from '../benchmark/peers.ts';
import type { filtersView } from '../presenters-filters.ts';
import * as words from '../presenters-words.ts';

/** A page of tables about many measures or many services, with at most one chart. */
export interface Analysis {
  title: string;
  /** Above the title: what it is one of. */
  caption?: string;
  backLink?: string;
  notices?: readonly string[];
  /** Why nothing of one's own is there, where that is so. */
  missing?: string | null;
  lead: readonly string[];
  /** The last day (YYYY-MM-DD) on which its figures were worked out again after a removal; null for none of late. */
  recalculatedOn: string | null;
  /** How to read its tables, for those who ask. */
  help?: { summary: string; sentences: readonly string[] } | null;
  /** The one thing to do after reading it. */
  next?: Link | null;
  links?: readonly Link[];
  filters?: ReturnType<typeof filtersView>;
  chart?: Drawing | null;
  sections: readonly Section[];
  downloads?: readonly Link[];
}

export interface Link {
  text: string;
  href: string;
}

/** A heading, what it says, and a table, which is left out where it has no row. */
export interface Section {
  id: string;
  heading: string;
  text: readonly string[];
  /** To more or less of it. */
  links?: readonly Link[];
  caption: string;
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
}

export interface Column {
  text: string;
  numeric?: boolean;
  /** Sentences, or lists of names: a narrow window scrolls rather than squeeze them. */
  wide?: boolean;
  /** Ids, which are not broken. */
  unbroken?: boolean;
  /** The page sorted by this column. */
  href?: string;
  sorted?: 'ascending' | 'descending';
}

export interface Cell {
  text?: string;
  /** One beside the text; more than one as a list. */
  links?: readonly (Link & { after?: string })[];
  strip?: (Strip & { title: string }) | null;
  span?: number;
}

export function analysisPage(analysis: Analysis): Page {
  const { title, backLink, recalculatedOn, ...page } = analysis;
  return {
    view: 'reports/analysis',
    frame: { title, section: 'reports', ...(backLink ? { backLink } : {}) },
    page: {
      ...{ notices: [], missing: null, links: [], filters: null, chart: null, downloads: [], caption: '' },
      ...{ next: null, help: null },
      ...page,
      title,
      recalculated: words.recalculatedSentence(recalculatedOn),
      contents: contentsOf(page.sections),
      uploadHref: paths.newUpload,
      minimums: words.minimumsSentence,
      methodHref: paths.comparisons,
    },
  };
}

/** Links to the sections of a page that is long for having many. */
function contentsOf(sections: readonly Section[]): Link[] {
  return sections.length < 3 ? [] : sections.map(({ id, heading }) => ({ text: heading, href: `#${id}` }));
}

export function text(value: string): Cell {
  return { text: value };
}

/**
 * The peers' quartiles for a row, drawn as a strip and written below it; nothing where the peers are withheld. The drawing
 * says all its numbers to those who do not see it.
 */
export function quartilesCell(measure: Measure, own: number | null, peers: PeerAnswer): Cell {
  if (peers.kind !== 'shown') return { text: '' };
  const { lower_quartile: lowerQuartile, median, upper_quartile: upperQuartile } = peers;
  const quartiles = `${words.peerAmount(measure, lowerQuartile)} to ${words.peerAmount(measure, upperQuartile)}`;
  const theirs = `Peers’ quartiles ${quartiles}, median ${words.peerAmount(measure, median)}`;
  const mine = own === null ? '' : `; yours, ${words.amount(measure, own)}, is ${positionText(own, peers)}`;
  return {
    text: quartiles,
    strip: { ...quartileStrip({ lowerQuartile, median, upperQuartile, own }), title: theirs + mine },
  };
}

/** In the lowest quarter of peers. */
export function positionText(own: number, peers: Extract<PeerAnswer, { kind: 'shown' }>): string {
  const position = words.positionOf(own, peers);
  return position === 'at the median' ? 'at the median of peers' : `in the ${position} of peers`;
}
