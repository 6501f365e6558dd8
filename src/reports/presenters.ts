import { paths } from '../paths.ts';
import { formatCount, formatDay } from '../web/formatters.ts';
import { pageAsked, pagination } from '../web/pagination.ts';
import type { Page } from '../web/render.ts';
import { boxAndDotChart } from './chart.ts';
import type { ComparedGroup, ComparedService, Comparison } from './comparison.ts';
import { factsOf, type Places } from './dimensions.ts';
import type { ParsedChoices } from './forms.ts';
import { fieldNames, measures, type Measure } from './measures.ts';
import { filtersView, query, reportAddress } from './presenters-filters.ts';
import * as words from './presenters-words.ts';

export interface IndexGiven {
  extractDate: string | null;
  /** Null where there are too few others to say how many. */
  peers: { authorities: number; services: number } | null;
}

export function indexPage({ extractDate, peers }: IndexGiven): Page {
  return {
    view: 'reports/index',
    frame: { title: 'Reports', section: 'reports' },
    page: {
      extract: extractDate === null ? null : `Your live extract is of ${formatDay(extractDate)}.`,
      uploadHref: paths.newUpload,
      peers:
        peers === null
          ? 'There are too few other authorities with a live extract to compare with as yet.'
          : `Your peers now are ${formatCount(peers.services, 'service')} of ` +
            `${formatCount(peers.authorities, 'other authority', 'other authorities')}.`,
      minimums: words.minimumsSentence,
      measures: measures.map((measure) => ({
        title: measure.name,
        text: `${measure.definition} In ${measure.unit}.`,
        href: paths.report(measure.family, measure.slug),
      })),
    },
  };
}

export function reportPage(comparison: Comparison, parsed: ParsedChoices, places: Places): Page {
  const { measure, choices, groups } = comparison;
  const groupLabel = choices.groupBy === null ? 'Group' : factsOf(choices.groupBy).label;
  return {
    view: 'reports/report',
    frame: { title: measure.name, section: 'reports', backLink: paths.reports },
    page: {
      title: measure.name,
      notices: parsed.notices,
      extract: comparison.extractDate === null ? null : formatDay(comparison.extractDate),
      uploadHref: paths.newUpload,
      sentence: words.reportSentence(comparison),
      about: aboutRows(measure),
      minimums: words.minimumsSentence,
      filters: filtersView(measure, choices, places),
      groupLabel,
      caption: `${measure.name}, ${measure.unit}: your services beside their peers`,
      groups: groups.map((group) => groupRow(measure, group)),
      chart: chartView(comparison),
      services: servicesView(comparison, parsed.page),
      downloads: downloadLinks(comparison),
    },
  };
}

function aboutRows(measure: Measure): { key: string; value: string }[] {
  return [
    { key: 'What it says', value: measure.definition },
    { key: 'Unit', value: measure.unit },
    { key: 'How it is worked out', value: measure.formula },
    { key: 'Fields of the extract', value: measure.needs.map((key) => fieldNames[key]).join(', ') },
    { key: 'Which way is better', value: words.directionSentence },
  ];
}

function groupRow(measure: Measure, { label, own, peers }: ComparedGroup) {
  const shown = (value: number | null) => words.amount(measure, value);
  return {
    label,
    own: [String(own.values.length), shown(own.mean), shown(own.median)],
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

function chartView({ measure, groups }: Comparison) {
  const geometry = boxAndDotChart(
    groups.map(({ label, own, peers }) => ({
      label,
      own: own.values,
      ownMedian: own.median,
      peers:
        peers.kind === 'shown'
          ? { ...peers, lowerQuartile: peers.lower_quartile, upperQuartile: peers.upper_quartile }
          : null,
    })),
    words.tickText(measure),
  );
  return (
    geometry && {
      ...geometry,
      title: `${measure.name}, ${measure.unit}, by group`,
      description: groups.map((group) => words.groupSentence(measure, group)).join(' '),
    }
  );
}

const PAGE_SIZE = 100;

function servicesView({ measure, choices, services }: Comparison, page: number | 'all') {
  const asked = pageAsked(String(page), PAGE_SIZE, services.length);
  const shown = page === 'all' ? services : services.slice(asked.offset, asked.offset + asked.limit);
  const address = (number: number | 'all') => `${reportAddress(measure, choices, number)}#own-services`;
  const pages = page === 'all' ? null : pagination(asked, services.length, 'Your services', address);
  const missing = services.filter(({ value }) => value === null).length;
  return {
    rows: shown.map((service) => serviceRow(measure, service)),
    summary:
      `${formatCount(services.length, 'service')} of yours` +
      (missing === 0 ? '.' : `; the figure is not available for ${words.plain(missing)}.`),
    allHref: pages ? address('all') : null,
    pagination: pages,
  };
}

function serviceRow(measure: Measure, service: ComparedService) {
  return {
    id: service.serviceId,
    name: service.name,
    group: service.group,
    value: service.value === null ? null : words.amount(measure, service.value),
    why: service.value === null ? words.unavailableSentence(measure, service.given) : '',
    percentile: service.percentile === null ? '–' : String(Math.round(service.percentile)),
  };
}

function downloadLinks({ measure, choices, extractDate }: Comparison) {
  const chosen = query(choices);
  const groups = {
    text: 'Download the comparison (CSV)',
    href: paths.reportCsv(measure.family, measure.slug) + chosen,
  };
  const services = {
    text: 'Download your services (CSV)',
    href: paths.ownServicesCsv(measure.family, measure.slug) + chosen,
  };
  return extractDate === null ? [groups] : [groups, services];
}

/** File name of a download: what it is, of which measure and extract. */
export function fileName(kind: 'comparison' | 'services', { measure, extractDate }: Comparison): string {
  return ['sp-bench', measure.slug, kind, extractDate].filter((part) => part !== null).join('-') + '.csv';
}
