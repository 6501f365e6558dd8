import { formatCount, formatDay } from '../../web/formatters.ts';
import type { PdfTable } from '../../platform/pdf/table.ts';
import type { Briefing, BriefingMeasure } from './briefing.ts';
import type { ComparedGroup, ComparedService, Comparison } from '../comparison.ts';
import { minimums } from '../disclosure/parts.ts';
import type { Measure } from '../measures/measure.ts';
import * as words from '../presenters-words.ts';

export type Edition = Briefing['edition'];

export interface BriefingGiven {
  edition: Edition;
  /** Each of one chosen measure, by the same choices. */
  comparisons: readonly Comparison[];
  authority: string;
  comparedWith: string;
  /** Filters in force, in words. */
  filters: readonly string[];
  /** YYYY-MM-DD. */
  today: string;
  /** As in a `Report`. */
  recalculatedOn: string | null;
}

/** How many services furthest from the peers' median an internal edition names, for each measure. */
const NAMED = 10;

/**
 * A briefing for a committee, from the same comparisons as the pages. A public edition names no service at all, one's own
 * neither: names can tell where people live who are not to be found.
 */
export function buildBriefing(given: BriefingGiven): Briefing {
  const { edition, comparisons, authority, comparedWith, filters, today, recalculatedOn } = given;
  const extract = comparisons[0]?.extractDate ?? null;
  const scope = filters.length === 0 ? '' : ` Only services of: ${filters.join('; ')}.`;
  return {
    title: 'Supporting People services compared',
    subtitle: extract === null ? 'Peers only: no live extract' : `Extract of ${formatDay(extract)}`,
    edition,
    authority,
    producedOn: formatDay(today),
    introduction: [
      `This briefing sets ${formatCount(comparisons.length, 'measure')} of the housing-related support services of ` +
        `${authority} beside the anonymous services of other authorities. Compared with: ${comparedWith}.${scope}`,
      'A measure’s own figure is the median of the authority’s services: half of them have a lower figure, half a higher one.',
      words.recalculatedSentence(recalculatedOn),
    ].filter((sentence) => sentence !== ''),
    measures: comparisons.map((comparison) => briefingMeasure(comparison, edition)),
    notes: [
      { heading: 'How other authorities are protected', paragraphs: [words.minimumsSentence] },
      {
        heading: 'How the figures are worked out',
        paragraphs: comparisons.map(
          ({ measure }) =>
            `${measure.name} (${measure.unit}): ${measure.formula} Source: ${measure.source.table}, ` +
            `${measure.source.period}. ${words.directionSentence(measure)}`,
        ),
      },
    ],
  };
}

function briefingMeasure(comparison: Comparison, edition: Edition): BriefingMeasure {
  const { measure, groups, choices } = comparison;
  const [only] = groups;
  const isOne = choices.groupBy === null && only !== undefined;
  const sentence = [words.reportSentence(comparison), isOne ? words.ruleSentence(comparison) : '']
    .filter((part) => part !== '')
    .join(' ');
  const named = edition === 'internal' ? [furthest(comparison)] : [];
  return {
    name: measure.name,
    unit: measure.unit,
    definition: measure.definition,
    sentence,
    strip:
      isOne && only.peers.kind === 'shown'
        ? {
            lowerQuartile: only.peers.lower_quartile,
            median: only.peers.median,
            upperQuartile: only.peers.upper_quartile,
            own: only.own.median,
            words: {
              lowerQuartile: words.peerAmount(measure, only.peers.lower_quartile),
              median: words.peerAmount(measure, only.peers.median),
              upperQuartile: words.peerAmount(measure, only.peers.upper_quartile),
              own: words.amount(measure, only.own.median),
            },
            alt: words.groupSentence(measure, only),
          }
        : null,
    tables: [groupsTable(comparison, edition), ...named],
  };
}

function groupsTable({ measure, groups }: Comparison, edition: Edition): PdfTable {
  return {
    caption: `${measure.name}, ${measure.unit}`,
    columns: [
      'Group',
      'Our services',
      'Our median',
      ...(measure.parts ? ['Counted in all'] : []),
      'Peers’ services',
      'Lower quartile',
      'Median',
      'Upper quartile',
    ],
    numeric: [false, true, true, ...(measure.parts ? [true] : []), true, true, true, true],
    rows: groups.map(({ label, own, peers }) => {
      const mine = [
        ...[label, words.plain(own.values.length), words.amount(measure, own.median)],
        ...(measure.parts ? [countedText(measure, own, edition)] : []),
      ];
      if (peers.kind !== 'shown')
        return [...mine, peers.kind === 'not-chosen' ? 'not chosen' : 'too few', '–', '–', '–'];
      const figures = [peers.lower_quartile, peers.median, peers.upper_quartile];
      return [
        ...mine,
        words.plain(peers.services),
        ...figures.map((value) => words.peerAmount(measure, value)),
      ];
    }),
  };
}

/** Of few services the counts are of few people, whom others may know: they are not for the public. */
function countedText(measure: Measure, own: ComparedGroup['own'], edition: Edition): string {
  const isTooFew = edition === 'public' && own.values.length < minimums.figures.services;
  return isTooFew && own.values.length > 0 ? 'not public' : words.partsText(measure, own.counted) || '–';
}

/** Our services furthest from the median of their group's peers, the furthest first. */
function furthest({ measure, groups, services }: Comparison): PdfTable {
  const medians = new Map(
    groups.flatMap(({ label, peers }) => (peers.kind === 'shown' ? [[label, peers.median] as const] : [])),
  );
  const distant = services.flatMap((service) => {
    const value = valueOf(service, measure);
    const median = medians.get(service.group);
    return value === null || median === undefined ? [] : [{ service, value, distance: value - median }];
  });
  return {
    caption: `${measure.name}: our services furthest from the peers’ median`,
    columns: ['Service', 'Service id', 'Group', 'Figure', 'Distance to median'],
    numeric: [false, false, false, true, true],
    rows: distant
      .sort((a, b) => Math.abs(b.distance) - Math.abs(a.distance))
      .slice(0, NAMED)
      .map(({ service, value, distance }) => [
        ...[service.name, service.serviceId, service.group],
        ...[words.ownFigure(measure, value, service.given), words.signed(measure, distance)],
      ]),
  };
}

function valueOf({ values }: ComparedService, { column }: Measure): number | null {
  return values[column] ?? null;
}
