import { paths } from '../../paths.ts';
import { formatCount, formatDay } from '../../web/formatters.ts';
import type { Page } from '../../web/render.ts';
import type { Choices } from '../dimensions.ts';
import { measuresByFamily } from '../measures/measures.ts';
import {
  analysisPage,
  quartilesCell,
  text,
  type Cell,
  type Link,
  type Section,
} from './presenters-analysis.ts';
import { query } from '../presenters-filters.ts';
import * as words from '../presenters-words.ts';
import type { Report } from '../read-report.ts';
import type { ServiceReport, ServiceRow } from './service-report.ts';

/** How many quarters the history shows until all are asked for: more are wider than a page. */
const QUARTERS = 8;
export type Quarters = 'latest' | 'all';

/** The field of its address that only this page has. */
export function quartersField(quarters: Quarters): { quarters?: Quarters } {
  return quarters === 'all' ? { quarters } : {};
}

export function servicePage(
  report: ServiceReport,
  { choices, comparedWith, parsed, recalculatedOn }: Report,
  quarters: Quarters,
): Page {
  const { service, like, rows, history } = report;
  const [type, group] = [service.at.serviceType, service.at.clientGroup];
  const likeChoices: Choices = { ...choices, filters: like, groupBy: null, show: null };
  const address = (of: Quarters): string =>
    `${paths.serviceReport(service.serviceId)}${query(choices, quartersField(of))}#history`;
  const chosen = query(choices, quartersField(quarters));
  const given = rows.filter(({ value }) => value !== null).length;
  return analysisPage({
    title: service.name,
    caption: `Your service ${service.serviceId}`,
    backLink: paths.reports + query(choices),
    notices: parsed.notices,
    recalculatedOn,
    lead: [
      `${type}, for: ${group}. From your extract of ${formatDay(report.extractDate)}.`,
      `Its peers are services of the same service type and client group. Compared with: ${comparedWith}. ` +
        `Of ${formatCount(rows.length, 'measure')}, ${words.plain(given)} can be worked out for it.`,
      words.positionRule.replace('your figure', 'its figure'),
    ],
    help: {
      summary: 'How to read these tables',
      sentences: [
        'Peers’ quartiles: the bar holds the middle half of them, white below their median and grey above it; its ends ' +
          'are the figures below it. Its lines reach on for one and a half times its length. The diamond is this service.',
        'Percentile: percent of peers with a lower figure. It may be low for a service at the median, where many ' +
          'peers have the same figure.',
      ],
    },
    next: {
      text: 'See all your services of this type and client group',
      href: paths.reports + query(likeChoices),
    },
    sections: [
      ...measuresByFamily.map(({ family, title, measures }) =>
        familySection(
          family,
          title,
          rows.filter(({ measure }) => measures.includes(measure)),
          { report, choices: likeChoices },
        ),
      ),
      historySection(rows, { history, quarters, address }),
    ],
    downloads: [
      { text: 'Download the measures (CSV)', href: paths.serviceCsv(service.serviceId) + chosen },
      {
        text: 'Download all of it with the whole history and definitions (Excel)',
        href: paths.serviceXlsx(service.serviceId) + chosen,
      },
    ],
  });
}

function familySection(
  id: string,
  heading: string,
  rows: readonly ServiceRow[],
  given: { report: ServiceReport; choices: Choices },
): Section {
  const there = rows.filter(({ value, measure }) => value !== null || measure.family === 'cost');
  const missing = rows.filter((row) => !there.includes(row));
  return {
    id,
    heading,
    text: whyMissing(missing, given.report),
    caption: `${heading}: this service beside its peers`,
    columns: [
      { text: 'Measure' },
      { text: 'This service', numeric: true },
      { text: 'Peers’ median', numeric: true },
      { text: 'Peers’ quartiles', unbroken: true },
      { text: 'Position' },
      { text: 'Percentile', numeric: true },
      { text: 'Peers’ services', numeric: true },
    ],
    rows: there.map((row) => cells(row, given)),
  };
}

/** A sentence for each reason, with the measures that it holds for: rows of their own would be mostly empty. */
function whyMissing(rows: readonly ServiceRow[], { service }: ServiceReport): string[] {
  const byReason = new Map<string, string[]>();
  for (const { measure } of rows) {
    const reason = words.unavailableSentence(measure, service.given);
    byReason.set(reason, [...(byReason.get(reason) ?? []), measure.name]);
  }
  return [...byReason].map(([reason, names]) => `${reason} (${names.join('; ')}).`);
}

function cells(
  { measure, value, peers, percentile }: ServiceRow,
  { report: { service }, choices }: { report: ServiceReport; choices: Choices },
): Cell[] {
  const href = paths.report(measure.family, measure.slug) + query(choices);
  const name = { links: [{ text: measure.name, href, after: `, ${measure.unit}` }] };
  if (value === null) return [name, { text: words.unavailableSentence(measure, service.given), span: 6 }];
  const own = words.ownFigure(measure, value, service.given);
  if (peers.kind !== 'shown') return [name, text(own), { text: words.withheldSentence(peers.kind), span: 5 }];
  return [
    name,
    text(own),
    text(words.peerAmount(measure, peers.median)),
    quartilesCell(measure, value, peers),
    text(words.positionOf(value, peers)),
    text(percentile === null ? '–' : String(Math.round(percentile))),
    text(words.plain(peers.services)),
  ];
}

/** Measures by quarters, the latest first; those that the service never had are left out. */
function historySection(
  rows: readonly ServiceRow[],
  given: { history: ServiceReport['history']; quarters: Quarters; address: (of: Quarters) => string },
): Section {
  const history = given.quarters === 'all' ? given.history : given.history.slice(0, QUARTERS);
  const had = rows.filter(({ measure }) => history.some(({ values }) => values[measure.column] !== null));
  return {
    id: 'history',
    heading: 'History',
    text: [
      history.length < 2
        ? 'Figures of earlier quarters appear here once there are some.'
        : 'A dash: the figure was not available in that quarter.',
    ],
    links: otherQuarters(given),
    caption: 'What this service gave in each quarter, the latest first',
    columns: [
      { text: 'Measure' },
      ...history.map(({ quarter }) => ({ text: `Quarter to ${formatDay(quarter)}`, numeric: true })),
    ],
    rows: had.map(({ measure }) => [
      text(`${measure.name}, ${measure.unit}`),
      ...history.map(({ values, given }) => {
        const value = values[measure.column] ?? null;
        return text(value === null ? '–' : words.ownFigure(measure, value, given));
      }),
    ]),
  };
}

/** From the latest quarters to all of them and back; nothing where all are seen anyway. */
function otherQuarters({
  history,
  quarters,
  address,
}: {
  history: ServiceReport['history'];
  quarters: Quarters;
  address: (of: Quarters) => string;
}): Link[] {
  if (history.length <= QUARTERS) return [];
  return quarters === 'all'
    ? [{ text: `Show the latest ${QUARTERS} quarters`, href: address('latest') }]
    : [{ text: `Show all ${history.length} quarters`, href: address('all') }];
}
