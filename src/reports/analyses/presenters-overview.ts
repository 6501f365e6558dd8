import { paths } from '../../paths.ts';
import { formatCount, formatDay } from '../../web/formatters.ts';
import type { Page } from '../../web/render.ts';
import type { Choices } from '../dimensions.ts';
import { measuresByFamily } from '../measures/measures.ts';
import type { Overview, OverviewRow } from './overview.ts';
import {
  analysisPage,
  quartilesCell,
  text,
  type Cell,
  type Column,
  type Section,
} from './presenters-analysis.ts';
import { filtersView, query } from '../presenters-filters.ts';
import * as words from '../presenters-words.ts';
import type { Report } from '../read-report.ts';

export const overviewSorts = ['measure', 'own', 'peers', 'position', 'change'] as const;
export type OverviewSort = (typeof overviewSorts)[number];

/** Which column, and whether from the highest down. */
export interface Sorting {
  by: OverviewSort;
  descending: boolean;
}

const NO_EXTRACT =
  'Your authority has no live extract, so the reports show peers only. To see your own services beside them, upload ' +
  'the ZIP file that your Supporting People Local System makes each quarter.';

export function overviewPage(overview: Overview, report: Report, sorting: Sorting): Page {
  const { extractDate, choices, rows } = overview;
  const sort = sortFields(sorting);
  const address = (changed: Choices) => paths.reports + query(changed, sort);
  return analysisPage({
    title: 'Reports',
    notices: report.parsed.notices,
    missing: extractDate === null ? NO_EXTRACT : null,
    lead: [...standing(overview, report.comparedWith), ...(extractDate === null ? [] : [words.positionRule])],
    recalculatedOn: report.recalculatedOn,
    help: { summary: 'How to read these tables', sentences: howToRead(overview) },
    next:
      extractDate === null
        ? null
        : { text: 'See the services furthest from peers', href: paths.outliers + query(choices) },
    links: [
      { text: 'Value for money', href: paths.valueForMoney + query(choices) },
      { text: 'Briefing for committee (PDF)', href: paths.briefing + query(choices) },
      { text: 'Comparison groups', href: paths.peerGroups },
    ],
    filters: filtersView(report, paths.reports, address, { grouped: false, others: sort }),
    sections: measuresByFamily.map(({ family, title, measures }): Section => ({
      id: family,
      heading: title,
      text: [],
      caption: `${title}: your figures beside those of your peers`,
      columns: columns(choices, sorting),
      rows: sorted(
        rows.filter(({ measure }) => measures.includes(measure)),
        sorting,
      ).map((row) => cells(row, choices, extractDate !== null)),
    })),
    downloads: [
      { text: 'Download the overview (CSV)', href: paths.overviewCsv + query(choices, sort) },
      { text: 'Download the overview (Excel)', href: paths.overviewXlsx + query(choices, sort) },
    ],
  });
}

/** Where the own figures stand in all, and what is withheld. */
function standing({ extractDate, rows }: Overview, comparedWith: string): string[] {
  const whose =
    extractDate === null
      ? `All measures of your peers. Compared with: ${comparedWith}.`
      : `Your extract of ${formatDay(extractDate)} beside your peers. Compared with: ${comparedWith}.`;
  const at = rows.flatMap(({ own, peers }) =>
    own === null || peers.kind !== 'shown' ? [] : [words.positionOf(own, peers)],
  );
  const compared = at.length === 0 ? [] : [outerQuarters(at)];
  const withheld = rows.filter(({ peers }) => peers.kind !== 'shown').length;
  const why =
    withheld === 0
      ? []
      : [
          `In ${formatCount(withheld, 'measure')} the figures of peers are withheld, because there are too few of them ` +
            'or because the figures of a smaller group could be worked out. The end of this page says how few are too few.',
        ];
  return [whose, [...compared, ...why].join(' ')].filter((sentence) => sentence !== '');
}

function outerQuarters(positions: readonly words.Position[]): string {
  const number = (wanted: words.Position) => positions.filter((position) => position === wanted).length;
  const [lowest, highest] = [number('lowest quarter'), number('highest quarter')];
  const measures = formatCount(positions.length, 'measure');
  return lowest + highest === 0
    ? `In each of ${measures} that can be compared, your figure is in the middle half of peers.`
    : `Of ${measures} that can be compared, your figure is in the lowest quarter of peers in ${words.plain(lowest)} and ` +
        `in the highest quarter in ${words.plain(highest)}.`;
}

