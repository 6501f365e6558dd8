import { groupBars, type BarChart } from './charts/bars.ts';
import { boxAndDotChart, type Chart } from './charts/box-and-dots.ts';
import type { Drawing } from './charts/drawing.ts';
import type { ComparedGroup, Comparison, Peers } from './comparison.ts';
import * as words from './presenters-words.ts';

/** Boxes and dots of the groups; null where there is nothing to draw. */
export function comparisonDrawing({ measure, groups }: Comparison): Drawing<Chart> | null {
  const geometry = boxAndDotChart(
    groups.map(({ label, own, peers, displayed }) => ({
      label,
      own: own.values,
      ownMedian: own.median,
      peers:
        peers.kind === 'shown'
          ? {
              lowerQuartile: peers.lower_quartile,
              median: peers.median,
              upperQuartile: peers.upper_quartile,
              minimum: peers.minimum,
              maximum: peers.maximum,
              dots: displayed?.kind === 'shown' ? displayed.values : null,
            }
          : null,
    })),
    words.tickText(measure),
  );
  return (
    geometry && {
      ...geometry,
      id: 'chart',
      title: `${measure.name}, ${measure.unit}, by group`,
      description: groups.map((group) => words.groupSentence(measure, group)).join(' '),
    }
  );
}

/** The two medians of each group as bars; null where the report has no groups, or none of them a figure. */
export function barsDrawing(comparison: Comparison): Drawing<BarChart> | null {
  const { measure, choices, groups } = comparison;
  if (choices.groupBy === null) return null;
  const geometry = groupBars(
    groups.map(({ label, own, peers }) => ({ label, own: own.median, peers: medianOf(peers) })),
    (value, whose) => (whose === 'own' ? words.amount(measure, value) : words.peerAmount(measure, value)),
  );
  return (
    geometry && {
      ...geometry,
      id: 'bars',
      title: `${measure.name}, ${measure.unit}: medians by group`,
      description: `${barsSentence(comparison)} ${groups.map((group) => mediansOf(comparison, group)).join(' ')}`,
    }
  );
}

/** What the bars show, and the rule that made it say so: the group whose two bars differ the most. */
export function barsSentence({ measure, groups }: Comparison): string {
  const [furthest] = groups
    .flatMap(({ label, own, peers }) => {
      const theirs = medianOf(peers);
      return own.median === null || theirs === null ? [] : [{ label, own: own.median, theirs }];
    })
    .sort((a, b) => Math.abs(b.own - b.theirs) - Math.abs(a.own - a.theirs));
  if (!furthest) return 'No group has both bars. Rule: a bar is drawn where there is a median to show.';
  const { label, own, theirs } = furthest;
  return (
    `The two bars differ most in: ${label}. Your median there is ${words.amount(measure, own)}, that of peers ` +
    `${words.peerAmount(measure, theirs)}. Rule: of the groups that have both, the one with the largest difference.`
  );
}

function medianOf(peers: Peers): number | null {
  return peers.kind === 'shown' ? peers.median : null;
}

function mediansOf({ measure }: Comparison, { label, own, peers }: ComparedGroup): string {
  const theirs = medianOf(peers);
  const mine = own.median === null ? 'none of yours' : `yours ${words.amount(measure, own.median)}`;
  return `${label}: ${mine}, peers ${theirs === null ? 'not shown' : words.peerAmount(measure, theirs)}.`;
}
