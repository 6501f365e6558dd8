import { dimensions, storedValue, type Dimension, type Filters } from '../../src/reports/dimensions.ts';
import { ownServices, peersIn, type Reading } from './bare-reports.ts';
import type { ReportPage } from './report-pages.ts';

/** What any report may take. */
export const ANY = 80;
export const COST = 'weekly_unit_cost';
export const costReport = '/reports/cost/weekly-unit-cost';
const OUTCOME = 'outcome_4b';
const outcomeReport = '/reports/outcomes/4b';

const types = ['Accommodation based', 'Floating support'];
const two: Filters = { serviceType: types, durationType: ['Short term'] };
/** All that a report can be filtered by at once, each filter so wide that much is left to be judged. */
const six: Filters = {
  serviceType: types,
  clientGroup: ['Older people with support needs', 'People with learning disabilities', 'Generic'],
  accommodationType: ['None given', 'Hostel', 'Supported housing (shared or self-contained)'],
  durationType: ['Short term', 'Long term'],
  region: ['London', 'South East', 'North West', 'South West'],
  authorityType: ['London borough', 'County', 'Unitary authority'],
};

interface Asked {
  address?: string;
  column?: string;
  filters?: Filters;
  groupBy?: Dimension;
  peers?: { text: string; members: number[] };
  /** What else the address says. */
  more?: Record<string, string>;
}

/** Reports of one measure, on the page and as files. */
export function measurePages(reading: Reading): ReportPage[] {
  const byClientGroup = { groupBy: 'clientGroup' as const };
  const ofOutcomes = { address: outcomeReport, column: OUTCOME };
  const nearest = { text: 'nearest', members: reading.nearest };
  const saved = { text: `group-${reading.saved.id}`, members: reading.saved.members };
  const pages: Record<string, Asked> = {
    'report, ungrouped': {},
    'report by client group': byClientGroup,
    'report by client group, single services of all': { ...byClientGroup, more: { show: 'all' } },
    'report by region, two filters': { groupBy: 'region', filters: two },
    'report by client group, six filters': { ...byClientGroup, filters: six },
    'report beside nearest neighbours': { peers: nearest },
    'report beside one of 200 saved groups': { peers: saved },
    'report by client group beside one of 200 saved groups': { ...byClientGroup, peers: saved },
    'report of outcomes': ofOutcomes,
    'report of outcomes by client group': { ...ofOutcomes, ...byClientGroup },
    'report as CSV': { ...byClientGroup, address: `${costReport}.csv` },
    'report as Excel': { ...byClientGroup, address: `${costReport}.xlsx` },
  };
  return Object.entries(pages).map(([what, asked]) => {
    const { column = COST, filters = {}, groupBy, peers } = asked;
    const inPeers = {
      where: condition(filters, dimensions),
      groupBy: groupBy && columnOf(groupBy),
      members: peers?.members,
    };
    const inOwn = condition(
      filters,
      dimensions.filter(({ of }) => of === 'service'),
    );
    const bare = [peersIn(reading, [column], inPeers), ownServices(reading, [column], inOwn)];
    return { what, address: addressOf(asked), most: ANY, bare };
  });
}

function addressOf({ address = costReport, filters = {}, groupBy, peers, more = {} }: Asked): string {
  const query = new URLSearchParams(more);
  for (const { name } of dimensions) for (const label of filters[name] ?? []) query.append(name, label);
  if (groupBy) query.set('groupBy', groupBy);
  if (peers) query.set('peers', peers.text);
  return `${address}?${query.toString()}`;
}

/** The labels chosen, as the database holds them; `true` where there is no choice. */
function condition(filters: Filters, among: typeof dimensions): string {
  const parts = among.flatMap(({ name, column }) => {
    const stored = (filters[name] ?? []).map((label) => storedValue(name, label));
    return stored.length === 0
      ? []
      : [
          `${column} in (${stored.map((value) => (typeof value === 'number' ? value : `'${value}'`)).join(', ')})`,
        ];
  });
  return ['true', ...parts].join(' and ');
}

function columnOf(name: Dimension): string | undefined {
  return dimensions.find((dimension) => dimension.name === name)?.column;
}
