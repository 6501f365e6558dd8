import { paths } from '../paths.ts';
import { formatCount } from '../web/formatters.ts';
import type { Page } from '../web/render.ts';
import type { ComparisonFacts, MeasureFacts, MeasureFamily } from './comparisons.ts';
import { chartExamples, type ChartExamples } from './presenters-charts.ts';
import { inWords } from './presenters-lists.ts';
import { plain, protectionRules, remainingRisks, type Rule } from './presenters-protection.ts';

interface Link {
  href: string;
  text: string;
}

interface Row {
  key: string;
  value: string;
}

/** What views/documentation/comparisons.ejs shows. */
export interface ComparisonsPage {
  requirementsHref: string;
  contents: (Link & { children: Link[] })[];
  number: string;
  filters: { ofServices: string; ofAuthorities: string };
  families: FamilyView[];
  figures: Row[];
  groups: { neighbours: number; method: readonly string[]; ofOwn: string };
  rules: Rule[];
  remaining: string[];
  charts: ChartExamples;
  valueForMoney: { costs: string; quadrants: readonly string[] };
}

interface FamilyView {
  id: string;
  title: string;
  /** What all its measures have in common, said once. */
  common: Row[];
  columns: string[];
  measures: { id: string; name: string; cells: string[] }[];
}

/** The page about comparisons: measures, numbers and drawings come from what the reports are made with. */
export function comparisonsPage(facts: ComparisonFacts): Page {
  const families = facts.families.map(familyOf);
  const rules = protectionRules(facts);
  const labels = (of: 'service' | 'authority') =>
    inWords(facts.dimensions.filter((one) => one.of === of).map(({ label }) => label.toLowerCase()));
  const page: ComparisonsPage = {
    requirementsHref: paths.dataRequirements,
    contents: contentsOf(families, rules),
    number: formatCount(facts.families.flatMap(({ measures }) => measures).length, 'measure'),
    filters: { ofServices: labels('service'), ofAuthorities: labels('authority') },
    families,
    figures: figuresOf(facts),
    groups: {
      neighbours: facts.neighbours.count,
      method: facts.neighbours.method,
      ofOwn: ownGroups(facts),
    },
    rules,
    remaining: remainingRisks(facts),
    charts: chartExamples(facts),
    valueForMoney: {
      costs: inWords(facts.valueForMoney.costs.map(lowerFirst), 'or'),
      quadrants: facts.valueForMoney.quadrants,
    },
  };
  return { view: 'documentation/comparisons', frame: { title: 'How comparisons are made' }, page };
}

function contentsOf(families: FamilyView[], rules: Rule[]): ComparisonsPage['contents'] {
  const alone = (id: string, text: string) => ({ href: `#${id}`, text, children: [] });
  const links = (parts: readonly { id: string; title: string }[]): Link[] =>
    parts.map(({ id, title }) => ({ href: `#${id}`, text: title }));
  return [
    alone('what-is-compared', 'What is compared'),
    { ...alone('measures', 'Measures'), children: links(families) },
    alone('figures', 'How figures are worked out'),
    { ...alone('groups', 'Comparison groups'), children: links([{ id: 'neighbours', title: 'Neighbours' }]) },
    { ...alone('protection', 'How other authorities are protected'), children: links(rules) },
    alone('remaining', 'What the rules do not prevent'),
    { ...alone('charts', 'Charts'), children: links(chartSections) },
    { ...alone('other-reports', 'Other reports'), children: links(reportSections) },
  ];
}

const chartSections = [
  { id: 'box-and-dots', title: 'Boxes and dots' },
  { id: 'bars', title: 'Bars by group' },
  { id: 'strips', title: 'Strips' },
  { id: 'trend', title: 'Trend' },
  { id: 'dots-and-medians', title: 'Dots and two medians' },
];

const reportSections = [
  { id: 'overview', title: 'Overview and service' },
  { id: 'trends', title: 'Trends over quarters' },
  { id: 'outliers', title: 'Services furthest from peers' },
  { id: 'value-for-money', title: 'Value for money' },
  { id: 'briefing', title: 'Briefing and downloads' },
];

const attributes: readonly { key: string; of: (measure: MeasureFacts) => string }[] = [
  { key: 'Unit', of: ({ unit }) => unit },
  { key: 'What it says', of: ({ definition }) => definition },
  { key: 'How it is worked out', of: ({ formula, parts }) => `${formula}${countedIn(parts)}` },
  { key: 'Which way is better', of: ({ better }) => better },
  { key: 'Source', of: ({ source }) => source.table },
  { key: 'Fields', of: ({ source }) => source.fields.join(', ') },
  { key: 'As of', of: ({ source }) => source.period },
];

function familyOf({ family, title, measures }: MeasureFamily): FamilyView {
  const isCommon = ({ of }: (typeof attributes)[number]): boolean =>
    new Set(measures.map(of)).size === 1 && measures.length > 1;
  const own = attributes.filter((attribute) => !isCommon(attribute));
  const [first] = measures;
  return {
    id: `measures-${family}`,
    title,
    common: first ? attributes.filter(isCommon).map(({ key, of }) => ({ key, value: of(first) })) : [],
    columns: own.map(({ key }) => key),
    measures: measures.map((measure) => ({
      id: `measure-${family}-${measure.slug}`,
      name: measure.name,
      cells: own.map(({ of }) => of(measure)),
    })),
  };
}

function countedIn(parts: MeasureFacts['parts']): string {
  return parts ? ` Counted: ${parts.part.name}, of ${parts.whole.name}.` : '';
}

const exampleValues = [4, 6, 9, 12, 20, 31];

function figuresOf({ statistics: { quantile, percentileRank } }: ComparisonFacts): Row[] {
  const at = (fraction: number): string => plain(quantile(exampleValues, fraction) ?? 0);
  const values = inWords(exampleValues.map(plain));
  const one = 12;
  return [
    {
      key: 'Lower quartile, median, upper quartile',
      value:
        'The values are put in order. The quartiles stand a quarter, half and three quarters of the steps from the ' +
        'lowest to the highest; between two values, in proportion (linear interpolation, type 7, as PostgreSQL’s ' +
        `percentile_cont). Those of ${values} are ${at(0.25)}, ${at(0.5)} and ${at(0.75)}.`,
    },
    { key: 'Minimum, maximum', value: 'The lowest and the highest value.' },
    { key: 'Mean', value: 'The sum of the values divided by their number. Each service counts the same.' },
    {
      key: 'Mean by units (unit-weighted mean)',
      value:
        'The sum of each value times the household units of its service, divided by the sum of these units: a ' +
        'service with twice the units counts twice. Services that give no units are left out of it.',
    },
    {
      key: 'Percentile',
      value:
        'Percent of the peers in the service’s group that have a lower value. Among ' +
        `${values}, a service with ${one} has percentile ${plain(percentileRank(exampleValues, one) ?? 0)}.`,
    },
    {
      key: 'Position',
      value:
        'Where your median, or your service, lies: in the lowest quarter, lower middle, at the median, upper ' +
        'middle or highest quarter of peers, as told from your value and the peers’ quartiles and median when all ' +
        'have three figures.',
    },
  ];
}

function ownGroups({ minimums, savedGroups: { most, mostEver } }: ComparisonFacts): string {
  return (
    `A group of your own: at least ${minimums.spread.authorities} authorities that you choose, for all officers of ` +
    `your authority. There can be ${most} at a time, and ${mostEver} in all, with those that were ended.`
  );
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
