import { formatCount, formatDay } from '../web/formatters.ts';
import type { Comparison, ComparedGroup, Peers } from './comparison.ts';
import { minimums, MOST_OF_A_SUM, toThreeFigures } from './disclosure/disclosure.ts';
import { whyUnavailable, type Given, type Measure } from './measures/measure.ts';
import { amount, inWords, peerAmount, plain } from './presenters-amounts.ts';
import type { ShownPeers } from './benchmark/peers.ts';

export * from './presenters-amounts.ts';

export const minimumsSentence =
  `Figures about peers are shown only for a group with services of at least ${minimums.figures.authorities} other ` +
  `authorities and at least ${minimums.figures.services} services in all, and never where they would let the figures ` +
  `of a smaller group be worked out. Minimum, maximum, single services and percentiles appear from ` +
  `${minimums.spread.services} services of ${minimums.spread.authorities} authorities; a mean where no authority makes ` +
  `up more than ${Math.round(100 * MOST_OF_A_SUM)}% of its sum. Peers’ values are rounded to 3 significant figures.`;

/** Why there are dashes among figures of peers that are shown; empty where there are none. */
export function dashesSentence(groups: readonly ComparedGroup[]): string {
  const shown = groups.flatMap(({ peers }) => (peers.kind === 'shown' ? [peers] : []));
  const spread =
    `no minimum or maximum of fewer than ${minimums.spread.services} services or ${minimums.spread.authorities} ` +
    'authorities';
  const means =
    `no mean of which one authority makes up more than ${Math.round(100 * MOST_OF_A_SUM)}%, and none by units ` +
    'where too few give their units';
  const missing = [
    ...(shown.some(({ minimum }) => minimum === null) ? [spread] : []),
    ...(shown.some(({ mean, unit_weighted_mean: byUnits }) => mean === null || byUnits === null)
      ? [means]
      : []),
  ];
  return missing.length === 0
    ? ''
    : `Where a dash stands among peers’ figures: there is ${missing.join('; ')}; nor any that would let those of a ` +
        'smaller group be worked out.';
}

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
  const middle = middleSentence(measure, peers);
  if (own.median === null) return `${yours}. The peer median is ${theirs}. ${middle}`;
  const isNear = amount(measure, own.median) !== amount(measure, peers.median);
  const side = sideOf(own.median, peers.median);
  return `${yours}, ${side === 'the same as' && isNear ? 'about the same as' : side} the peer median of ${theirs}. ${middle}`;
}

function middleSentence(
  measure: Measure,
  { lower_quartile: lower, upper_quartile: upper }: ShownPeers,
): string {
  return lower === upper
    ? `The middle half of peers is all at ${peerAmount(measure, lower)}.`
    : `The middle half of peers lies between ${peerAmount(measure, lower)} and ${peerAmount(measure, upper)}.`;
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

/** What a page means by it, wherever it has a column of positions. */
export const positionRule =
  'Rule for the position: your figure, to 3 significant figures, is in the lowest quarter when it is below the peers’ ' +
  'lower quartile, in the highest quarter when it is above their upper quartile, and otherwise at their median, or in ' +
  'the lower or upper middle on either side of it.';

/** The same as a number, from 0 for the lowest. */
export function rankOf(own: number, peers: ShownPeers): number {
  return positions.indexOf(positionOf(own, peers));
}

const NO_PEERS_RULE =
  `Rule: nothing is told of peers that are fewer than ${minimums.figures.services} services of ` +
  `${minimums.figures.authorities} other authorities, or whose figures would tell those of so few.`;

/** Which rule makes a page say so: the position of the own median, and the figures that decide it. */
export function ruleSentence({ measure, choices, groups }: Comparison): string {
  const [only] = groups;
  if (choices.groupBy !== null || !only)
    return 'Rule: in each group your median, to 3 significant figures, is held against the median of peers.';
  const { own, peers } = only;
  if (peers.kind !== 'shown') return NO_PEERS_RULE;
  if (own.median === null)
    return 'Rule: a position among peers is that of your median, and there is none without a service that has this figure.';
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
