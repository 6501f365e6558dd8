import { formatCount } from '../web/formatters.ts';
import type { Comparison, Peers } from './comparison.ts';
import { peersLabel } from './comparison-groups/peer-groups.ts';
import { minimums } from './disclosure/parts.ts';
import type { Measure } from './measures/measure.ts';
import * as words from './presenters-words.ts';
import type { Report } from './read-report.ts';

/** The display group beside the chart: what became of the wish to see its services, and its figures; null without one. */
export function displayedView({ measure, groups }: Comparison, report: Report) {
  const whose = displayedName(report);
  if (whose === null) return null;
  const rows = groups.flatMap(({ label, displayed }) => (displayed ? [{ label, displayed }] : []));
  const drawn = rows.filter(({ displayed }) => displayed.kind === 'shown' && displayed.values !== null);
  return {
    sentence: displayedSentence(whose, { groups: rows.length, without: rows.length - drawn.length }),
    caption: `${measure.name}, ${measure.unit}: the services of ${whose}`,
    rows: rows.map(({ label, displayed }) => ({ label, ...figuresOf(measure, displayed) })),
  };
}

/** The display group in words; null where none was chosen. */
export function displayedName({ choices: { show }, groups: { own, saved } }: Report): string | null {
  return show && peersLabel(show, own, saved);
}

function displayedSentence(whose: string, { groups, without }: { groups: number; without: number }): string {
  if (without === 0) return `The circles are single services of: ${whose}.`;
  const why =
    `A group needs ${words.plain(minimums.spread.services)} services of ` +
    `${words.plain(minimums.spread.authorities)} authorities for that, and may not let those of a smaller one be told.`;
  return without === groups
    ? `Single services are not drawn of: ${whose}. ${why}`
    : `The circles are single services of: ${whose}. In ${formatCount(without, 'group')} there are none. ${why}`;
}

function figuresOf(measure: Measure, peers: Peers): { withheld: string | null; figures: string[] } {
  if (peers.kind !== 'shown') return { withheld: words.withheldSentence(peers.kind), figures: [] };
  const { minimum, lower_quartile, median, upper_quartile, maximum } = peers;
  const values = [minimum, lower_quartile, median, upper_quartile, maximum];
  return {
    withheld: null,
    figures: [
      ...[words.plain(peers.authorities), words.plain(peers.services)],
      ...values.map((value) => words.peerAmount(measure, value)),
    ],
  };
}
