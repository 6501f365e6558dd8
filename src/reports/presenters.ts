import { paths } from '../paths.ts';
import { formatCount, formatDay } from '../web/formatters.ts';
import { pageAsked, pagination } from '../web/pagination.ts';
import type { Page } from '../web/render.ts';
import type { ComparedGroup, ComparedService, Comparison } from './comparison.ts';
import { factsOf, type Choices } from './dimensions.ts';
import type { Measure } from './measures/measure.ts';
import { familyTitles } from './measures/measures.ts';
import type { Link } from './analyses/presenters-analysis.ts';
import { displayedView } from './presenters-displayed.ts';
import { barsDrawing, barsSentence, comparisonDrawing } from './presenters-drawings.ts';
import { periodText } from './presenters-period.ts';
import { filtersView, query, reportAddress } from './presenters-filters.ts';
import * as words from './presenters-words.ts';
import type { Report } from './read-report.ts';

export function reportPage(comparison: Comparison, report: Report): Page {
  const { measure, choices, groups } = comparison;
  const groupLabel = choices.groupBy === null ? 'Group' : factsOf(choices.groupBy).label;
  const addressOf = (changed: Choices) => reportAddress(measure, changed);
  const overviewHref = paths.reports + query(choices);
  const chart = comparisonDrawing(comparison);
  const bars = barsDrawing(comparison);
  return {
    view: 'reports/report',
    frame: { title: measure.name, section: 'reports', backLink: overviewHref },
    page: {
      title: measure.name,
      caption: familyTitles[measure.family],
      definition: `${measure.definition} ${words.directionSentence(measure)}`,
      next: nextStep(comparison),
      notices: report.parsed.notices,
      extract: comparison.extractDate === null ? null : formatDay(comparison.extractDate),
      uploadHref: paths.newUpload,
      sentence: words.reportSentence(comparison),
      rule: words.ruleSentence(comparison),
      recalculated: words.recalculatedSentence(report.recalculatedOn),
      about: aboutRows(comparison),
      minimums: words.minimumsSentence,
      methodHref: paths.comparisons,
      links: [
        { text: 'All measures', href: overviewHref },
        { text: 'Trend over quarters', href: paths.trend(measure.family, measure.slug) + query(choices) },
      ],
      filters: filtersView(report, paths.report(measure.family, measure.slug), addressOf),
      groupLabel,
      isGrouped: choices.groupBy !== null,
      isCounted: measure.parts !== null,
      tableCaption: `${measure.name}, ${measure.unit}: your services beside their peers`,
      groups: groups.map((group) => groupRow(measure, group)),
      dashes: words.dashesSentence(groups),
      chart,
      bars: bars && { chart: bars, sentence: barsSentence(comparison) },
      displayed: displayedView(comparison, report),
      services: servicesView(comparison, report.parsed.page),
      downloads: downloadLinks(comparison, { chart: chart !== null, bars: bars !== null }),
    },
  };
}

/** From all services to groups of like ones; from there to the single services that are far out. */
function nextStep({ measure, choices, extractDate }: Comparison): Link | null {
  if (extractDate === null) return null;
  if (choices.groupBy === null && !choices.filters.clientGroup?.length) {
    const grouped: Choices = { ...choices, groupBy: 'clientGroup' };
    return { text: 'Compare by client group', href: reportAddress(measure, grouped) };
  }
  const href = paths.outliers + query(choices, { family: measure.family });
  return { text: 'See the services furthest from peers', href };
}

function aboutRows(comparison: Comparison): { key: string; value: string }[] {
  const { measure } = comparison;
  const { source, parts } = measure;
  const counted = parts && {
    key: 'Counted',
    value: `${parts.part.name}, of ${parts.whole.name}`,
  };
  return [
    { key: 'What it says', value: measure.definition },
    { key: 'Unit', value: measure.unit },
    { key: 'How it is worked out', value: measure.formula },
    ...(counted ? [counted] : []),
    { key: 'Source', value: `${source.table}: ${source.fields.join(', ')}` },
    { key: 'As of', value: periodText(comparison) },
    { key: 'Which way is better', value: words.directionSentence(measure) },
  ];
}

function groupRow(measure: Measure, { label, own, peers }: ComparedGroup) {
  const shown = (value: number | null) => words.peerAmount(measure, value);
  return {
    label,
    own: [
      ...[String(own.values.length), words.amount(measure, own.mean), words.amount(measure, own.median)],
      ...(measure.parts ? [words.partsText(measure, own.counted) || '–'] : []),
    ],
    withheld: peers.kind === 'shown' ? null : words.withheldSentence(peers.kind),
    peers:
      peers.kind === 'shown'
        ? [
            words.plain(peers.authorities),
            words.plain(peers.services),
            shown(peers.minimum),
            shown(peers.lower_quartile),
            shown(peers.median),
            shown(peers.upper_quartile),
            shown(peers.maximum),
            shown(peers.mean),
            shown(peers.unit_weighted_mean),
          ]
        : [],
  };
}

const PAGE_SIZE = 100;

function servicesView({ measure, choices, services }: Comparison, page: number | 'all') {
  const asked = pageAsked(String(page), PAGE_SIZE, services.length);
  const shown = page === 'all' ? services : services.slice(asked.offset, asked.offset + asked.limit);
  const address = (number: number | 'all') => `${reportAddress(measure, choices, number)}#own-services`;
  const pages = page === 'all' ? null : pagination(asked, services.length, 'Your services', address);
  const missing = services.filter(({ values }) => values[measure.column] === null).length;
  return {
    rows: shown.map((service) => serviceRow(measure, service, choices)),
    partsLabel: measure.parts ? `${measure.parts.part.name}, of ${measure.parts.whole.name}` : null,
    summary:
      `${formatCount(services.length, 'service')} of yours` +
      (missing === 0 ? '.' : `; the figure is not available for ${words.plain(missing)}.`),
    allHref: pages ? address('all') : null,
    pagination: pages,
  };
}

function serviceRow(measure: Measure, service: ComparedService, choices: Choices) {
  const value = service.values[measure.column] ?? null;
  return {
    id: service.serviceId,
    name: service.name,
    href: paths.serviceReport(service.serviceId) + query(choices),
    group: service.group,
    value: value === null ? null : words.amount(measure, value),
    parts: words.partsText(measure, service.given),
    why: value === null ? words.unavailableSentence(measure, service.given) : '',
    percentile: service.percentile === null ? '–' : String(Math.round(service.percentile)),
  };
}

function downloadLinks(
  { measure: { family, slug }, choices, extractDate }: Comparison,
  isDrawn: { chart: boolean; bars: boolean },
): Link[] {
  const chosen = query(choices);
  const own = { text: 'Download your services (CSV)', href: paths.ownServicesCsv(family, slug) + chosen };
  return [
    { text: 'Download the comparison (CSV)', href: paths.reportCsv(family, slug) + chosen },
    ...(extractDate === null ? [] : [own]),
    { text: 'Download all of it with definitions (Excel)', href: paths.reportXlsx(family, slug) + chosen },
    ...(isDrawn.chart
      ? [{ text: 'Download the chart (SVG)', href: paths.reportSvg(family, slug) + chosen }]
      : []),
    ...(isDrawn.bars
      ? [{ text: 'Download the bars (SVG)', href: paths.barsSvg(family, slug) + chosen }]
      : []),
  ];
}
