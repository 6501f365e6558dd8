import { paths } from '../../paths.ts';
import { formatCount } from '../../web/formatters.ts';
import type { Page } from '../../web/render.ts';
import type { Drawing } from '../charts/drawing.ts';
import { scatterChart, type ScatterChart } from '../charts/scatter.ts';
import type { PeerAnswer } from '../benchmark/peers.ts';
import type { Choices } from '../dimensions.ts';
import { measureText, type Measure } from '../measures/measure.ts';
import { measures } from '../measures/measures.ts';
import { analysisPage, text, type Cell, type Section } from './presenters-analysis.ts';
import { filtersView, query, type OwnSelect } from '../presenters-filters.ts';
import * as words from '../presenters-words.ts';
import type { Report } from '../read-report.ts';
import { quadrants, type Quadrant, type ValueForMoney } from './value-for-money.ts';

export const quadrantNames: Readonly<Record<Quadrant, string>> = {
  'cheaper-better': 'Costs less, does better',
  'dearer-better': 'Costs more, does better',
  'cheaper-worse': 'Costs less, does worse',
  'dearer-worse': 'Costs more, does worse',
};

/** The measures of each axis: cost that does not grow with the service's size, and what is had for it. */
export const costAxis = measures.filter(({ slug }) =>
  ['weekly-unit-cost', 'cost-per-support-hour'].includes(slug),
);
export const worthAxis = measures.filter(({ family }) => family !== 'cost');

/** The lists that they are chosen from. */
export const axisLabels = { cost: 'Cost', worth: 'What is had for it' } as const;

const NO_EXTRACT = 'Your authority has no live extract, so there is no service of yours to place.';

/** The fields of its address that only this page has. */
export function axisFields({ cost, worth }: Pick<ValueForMoney, 'cost' | 'worth'>) {
  return { cost: measureText(cost), worth: measureText(worth) };
}

export function valueForMoneyPage(view: ValueForMoney, report: Report): Page {
  const { cost, worth, leftOut, extractDate } = view;
  const axes = axisFields(view);
  const chart = valueForMoneyDrawing(view);
  const chosen = query(report.choices, axes);
  const address = (changed: Choices) => paths.valueForMoney + query(changed, axes);
  return analysisPage({
    title: 'Value for money',
    backLink: paths.reports + query(report.choices),
    notices: report.parsed.notices,
    recalculatedOn: report.recalculatedOn,
    missing: extractDate === null ? NO_EXTRACT : null,
    lead: [
      sentence(view),
      `${cost.name} against ${lowerFirst(worth.name)}. Compared with: ${report.comparedWith}. Costs differ most between ` +
        'client groups: filter by client group to compare like with like.' +
        (leftOut === 0
          ? ''
          : ` ${formatCount(leftOut, 'service')} of yours ${leftOut === 1 ? 'does' : 'do'} not have both figures.`),
    ],
    next:
      extractDate === null
        ? null
        : { text: 'See the services furthest from peers', href: paths.outliers + query(report.choices) },
    filters: filtersView(report, paths.valueForMoney, address, {
      grouped: false,
      selects: [axisSelect('cost', costAxis, cost), axisSelect('worth', worthAxis, worth)],
    }),
    chart,
    sections: [
      peersSection(view),
      ...quadrants.map((quadrant) => quadrantSection(view, quadrant, report.choices)),
      quadrantSection(view, null, report.choices),
    ].filter(({ rows }) => rows.length > 0),
    downloads:
      view.services.length === 0
        ? []
        : [
            { text: 'Download the services (CSV)', href: paths.valueForMoneyCsv + chosen },
            { text: 'Download all of it with definitions (Excel)', href: paths.valueForMoneyXlsx + chosen },
            ...(chart ? [{ text: 'Download the chart (SVG)', href: paths.valueForMoneySvg + chosen }] : []),
          ],
  });
}

function axisSelect(name: keyof typeof axisLabels, axis: readonly Measure[], chosen: Measure): OwnSelect {
  return {
    name,
    label: axisLabels[name],
    items: axis.map((measure) => ({
      value: measureText(measure),
      text: measure.name,
      selected: measure === chosen,
    })),
  };
}

