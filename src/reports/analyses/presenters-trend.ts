import { paths } from '../../paths.ts';
import { formatDay } from '../../web/formatters.ts';
import type { Page } from '../../web/render.ts';
import type { Drawing } from '../charts/drawing.ts';
import { trendChart, type TrendChart } from '../charts/trend.ts';
import type { Choices } from '../dimensions.ts';
import { familyTitles } from '../measures/measures.ts';
import { analysisPage, text, type Cell } from './presenters-analysis.ts';
import { filtersView, query, reportAddress } from '../presenters-filters.ts';
import * as words from '../presenters-words.ts';
import type { Report } from '../read-report.ts';
import type { Trend, TrendPoint } from './trend.ts';

export function trendPage(trend: Trend, report: Report): Page {
  const { measure, choices, points } = trend;
  const { family, slug } = measure;
  const address = (changed: Choices) => paths.trend(family, slug) + query(changed);
  const chart = trendDrawing(trend);
  const xlsx = {
    text: 'Download the trend with definitions (Excel)',
    href: paths.trendXlsx(family, slug) + query(choices),
  };
  const svg = { text: 'Download the chart (SVG)', href: paths.trendSvg(family, slug) + query(choices) };
  return analysisPage({
    title: `${measure.name}: trend`,
    caption: familyTitles[family],
    backLink: reportAddress(measure, choices),
    notices: report.parsed.notices,
    recalculatedOn: report.recalculatedOn,
    lead: [trendSentence(trend), `${measure.definition} Compared with: ${report.comparedWith}.`],
    next: {
      text: 'See your services in this measure',
      href: `${reportAddress(measure, choices)}#comparison`,
    },
    filters: filtersView(report, paths.trend(family, slug), address, { grouped: false }),
    chart,
    sections: [
      {
        id: 'quarters',
        heading: 'Quarter by quarter',
        text: points.length === 0 ? ['No authority has a live extract yet.'] : [],
        caption: `${measure.name}, ${measure.unit}: your median and the peers’ quartiles, the latest first`,
        columns: [
          { text: 'Quarter to' },
          { text: 'Your services', numeric: true },
          { text: 'Your median', numeric: true },
          ...(measure.parts ? [{ text: 'Counted in all', numeric: true }] : []),
          { text: 'Peers’ lower quartile', numeric: true },
          { text: 'Peers’ median', numeric: true },
          { text: 'Peers’ upper quartile', numeric: true },
          { text: 'Peers’ services', numeric: true },
        ],
        rows: [...points].reverse().map((point) => cells(trend, point)),
      },
    ],
    downloads: [
      { text: 'Download the trend (CSV)', href: paths.trendCsv(family, slug) + query(choices) },
      xlsx,
      ...(chart ? [svg] : []),
    ],
  });
}

function cells({ measure }: Trend, { quarter, own, peers }: TrendPoint): Cell[] {
  const mine = [
    text(formatDay(quarter)),
    text(words.plain(own.services)),
    text(words.amount(measure, own.median)),
    ...(measure.parts ? [text(words.partsText(measure, own.counted) || '–')] : []),
  ];
  if (peers.kind !== 'shown') return [...mine, { text: words.withheldSentence(peers.kind), span: 4 }];
  const { lower_quartile, median, upper_quartile, services } = peers;
  const figures = [lower_quartile, median, upper_quartile].map((value) =>
    text(words.peerAmount(measure, value)),
  );
  return [...mine, ...figures, text(words.plain(services))];
}

/** What has changed from the first quarter to the last of those that both have, and the rule behind the words. */
export function trendSentence({ measure, points }: Trend): string {
  const compared = points.flatMap(({ quarter, own, peers }) =>
    own.median !== null && peers.kind === 'shown' ? [{ quarter, own: own.median, peers: peers.median }] : [],
  );
  const [first, last] = [compared[0], compared.at(-1)];
  if (!first || !last || first === last)
    return 'There are not yet two quarters in which your services can be compared with peers.';
  const moved = (from: number, to: number, show: (value: number) => string) =>
    show(from) === show(to)
      ? `stayed at ${show(to)}`
      : `${to > from ? 'rose' : 'fell'} from ${show(from)} to ${show(to)}`;
  const gap = Math.abs(last.own - last.peers) - Math.abs(first.own - first.peers);
  const isSame = words.signed(measure, gap) === words.signed(measure, 0);
  const distance = isSame ? 'has not changed' : gap < 0 ? 'has narrowed' : 'has widened';
  return (
    `Between the quarters to ${formatDay(first.quarter)} and ${formatDay(last.quarter)} your median ` +
    `${moved(first.own, last.own, (value) => words.amount(measure, value))}, that of peers ` +
    `${moved(first.peers, last.peers, (value) => words.peerAmount(measure, value))}. The distance between them ` +
    `${distance}. Rule: the first and the last quarter that have both figures.`
  );
}

export function trendDrawing(trend: Trend): Drawing<TrendChart> | null {
  const { measure, points } = trend;
  const geometry = trendChart(
    points.map(({ quarter, own, peers }) => ({
      day: quarter,
      label: shortDay(quarter),
      own: own.median,
      peers:
        peers.kind === 'shown'
          ? {
              lowerQuartile: peers.lower_quartile,
              median: peers.median,
              upperQuartile: peers.upper_quartile,
            }
          : null,
    })),
    words.tickText(measure),
  );
  return (
    geometry && {
      ...geometry,
      id: 'trend',
      title: `${measure.name}, ${measure.unit}, over quarters`,
      description: trendSentence(trend),
    }
  );
}

const month = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** Mar 2009 */
function shortDay(day: string): string {
  return month.format(new Date(`${day}T00:00:00Z`));
}
