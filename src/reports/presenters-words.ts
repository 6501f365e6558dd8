import { formatCount, formatDay } from '../web/formatters.ts';
import type { Comparison, ComparedGroup, Peers } from './comparison.ts';
import { minimums, toThreeFigures } from './disclosure/disclosure.ts';
import { whyUnavailable, type Given, type Measure } from './measures/measure.ts';
import type { ShownPeers } from './benchmark/peers.ts';

const isMoney = (measure: Measure) => measure.unit.startsWith('pounds');

/** To make a format takes a hundred times as long as to use it, and a page uses it hundreds of times. */
const amountFormats = new Map<string, Intl.NumberFormat>();
const wholeNumbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
const tickFormat = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 1 });

function formatted(measure: Measure, value: number, decimals: number): string {
  const key = `${isMoney(measure)} ${decimals}`;
  let format = amountFormats.get(key);
  if (!format) {
    const money = isMoney(measure) ? ({ style: 'currency', currency: 'GBP' } as const) : {};
    format = new Intl.NumberFormat('en-GB', {
      ...money,
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    amountFormats.set(key, format);
  }
  return format.format(value) + (measure.unit === 'percent' ? '%' : '');
}

/** A value of the measure without the words of its unit: £1,234.50, 12.25, 87.4%. */
export function amount(measure: Measure, value: number | null): string {
  return value === null ? '–' : formatted(measure, value, measure.decimals);
}

/** A value of peers, which has three significant figures: from 100 on none of them is a decimal. */
export function peerAmount(measure: Measure, value: number | null): string {
  return value === null ? '–' : formatted(measure, value, Math.abs(value) >= 100 ? 0 : measure.decimals);
}

const unitWords: Readonly<Record<Measure['unit'], string>> = {
  'pounds a week': ' a week',
  'pounds an hour': ' an hour',
  'pounds a year': ' a year',
  'hours a week': ' hours a week',
  'grade points': ' points',
  percent: '',
};

/** For a sentence: £1,234.50 a week, 12.25 hours a week. */
export function inWords(measure: Measure, amountText: string): string {
  return amountText + unitWords[measure.unit];
}

export function tickText(measure: Measure): (value: number) => string {
  const [before, after] = [isMoney(measure) ? '£' : '', measure.unit === 'percent' ? '%' : ''];
  return (value) => before + tickFormat.format(value) + after;
}

/** 1,234 */
export function plain(number: number): string {
  return wholeNumbers.format(number);
}

export const minimumsSentence =
  `Figures about peers are shown only for a group with services of at least ${minimums.figures.authorities} other ` +
  `authorities and at least ${minimums.figures.services} services in all, and never where they would let the figures ` +
  `of a smaller group be worked out. Minimum, maximum, single services and percentiles appear from ` +
  `${minimums.spread.services} services of ${minimums.spread.authorities} authorities. Peers’ values are rounded to 3 ` +
  'significant figures.';

/** Tells whoever holds an older figure beside a newer one why they differ, and not whose data went (full removal, C3). */
export function recalculatedSentence(day: string | null): string {
  return day === null
    ? ''
    : `Recalculated after a removal on ${formatDay(day)}: figures that you saw or printed before that day may differ.`;
}

export function directionSentence({ direction }: Measure): string {
  return {
    neither: 'Neither high nor low is better by itself: ask what the difference pays for.',
    higher: 'Higher is better.',
    lower: 'Lower is better.',
  }[direction];
}

/** What stands in place of a group's peer figures. */
export function withheldSentence(reason: Exclude<Peers['kind'], 'shown'>): string {
  return {
    'too-few':
      `Too few to compare: fewer than ${minimums.figures.authorities} other authorities or fewer than ` +
      `${minimums.figures.services} services.`,
    'would-unmask':
      'Too few to compare: with these figures, those of a group that is too small could be worked out.',
    'not-chosen': 'Not among the peers that you chose.',
  }[reason];
}

export function unavailableSentence(measure: Measure, given: Given): string {
  if (whyUnavailable(measure, given) === 'zero-divisor')
    return 'Not available: it would mean dividing by zero';
  if (measure.family === 'cost') {
    const missing = measure.source.fields.filter((_field, at) => given[measure.needs[at] ?? ''] === null);
    return `Not available: ${missing.join(', ')} empty or excluded`;
  }
  return {
    quality: 'Not available: no grade has been given',
    performance: 'Not available: not in SupportServicePI.csv',
    outcomes: 'Not available: no client with this need in the latest workbooks',
  }[measure.family];
}

/** 42 of 48 unit-weeks …, for a percentage; empty for any other measure. */
export function partsText({ parts }: Measure, given: Given): string {
  if (!parts) return '';
  const [part, whole] = [given[parts.part.column] ?? null, given[parts.whole.column] ?? null];
  return part === null || whole === null ? '' : `${plain(part)} of ${plain(whole)}`;
}

/** A value of an own service; a percentage with what is counted of what: 87.5% (42 of 48). */
export function ownFigure(measure: Measure, value: number, given: Given): string {
  const parts = partsText(measure, given);
  return amount(measure, value) + (parts && ` (${parts})`);
}

/** What the report shows, in a sentence or two. */
export function reportSentence({ measure, choices, groups }: Comparison): string {
  const [only] = groups;
  return choices.groupBy === null && only ? oneGroup(measure, only) : manyGroups(groups);
}

function oneGroup(measure: Measure, { own, peers }: ComparedGroup): string {
  const yours =
    own.median === null
      ? 'You have no service with this figure'
      : `Your median is ${inWords(measure, amount(measure, own.median))}`;
  if (peers.kind !== 'shown') return `${yours}. ${withheldSentence(peers.kind)}`;
  const theirs = inWords(measure, peerAmount(measure, peers.median));
  const middle =
    `The middle half of peers lies between ${peerAmount(measure, peers.lower_quartile)} and ` +
    `${peerAmount(measure, peers.upper_quartile)}.`;
  if (own.median === null) return `${yours}. The peer median is ${theirs}. ${middle}`;
  const isNear = amount(measure, own.median) !== peerAmount(measure, peers.median);
  const side = sideOf(own.median, peers.median);
  return `${yours}, ${side === 'the same as' && isNear ? 'about the same as' : side} the peer median of ${theirs}. ${middle}`;
}

function manyGroups(groups: readonly ComparedGroup[]): string {
  const sides = groups.flatMap(({ own, peers }) =>
    own.median !== null && peers.kind === 'shown' ? [sideOf(own.median, peers.median)] : [],
  );
  const number = (side: string) => sides.filter((one) => one === side).length;
  const compared =
    sides.length === 0
      ? 'In no group can your median be compared with that of peers.'
      : `Of ${formatCount(sides.length, 'group')} that can be compared, your median is above the peer median in ` +
        `${number('above')}, below it in ${number('below')} and the same in ${number('the same as')}.`;
  const withheld = groups.filter(
    ({ peers }) => peers.kind === 'too-few' || peers.kind === 'would-unmask',
  ).length;
  return withheld === 0
    ? compared
    : `${compared} In ${formatCount(withheld, 'group')} there are too few peers to compare.`;
}

/** An own figure is held against peers by their three figures: what reads the same is the same. */
function sideOf(own: number, peers: number): 'above' | 'below' | 'the same as' {
  const rounded = toThreeFigures(own);
  if (rounded === peers) return 'the same as';
  return rounded > peers ? 'above' : 'below';
}

export type Position =
  'lowest quarter' | 'lower middle' | 'at the median' | 'upper middle' | 'highest quarter';

/** Where an own figure stands among the peers' quartiles, as they are shown. */
export function positionOf(own: number, peers: ShownPeers): Position {
  const rounded = toThreeFigures(own);
  if (rounded === peers.median) return 'at the median';
  if (rounded < peers.lower_quartile) return 'lowest quarter';
  if (rounded > peers.upper_quartile) return 'highest quarter';
  return rounded < peers.median ? 'lower middle' : 'upper middle';
}

const positions: readonly Position[] = [
  'lowest quarter',
  'lower middle',
  'at the median',
  'upper middle',
  'highest quarter',
];

/** The same as a number, from 0 for the lowest. */
export function rankOf(own: number, peers: ShownPeers): number {
  return positions.indexOf(positionOf(own, peers));
}

const wholePounds = new Intl.NumberFormat('en-GB', {
  style: 'currency',
  currency: 'GBP',
  maximumFractionDigits: 0,
});

/** A difference in whole pounds, with its sign: +£12,300. */
export function pounds(difference: number): string {
  return `${difference < 0 ? '−' : '+'}${wholePounds.format(Math.abs(difference))}`;
}

/** A difference, with its sign: +£2.10, −0.5%. */
export function signed(measure: Measure, difference: number): string {
  const size = amount(measure, Math.abs(difference));
  if (size === amount(measure, 0)) return 'no change';
  return `${difference > 0 ? '+' : '−'}${size}`;
}

/** Which rule makes a page say so: the position of the own median, and the figures that decide it. */
export function ruleSentence({ measure, choices, groups }: Comparison): string {
  const [only] = groups;
  if (choices.groupBy !== null || !only)
    return 'Rule: in each group your median, to 3 significant figures, is held against the median of peers.';
  const { own, peers } = only;
  if (own.median === null || peers.kind !== 'shown') return '';
  const position = positionOf(own.median, peers);
  const lower = `the lower quartile, ${peerAmount(measure, peers.lower_quartile)}`;
  const median = `the median, ${peerAmount(measure, peers.median)}`;
  const upper = `the upper quartile, ${peerAmount(measure, peers.upper_quartile)}`;
  const rule = {
    'lowest quarter': `it is below ${lower}`,
    'lower middle': `it is not below ${lower}, but below ${median}`,
    'at the median': `to 3 significant figures it is ${median}`,
    'upper middle': `it is above ${median}, but not above ${upper}`,
    'highest quarter': `it is above ${upper}`,
  }[position];
  return `Your median is ${position === 'at the median' ? position : `in the ${position}`} of peers. Rule: ${rule}.`;
}

/** One line a group for the chart's description. */
export function groupSentence(measure: Measure, { label, own, peers }: ComparedGroup): string {
  const yours = own.values.length === 0 ? 'none of yours' : `your median ${amount(measure, own.median)}`;
  return `${label}: ${yours}; ${peersInWords(measure, peers)}.`;
}

function peersInWords(measure: Measure, peers: Peers): string {
  if (peers.kind !== 'shown') return 'peers not shown';
  const between = `${peerAmount(measure, peers.lower_quartile)} to ${peerAmount(measure, peers.upper_quartile)}`;
  return `peer median ${peerAmount(measure, peers.median)}, quartiles ${between}`;
}