function sentence({ peers, services, cost, worth }: ValueForMoney): string {
  const [costs, worths] = [peers.cost, peers.worth];
  if (costs.kind !== 'shown') return `Your services cannot be placed. ${words.withheldSentence(costs.kind)}`;
  if (worths.kind !== 'shown')
    return `Your services cannot be placed. ${words.withheldSentence(worths.kind)}`;
  if (services.length === 0) return 'No service of yours has both figures.';
  const count = (quadrant: Quadrant) => services.filter((one) => one.quadrant === quadrant).length;
  return (
    `Of ${formatCount(services.length, 'service')} of yours, ${count('cheaper-better')} cost no more than the peers’ ` +
    `median ${lowerFirst(cost.name)}, ${medianOf(cost, costs.median)}, and do at least as well as their median ` +
    `${lowerFirst(worth.name)}, ${medianOf(worth, worths.median)}; ${count('dearer-worse')} cost more and do worse. ` +
    'Rule: each is held against these two medians, to 3 significant figures.'
  );
}

function medianOf(measure: Measure, median: number): string {
  return words.inWords(measure, words.peerAmount(measure, median));
}

/** The figures that part the drawing, with those that say how far peers lie from them. */
function peersSection({ cost, worth, peers }: ValueForMoney): Section {
  const row = (measure: Measure, answer: PeerAnswer): Cell[] => {
    const name = text(`${measure.name}, ${measure.unit}`);
    if (answer.kind !== 'shown') return [name, { text: words.withheldSentence(answer.kind), span: 4 }];
    const quartiles = [answer.lower_quartile, answer.median, answer.upper_quartile];
    return [
      name,
      ...quartiles.map((value) => text(words.peerAmount(measure, value))),
      text(words.plain(answer.services)),
    ];
  };
  return {
    id: 'peer-figures',
    heading: 'Your peers',
    text: [],
    caption: 'The peers’ medians that your services are held against, and their quartiles',
    columns: [
      { text: 'Measure' },
      { text: 'Lower quartile', numeric: true },
      { text: 'Median', numeric: true },
      { text: 'Upper quartile', numeric: true },
      { text: 'Services', numeric: true },
    ],
    rows: [row(cost, peers.cost), row(worth, peers.worth)],
  };
}

function quadrantSection(
  { services, cost, worth }: ValueForMoney,
  quadrant: Quadrant | null,
  choices: Choices,
): Section {
  const placed = services.filter((one) => one.quadrant === quadrant);
  const heading = quadrant === null ? 'Your services' : quadrantNames[quadrant];
  return {
    id: quadrant ?? 'services',
    heading,
    text: [],
    caption: `${heading}: ${formatCount(placed.length, 'service')}, the dearest first`,
    columns: [
      { text: 'Service' },
      { text: 'Service id', unbroken: true },
      { text: `${cost.name}, ${cost.unit}`, numeric: true },
      { text: `${worth.name}, ${worth.unit}`, numeric: true },
    ],
    rows: [...placed]
      .sort((a, b) => b.cost - a.cost)
      .map(({ service, cost: x, worth: y }) => [
        { links: [{ text: service.name, href: paths.serviceReport(service.serviceId) + query(choices) }] },
        text(service.serviceId),
        text(words.amount(cost, x)),
        text(words.ownFigure(worth, y, service.given)),
      ]),
  };
}

/** Own services as dots, parted by the two medians of peers; null where there is none to place. */
export function valueForMoneyDrawing(view: ValueForMoney): Drawing<ScatterChart> | null {
  const { cost, worth, peers, services } = view;
  const geometry = scatterChart({
    own: services.map(({ cost: x, worth: y }) => ({ x, y })),
    // Pairs of two figures tell more of a single service than either figure alone: peers' are never drawn.
    peers: null,
    xMedian: peers.cost.kind === 'shown' ? peers.cost.median : null,
    yMedian: peers.worth.kind === 'shown' ? peers.worth.median : null,
    xLabel: `${cost.name}, ${cost.unit}`,
    yLabel: `${worth.name}, ${worth.unit}`,
    quadrants: {
      topLeft: quadrantNames['cheaper-better'],
      topRight: quadrantNames['dearer-better'],
      bottomLeft: quadrantNames['cheaper-worse'],
      bottomRight: quadrantNames['dearer-worse'],
    },
    xTick: words.tickText(cost),
    yTick: words.tickText(worth),
  });
  return (
    geometry && {
      ...geometry,
      id: 'value',
      title: `${cost.name} and ${worth.name}`,
      description: sentence(view),
    }
  );
}

function lowerFirst(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}
