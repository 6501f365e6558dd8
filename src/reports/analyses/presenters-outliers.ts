import { paths } from '../../paths.ts';
import { formatCount } from '../../web/formatters.ts';
import type { Page } from '../../web/render.ts';
import { dimensions, factsOf, type Choices } from '../dimensions.ts';
import { familyTitles, measures, measuresByFamily } from '../measures/measures.ts';
import { measureText, type Family, type Measure } from '../measures/measure.ts';
import type { Outlier, Outliers } from './outliers.ts';
import { analysisPage, text, type Cell } from './presenters-analysis.ts';
import { filtersView, query } from '../presenters-filters.ts';
import * as words from '../presenters-words.ts';
import type { Report } from '../read-report.ts';

/** The lists of its form. */
export const outlierLabels = { family: 'Measures', like: 'Hold each service against' } as const;

const SHOWN = 100;
const NO_EXTRACT = 'Your authority has no live extract, so there is no service of yours to compare.';

export interface OutlierChoices {
  family: Family;
}

/** The fields of its address that only this page has. */
export function outlierFields({ family, like }: OutlierChoices & Pick<Outliers, 'like'>) {
  return { family, like: like ?? 'all' };
}

export function outliersPage(view: Outliers, report: Report, { family }: OutlierChoices): Page {
  const { like, outliers, withheld, extractDate } = view;
  const others = outlierFields({ family, like });
  const address = (changed: Choices) => paths.outliers + query(changed, others);
  const likeWords = like === null ? 'all peers' : `peers of the same ${factsOf(like).label.toLowerCase()}`;
  return analysisPage({
    title: 'Services furthest from peers',
    backLink: paths.reports + query(report.choices),
    notices: report.parsed.notices,
    recalculatedOn: report.recalculatedOn,
    missing: extractDate === null ? NO_EXTRACT : null,
    lead: [
      summary(view, family, likeWords),
      'Rule: a figure is far when it is further from the peers’ median than their quartiles are from each other: more ' +
        `than one such range, whichever way. Compared with: ${report.comparedWith}.` +
        (withheld === 0
          ? ''
          : ` ${formatCount(withheld, 'figure')} could not be compared, because there are too few peers.`),
      ...(family === 'cost'
        ? [
            'The difference in pounds a year is that between the service and the median, times the service’s units for ' +
              'a weekly cost and its support hours for an hourly one, over 52 weeks. A service may be here with several ' +
              'measures of the same money: do not add them up.',
          ]
        : []),
    ],
    next:
      outliers.length === 0
        ? null
        : { text: 'Put these measures into a briefing', href: briefingHref(view, report.choices) },
    filters: filtersView(report, paths.outliers, address, {
      grouped: false,
      selects: [
        {
          name: 'family',
          label: outlierLabels.family,
          items: measuresByFamily.map((one) => ({
            value: one.family,
            text: one.title,
            selected: one.family === family,
          })),
        },
        {
          name: 'like',
          label: outlierLabels.like,
          items: [
            { value: 'all', text: 'All peers', selected: like === null },
            ...dimensions
              .filter(({ of }) => of === 'service')
              .map(({ name, label }) => ({
                value: name,
                text: `Peers of the same ${label.toLowerCase()}`,
                selected: name === like,
              })),
          ],
        },
      ],
    }),
    sections: [
      {
        id: 'outliers',
        heading: 'Figures far from peers',
        text: outliers.length > SHOWN ? [`The first ${SHOWN} are shown; the download has all.`] : [],
        caption: `Your services furthest from ${likeWords}`,
        columns: [
          { text: 'Service' },
          { text: 'Service id', unbroken: true },
          { text: 'Measure', wide: true },
          { text: 'This service', numeric: true },
          { text: 'Peers’ median', numeric: true },
          { text: 'Distance, in peers’ ranges', numeric: true },
          ...(family === 'cost' ? [{ text: 'Difference, pounds a year', numeric: true }] : []),
        ],
        rows: outliers.slice(0, SHOWN).map((outlier) => cells(outlier, report.choices, { like, family })),
      },
    ].filter(({ rows }) => rows.length > 0),
    downloads:
      outliers.length === 0
        ? []
        : [
            { text: 'Download all of them (CSV)', href: paths.outliersCsv + query(report.choices, others) },
            {
              text: 'Download all of them with definitions (Excel)',
              href: paths.outliersXlsx + query(report.choices, others),
            },
          ],
  });
}

function summary({ outliers, extractDate }: Outliers, family: Family, likeWords: string): string {
  if (extractDate === null) return 'No service of yours can be compared yet.';
  const services = new Set(outliers.map(({ service }) => service.serviceId)).size;
  const kind = familyTitles[family].toLowerCase();
  return outliers.length === 0
    ? `No service of yours is far from ${likeWords} in any measure of ${kind}.`
    : `In measures of ${kind}, ${formatCount(outliers.length, 'figure')} of ${formatCount(services, 'service')} of yours ` +
        `${outliers.length === 1 ? 'is' : 'are'} far from the median of ${likeWords}, the furthest first.`;
}

/** The form of a briefing with the measures that something is far out in. */
function briefingHref({ outliers, like }: Outliers, choices: Choices): string {
  const chosen = query({ ...choices, groupBy: like ?? choices.groupBy });
  const ticked = measures
    .filter((measure) => outliers.some((outlier) => outlier.measure === measure))
    .map((measure) => `measure=${encodeURIComponent(measureText(measure))}`);
  return `${paths.briefing}${chosen === '' ? '?' : `${chosen}&`}${ticked.join('&')}`;
}

function whyNoPounds({ unit }: Measure): string {
  return unit.startsWith('pounds')
    ? 'Not available: its units are empty or excluded'
    : 'Not a measure of money';
}

function cells(
  { service, measure, group, value, peers, distance, poundsAYear }: Outlier,
  choices: Choices,
  { like, family }: Pick<Outliers, 'like'> & OutlierChoices,
): Cell[] {
  const filters = like === null ? choices.filters : { ...choices.filters, [like]: [group] };
  const href = paths.report(measure.family, measure.slug) + query({ ...choices, filters, groupBy: null });
  return [
    { links: [{ text: service.name, href: paths.serviceReport(service.serviceId) + query(choices) }] },
    text(service.serviceId),
    { links: [{ text: measure.name, href, after: like === null ? '' : `, ${group}` }] },
    text(words.ownFigure(measure, value, service.given)),
    text(words.peerAmount(measure, peers.median)),
    text(`${distance > 0 ? '+' : '−'}${Math.abs(distance).toFixed(1)}`),
    ...(family === 'cost'
      ? [text(poundsAYear === null ? whyNoPounds(measure) : words.pounds(poundsAYear))]
      : []),
  ];
}
