import type { ChangedList, ChangedTotal, Changes, Comparison } from '../uploads/index.ts';
import { formatCount } from '../web/formatters.ts';
import type { VersionChanges } from './compare-versions.ts';
import { suspiciousChanges } from './rules/suspicious-changes.ts';
import type { WatchedTotal } from './specification/changes.ts';
import { lists } from './specification/lists.ts';
import type { ChangedService, ChangeName, ServiceThen, VersionTotals } from './store-changes.ts';

type Occasion = Comparison['occasion'];

/** The changes from one extract to another, in words. */
export function changesInWords(changes: VersionChanges, occasion: Occasion): Changes {
  const { before, after } = changes;
  const changed = changedLists(changes);
  return {
    totals: totals.map(({ key, label, unit }) => ({ label, unit, before: before[key], after: after[key] })),
    lists: changed,
    notes: [...(changed.length === 0 ? [UNCHANGED] : []), ...leftOutNote(before, after, occasion)],
    warning: warningOf(before, after, occasion),
  };
}

const totals: readonly (Pick<ChangedTotal, 'label' | 'unit'> & {
  key: Exclude<keyof VersionTotals, 'leftOut'>;
})[] = [
  { key: 'services', label: 'Services', unit: 'count' },
  { key: 'units', label: 'Household units', unit: 'count' },
  { key: 'contractValueNextYear', label: 'Contract value next year', unit: 'pounds' },
  { key: 'weeklyCost', label: 'Weekly cost', unit: 'pounds' },
];

const UNCHANGED = 'Both have the same services, with the same names, client groups and service types.';

const listWords: readonly {
  name: ChangeName;
  title: string;
  detailTitle: string;
  detail: (service: ChangedService) => string;
}[] = [
  { name: 'added', title: 'Services added', detailTitle: 'What it is', detail: ({ after }) => kindOf(after) },
  {
    name: 'gone',
    title: 'Services gone',
    detailTitle: 'What it was',
    detail: ({ before }) => kindOf(before),
  },
  {
    name: 'renamed',
    title: 'Services renamed',
    detailTitle: 'Name before',
    detail: ({ before }) => before?.name ?? '',
  },
  {
    name: 'otherClientGroup',
    title: 'Services with another primary client group',
    detailTitle: 'Client group',
    detail: fromTo('clientGroup'),
  },
  {
    name: 'otherServiceType',
    title: 'Services with another service type',
    detailTitle: 'Service type',
    detail: fromTo('serviceType'),
  },
];

function changedLists({ services }: VersionChanges): ChangedList[] {
  return listWords
    .map(({ name, title, detailTitle, detail }) => ({
      ...{ title, detailTitle, count: services[name].count },
      rows: services[name].services.map((service) => ({
        id: service.id,
        name: (service.after ?? service.before)?.name ?? '',
        detail: detail(service),
      })),
    }))
    .filter(({ count }) => count > 0);
}

function kindOf(service: ServiceThen | null): string {
  if (!service) return '';
  return `${label('serviceType', service)}, ${label('clientGroup', service)}`;
}

function fromTo(list: 'clientGroup' | 'serviceType') {
  return ({ before, after }: ChangedService): string =>
    before && after ? `From “${label(list, before)}” to “${label(list, after)}”` : '';
}

function label(list: 'clientGroup' | 'serviceType', service: ServiceThen): string {
  return lists[list][service[list] - 1] ?? '';
}

/** Which sums leave services out, and how many in each of the two. */
function leftOutNote(before: VersionTotals, after: VersionTotals, occasion: Occasion): string[] {
  const [then, now] = times[occasion];
  const parts = totals.flatMap(({ key, label }) => {
    if (key === 'services' || before.leftOut[key] + after.leftOut[key] === 0) return [];
    const count = formatCount(before.leftOut[key], 'service');
    return `${label.toLowerCase()} of ${count} ${then} and ${numberOf(after.leftOut[key])} ${now}`;
  });
  if (parts.length === 0) return [];
  return [
    `Values that were left out, because they are excluded or were not given, are not counted: ${parts.join('; ')}.`,
  ];
}

const times: Record<Occasion, readonly [string, string]> = {
  waiting: ['in the live one', 'in this upload'],
  live: ['before', 'in this upload'],
  chosen: ['in the first', 'in the second'],
};

type Totals = Record<WatchedTotal, number>;

/** What to say of totals that have fallen or risen more than usual; null when none has. The first of them speaks for all. */
function warningOf(before: Totals, after: Totals, occasion: Occasion): string | null {
  const { fallen, risen } = suspiciousChanges(before, after);
  const said = (
    [
      ['fallen', fallen[0]],
      ['risen', risen[0]],
    ] as const
  ).flatMap(([way, total]) => {
    if (!total) return [];
    const contrast = contrasts[occasion](long[total](after[total]), short[total](before[total]));
    return [contrast, advice[occasion][way](total === 'services' ? 'services' : 'values')];
  });
  return said.filter(Boolean).join(' ') || null;
}

const contrasts: Record<Occasion, (after: string, before: string) => string> = {
  waiting: (after, before) => `This extract has ${after}; your live one has ${before}.`,
  live: (after, before) => `This extract has ${after}; the one before it had ${before}.`,
  chosen: (after, before) => `The second extract has ${after}; the first has ${before}.`,
};

type Advise = (what: 'services' | 'values') => string;

const advice: Record<Occasion, { fallen: Advise; risen: Advise }> = {
  waiting: {
    fallen: (what) =>
      `If ${what} were left out by mistake, do not confirm: upload a complete extract instead.`,
    risen: (what) => `If ${what} are in it by mistake, do not confirm: upload a corrected extract instead.`,
  },
  live: {
    fallen: (what) => `If ${what} were left out by mistake, upload a complete extract.`,
    risen: (what) => `If ${what} are in it by mistake, upload a corrected extract.`,
  },
  chosen: { fallen: () => '', risen: () => '' },
};

const long: Record<WatchedTotal, (value: number) => string> = {
  services: (value) => formatCount(value, 'service'),
  units: (value) => formatCount(value, 'household unit'),
  contractValueNextYear: (value) => `a contract value next year of ${poundsOf(value)}`,
};

/** Where the noun has just been said. */
const short: Record<WatchedTotal, (value: number) => string> = {
  services: numberOf,
  units: numberOf,
  contractValueNextYear: poundsOf,
};

function numberOf(value: number): string {
  return value.toLocaleString('en-GB');
}

function poundsOf(value: number): string {
  return `£${numberOf(Math.round(value))}`;
}