function howToRead({ extractDate, earlierDate }: Overview): string[] {
  const strips =
    'Peers’ quartiles: the bar holds the middle half of their services, white below their median and grey above it; ' +
    'its ends are the figures below it. Its lines reach on for one and a half times its length.';
  if (extractDate === null) return [strips];
  return [
    'Yours: the median of your services that have a figure, and how many these are; of a percentage, what is counted of ' +
      'what in all of them together too.',
    `${strips} The diamond is your figure.`,
    earlierDate === null
      ? 'Change: since your extract of an earlier quarter. There is none yet.'
      : `Change: since your extract of ${formatDay(earlierDate)}.`,
    'Driven by: your services furthest from the peers’ median, on the side on which your figure lies.',
  ];
}

function columns(choices: Choices, sorting: Sorting): Column[] {
  const sortable = (by: OverviewSort, label: string, numeric = true): Column => {
    const isSorted = sorting.by === by;
    const descending = isSorted ? !sorting.descending : by !== 'measure';
    const order = sorting.descending ? ('descending' as const) : ('ascending' as const);
    return {
      text: label,
      numeric,
      href: paths.reports + query(choices, sortFields({ by, descending })),
      ...(isSorted ? { sorted: order } : {}),
    };
  };
  return [
    sortable('measure', 'Measure', false),
    sortable('own', 'Yours (services)'),
    sortable('peers', 'Peers’ median'),
    { text: 'Peers’ quartiles', unbroken: true },
    sortable('position', 'Position', false),
    sortable('change', 'Change'),
    { text: 'Driven by', wide: true },
  ];
}

/** What an address says of the order; nothing of the one that it has by itself. */
export function sortFields({ by, descending }: Sorting): { sort?: string } {
  return by === 'measure' && !descending ? {} : { sort: `${descending ? '-' : ''}${by}` };
}

function cells(
  { measure, own, counted, earlier, peers, drivers, services }: OverviewRow,
  choices: Choices,
  isLive: boolean,
): Cell[] {
  const href = paths.report(measure.family, measure.slug) + query(choices);
  const name = { links: [{ text: measure.name, href, after: `, ${measure.unit}` }] };
  const change = own === null || earlier === null ? '–' : words.signed(measure, own - earlier);
  const position = own === null || peers.kind !== 'shown' ? null : words.positionOf(own, peers);
  return [
    name,
    text(
      own === null
        ? '–'
        : `${words.amount(measure, own)} (${words.plain(services)})${after(words.partsText(measure, counted))}`,
    ),
    text(peers.kind === 'shown' ? words.peerAmount(measure, peers.median) : '–'),
    quartilesCell(measure, own, peers),
    text(position ?? noPosition(peers, isLive)),
    text(change),
    {
      links: (position === null || position === 'at the median' ? [] : drivers).map(
        ({ serviceId, name: service, value, given }) => ({
          text: service,
          href: paths.serviceReport(serviceId) + query(choices),
          after: ` (${words.amount(measure, value)}${after(words.partsText(measure, given))})`,
        }),
      ),
    },
  ];
}

function after(parts: string): string {
  return parts && `, ${parts}`;
}

function noPosition({ kind }: OverviewRow['peers'], isLive: boolean): string {
  if (kind !== 'shown') return 'Too few to compare';
  return isLive ? 'None of your services has this figure' : '–';
}

/** The rows in the order of the page, family by family. */
export function inOrder(overview: Overview, sorting: Sorting): Overview {
  const rows = measuresByFamily.flatMap(({ measures }) =>
    sorted(
      overview.rows.filter(({ measure }) => measures.includes(measure)),
      sorting,
    ),
  );
  return { ...overview, rows };
}

/** Rows without the figure come last, whichever way round. */
export function sorted(rows: readonly OverviewRow[], { by, descending }: Sorting): OverviewRow[] {
  const keyOf: Record<OverviewSort, (row: OverviewRow, index: number) => number | null> = {
    measure: (_row, index) => index,
    own: ({ own }) => own,
    peers: ({ peers }) => (peers.kind === 'shown' ? peers.median : null),
    position: ({ own, peers }) => (own === null || peers.kind !== 'shown' ? null : words.rankOf(own, peers)),
    change: ({ own, earlier }) => (own === null || earlier === null ? null : own - earlier),
  };
  const sign = descending ? -1 : 1;
  return rows
    .map((row, index) => ({ row, key: keyOf[by](row, index) }))
    .sort((a, b) =>
      a.key === null || b.key === null
        ? Number(a.key === null) - Number(b.key === null)
        : (a.key - b.key) * sign,
    )
    .map(({ row }) => row);
}
