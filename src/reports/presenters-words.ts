import { formatCount } from '../web/formatters.ts';
import type { Comparison, ComparedGroup, Peers, Withheld } from './comparison.ts';
import { MINIMUM_AUTHORITIES, MINIMUM_SERVICES } from './disclosure.ts';
import { fieldNames, whyUnavailable, type GivenValues, type Measure } from './measures.ts';

const isMoney = (measure: Measure) => measure.unit.startsWith('pounds');

/** To make a format takes a hundred times as long as to use it, and a page uses it hundreds of times. */
const amountFormats = new Map<Measure, Intl.NumberFormat>();
const wholeNumbers = new Intl.NumberFormat('en-GB');
const tickFormat = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 1 });

/** A value of the measure without the words of its unit: £1,234.50, or 12.25. */
export function amount(measure: Measure, value: number | null): string {
  if (value === null) return '–';
  let format = amountFormats.get(measure);
  if (!format) {
    format = new Intl.NumberFormat('en-GB', {
      ...(isMoney(measure) ? { style: 'currency', currency: 'GBP' } : {}),
      minimumFractionDigits: measure.decimals,
      maximumFractionDigits: measure.decimals,
    });
    amountFormats.set(measure, format);
  }
  return format.format(value);
}

/** The same for a sentence: £1,234.50 a week, 12.25 hours a week. */
export function amountWithUnit(measure: Measure, value: number | null): string {
  return `${amount(measure, value)} ${measure.unit.replace(/^pounds /, '')}`;
}

export function tickText(measure: Measure): (value: number) => string {
  return (value) => `${isMoney(measure) ? '£' : ''}${tickFormat.format(value)}`;
}

/** 1,234 */
export function plain(number: number): string {
  return wholeNumbers.format(number);
}

export const minimumsSentence =
  `Figures about peers are shown only for a group with services of at least ${MINIMUM_AUTHORITIES} other ` +
  `authorities and at least ${MINIMUM_SERVICES} services in all, and never where they would let the figures of ` +
  'a smaller group be worked out.';

export const directionSentence =
  'Neither high nor low is better by itself: ask what the difference pays for.';

/** What stands in place of a group's peer figures. */
export function withheldSentence(reason: Withheld['kind']): string {
  return {
    'too-few':
      `Too few to compare: fewer than ${MINIMUM_AUTHORITIES} other authorities or fewer than ` +
      `${MINIMUM_SERVICES} services.`,
    'would-unmask':
      'Too few to compare: with these figures, those of a group that is too small could be worked out.',
    'not-chosen': 'Not among the peers that you chose.',
  }[reason];
}

export function unavailableSentence(measure: Measure, given: GivenValues): string {
  const missing = measure.needs.filter((key) => given[key] === null).map((key) => fieldNames[key]);
  return {
    'no-value': `Not available: ${missing.join(', ')} empty or excluded`,
    'zero-divisor': 'Not available: it would mean dividing by zero',
  }[whyUnavailable(measure, given)];
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
      : `Your median is ${amountWithUnit(measure, own.median)}`;
  if (peers.kind !== 'shown') return `${yours}. ${withheldSentence(peers.kind)}`;
  const theirs = `the peer median of ${amountWithUnit(measure, peers.median)}`;
  const middle =
    `The middle half of peers lies between ${amount(measure, peers.lower_quartile)} and ` +
    `${amount(measure, peers.upper_quartile)}.`;
  if (own.median === null) {
    return `${yours}. The peer median is ${amountWithUnit(measure, peers.median)}. ${middle}`;
  }
  return `${yours}, ${positionOf(own.median, peers.median)} ${theirs}. ${middle}`;
}

function manyGroups(groups: readonly ComparedGroup[]): string {
  const positions = groups.flatMap(({ own, peers }) =>
    own.median !== null && peers.kind === 'shown' ? [positionOf(own.median, peers.median)] : [],
  );
  const number = (position: string) => positions.filter((one) => one === position).length;
  const compared =
    positions.length === 0
      ? 'In no group can your median be compared with that of peers.'
      : `Of ${formatCount(positions.length, 'group')} that can be compared, your median is above the peer median in ` +
        `${number('above')}, below it in ${number('below')} and the same in ${number('the same as')}.`;
  const withheld = groups.filter(
    ({ peers }) => peers.kind === 'too-few' || peers.kind === 'would-unmask',
  ).length;
  return withheld === 0
    ? compared
    : `${compared} In ${formatCount(withheld, 'group')} there are too few peers to compare.`;
}

function positionOf(own: number, peers: number): 'above' | 'below' | 'the same as' {
  if (own === peers) return 'the same as';
  return own > peers ? 'above' : 'below';
}

/** One line a group for the chart's description. */
export function groupSentence(measure: Measure, { label, own, peers }: ComparedGroup): string {
  const yours = own.values.length === 0 ? 'none of yours' : `your median ${amount(measure, own.median)}`;
  return `${label}: ${yours}; ${peersInWords(measure, peers)}.`;
}

function peersInWords(measure: Measure, peers: Peers): string {
  if (peers.kind !== 'shown') return 'peers not shown';
  const between = `${amount(measure, peers.lower_quartile)} to ${amount(measure, peers.upper_quartile)}`;
  return `peer median ${amount(measure, peers.median)}, quartiles ${between}`;
}
